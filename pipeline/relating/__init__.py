"""Relating: what a sentence, or a row of a table, states of its mentions."""

PAIR = 2
"""Two of a kind: the sides of a comparison, the agents of a doublet, the names that `both` takes up."""
