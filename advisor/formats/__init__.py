"""One module for each file format: values in, bytes or text out."""
