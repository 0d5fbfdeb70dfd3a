"""A bar that shows how far the reading of a large file is."""

from __future__ import annotations

from pathlib import Path

from advisor.cli.console import console
from advisor.cli.options import Setting
from advisor.reading.rows import Progress, ignore

LARGE = 1_000_000
"""Bytes of a file from which on a bar shows how far its reading is."""


class reading_bar:  # noqa: N801 - used as a statement
    """Show how far the reading of a large file is, on a terminal and nowhere else."""

    def __init__(self, path: Path, setting: Setting) -> None:
        large = path.is_file() and path.stat().st_size > LARGE
        self.bar = None
        if large and not setting.is_plain:
            from rich.progress import Progress as Bar

            screen = console(setting.color, err=True)
            if not screen.is_terminal:
                return
            self.bar = Bar(console=screen, transient=True)
            self.task = self.bar.add_task(path.name, total=1.0)

    def __enter__(self) -> Progress:
        """Begin, and return what is told the share that has been read."""
        if self.bar is None:
            return ignore
        self.bar.start()
        return lambda share: self.bar.update(self.task, completed=share)  # type: ignore[union-attr]

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        if self.bar is not None:
            self.bar.stop()
