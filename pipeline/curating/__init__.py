"""The vocabulary as data that people keep: checked, counted, extended. Nothing here runs while papers are read."""
