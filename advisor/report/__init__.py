"""An assessment put into words: screen, text, Markdown, JSON and comparisons."""
