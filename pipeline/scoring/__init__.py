"""The gold set and what is measured on it: annotations, their formats, their checks, and agreement."""
