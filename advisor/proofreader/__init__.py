"""The proofreader: from the text of a letter to remarks on it."""
