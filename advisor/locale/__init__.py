"""Dates, numbers, money and durations, as people type them and as they are shown."""
