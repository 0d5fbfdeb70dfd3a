"""The interview: which question comes next, and the conversation at the terminal."""
