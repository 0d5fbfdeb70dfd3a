"""File formats: complete documents as values in, bytes out."""
