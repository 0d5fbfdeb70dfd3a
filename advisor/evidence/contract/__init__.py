"""Reads a contract: its sentences, what they say, and the answers proposed from them."""
