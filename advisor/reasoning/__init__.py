"""From facts to advice and plan: pure functions over a case and the rulebook."""
