"""Reads text from files of several formats, with the position of each character."""
