"""Checks of the content, one room for each sort of fault."""
