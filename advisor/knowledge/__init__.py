"""Questions, rules, dated values and texts, read from files and checked."""
