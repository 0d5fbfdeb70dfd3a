"""An assessment put into words: screen, text, Markdown, HTML, JSON and comparisons."""
