"""The exceptions of the parser of arguments, whichever release of Typer brings them."""

from __future__ import annotations

from typing import Any

import typer

# The classes behind these belong to Click, which newer releases of Typer bring
# along under another name. Taken from Typer they are right with both.
USAGE: Any = typer.BadParameter.__mro__[1:3]
"""Wrong usage, and what every error of the parser is."""
