"""Wear and tear of the review: many curators, a server that is killed, races; run by `make soak`."""
