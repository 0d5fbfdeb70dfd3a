"""Facts calculated from the answers: money, lateness, calendars, notice."""
