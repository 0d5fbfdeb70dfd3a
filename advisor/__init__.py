"""Decide whether, when and how to end a client relationship, and do the paperwork."""

__version__ = "0.1.0"
