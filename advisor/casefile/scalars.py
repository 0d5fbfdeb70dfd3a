"""Write one YAML scalar so that every program reads it as it was meant."""

from __future__ import annotations

import json
import re

_MISREAD = re.compile(r"unknown|y|yes|n|no|on|off|true|false|null|none|[0-9.].*", re.IGNORECASE)
_SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ._/%+()@-]*[A-Za-z0-9._/%+()@-])?", re.ASCII)


def scalar(text: str, words: bool = True) -> str:
    """Write one YAML scalar.

    ``words`` stand in quotes wherever they could be read as anything but a text,
    also by other programs.
    """
    if _SAFE.fullmatch(text) and not (words and _MISREAD.fullmatch(text)):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in quoted)


def _escaped(sign: str) -> str:
    code = ord(sign)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
