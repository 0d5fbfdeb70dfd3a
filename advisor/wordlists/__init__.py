"""Patterns of words and the entities they find in a text."""
