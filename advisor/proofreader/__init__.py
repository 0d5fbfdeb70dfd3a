"""The proofreader: a letter in, what had better be changed before it is sent out."""
