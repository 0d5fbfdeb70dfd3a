"""The command line: parse, call, print, choose the exit code; nothing else."""

from __future__ import annotations

import gc

__all__ = ["main"]

OBJECTS_BETWEEN_COLLECTIONS = 500_000
"""More than a short command makes, so that it never searches its content for cycles."""


def main() -> None:
    """Run the command line on the arguments of this process, and exit."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, *gc.get_threshold()[1:])
    from advisor.cli.app import run

    try:
        run()
    finally:
        # The interpreter would search everything for cycles once more when it ends.
        gc.freeze()
