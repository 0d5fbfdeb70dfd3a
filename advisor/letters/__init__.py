"""Letters, checklist, script and brief: selection, text, completeness, records."""
