"""The command line: parse, call, print, choose the exit code; nothing else."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command line on the arguments of this process, and exit."""
    from advisor.cli.app import run

    run()
