"""Facts worked out from the answers: money, lateness, calendars, notice."""
