"""Letters, checklist, script and brief: which are offered, what they need, their text."""
