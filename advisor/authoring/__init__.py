"""Tools for authors of rules: checks, rule cases, mutants, proofs, graphs and the walk."""
