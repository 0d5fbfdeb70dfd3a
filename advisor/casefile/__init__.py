"""The case file: read, validate, migrate and save the answers to the questions."""
