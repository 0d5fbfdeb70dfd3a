"""The report as a page: one file that needs no script, no request and no other file."""

from __future__ import annotations

from advisor.formats.html_page import page
from advisor.report.model import Report


def report_html(report: Report, language: str) -> bytes:
    """Return the report as a page in UTF-8; the picture of payments is drawn in its table."""
    return page("report", report=report, language=language)
