"""Checks of the content, one module for each sort of fault."""
