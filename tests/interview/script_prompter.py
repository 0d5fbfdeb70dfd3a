"""A prompter that answers from a list of lines."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.interview.display import Style


class ScriptPrompter:
    """Answers from a list of lines and keeps what was said.

    An exception in the list is raised in its place, such as ``KeyboardInterrupt()``.
    """

    def __init__(
        self,
        lines: Iterable[str | BaseException],
        plain: bool = False,
        interactive: bool = False,
    ) -> None:
        self.lines = list(lines)
        self.plain = plain
        self.interactive = interactive
        self.said: list[str] = []
        self.size = (80, 0)

    @property
    def transcript(self) -> str:
        """Everything said and typed, line by line."""
        return "\n".join(self.said)

    def heading(self, left: str, right: str) -> None:
        """Keep the heading as one line."""
        self.said.append(f"[{left}] {right}")

    def say(self, text: str, style: Style = "normal", indent: int = 0) -> None:
        """Keep the paragraph, its style aside."""
        del style
        self.said.append(" " * indent + text)

    def ask(self, prompt: str) -> str:
        """Return the next line. Raises :class:`EOFError` when none is left."""
        if not self.lines:
            raise EOFError
        line = self.lines.pop(0)
        if isinstance(line, BaseException):
            raise line
        self.said.append(prompt + line)
        return line
