"""HTML: one self-contained page, without scripts and without external requests."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

    from advisor.formats.document_model import Checklist, Letter
    from advisor.formats.page_layout import Sheet
    from advisor.formats.page_model import Piece

HERE = Path(__file__).parent
EMAIL = re.compile(r"([^\s@]+@[^\s@]+[^\s@.,;:!?)])")


def letter_html(letter: Letter) -> bytes:
    """Return a letter as a page that prints as a letter."""
    from advisor.formats.page_layout import sheet

    return page("letter", sheet=sheet(letter))


def mail_html(sheet: Sheet, pieces: tuple[Piece, ...]) -> str:
    """Return pieces of a letter as the HTML body of an email, without page layout."""
    # Mail programs drop the style sheet of a page.
    return _environment().get_template("mail.html.j2").render(sheet=sheet, pieces=pieces)


def checklist_html(checklist: Checklist) -> bytes:
    """Return a checklist as a page with check boxes."""
    return page("checklist", checklist=checklist)


def page(name: str, **values: Any) -> bytes:
    """Fill the template of a page; its policy allows its own style sheet alone."""
    style = (HERE / f"{name}.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    text = (
        _environment().get_template(f"{name}.html.j2").render(style=style, policy=policy, **values)
    )
    return text.encode()


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["whole"] = _whole
    return environment


def _whole(text: str) -> str:
    """Keep email addresses on one line."""
    from markupsafe import Markup

    keep = Markup('<span class="keep">{}</span>')
    parts = (keep.format(part) if EMAIL.fullmatch(part) else part for part in EMAIL.split(text))
    return Markup("").join(parts)
