"""The interview: read answers, keep them in a case file, ask what still matters."""
