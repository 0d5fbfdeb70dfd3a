"""A process of its own for a reader whose library may take any amount of memory or time."""

from __future__ import annotations

import sys
from collections.abc import Iterator

MOST_BYTES = 1_500_000_000
"""Bytes of memory of the process, most of them only reserved."""
SECONDS = 60
"""Seconds of computing after which the system ends it."""


def command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs ``main`` of a module, with the arguments as text."""
    start = (
        "import sys; count = int(sys.argv[1]) + 2; arguments = sys.argv[2:count]; "
        f"sys.path[:] = sys.argv[count:]; from {module} import main; main(*arguments)"
    )
    return [sys.executable, "-c", start, str(len(arguments)), *arguments, *sys.path]


def limit(most: int = MOST_BYTES, seconds: int = SECONDS) -> None:
    """Limit the memory and the time of this process, where the system can."""
    if sys.platform != "win32":
        import resource

        # A process that the system ends leaves no image of its memory on the disk.
        limits = (
            (resource.RLIMIT_AS, most),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_CORE, 0),
        )
        for kind, wanted in limits:
            hard = resource.getrlimit(kind)[1]
            least = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(kind, (least, hard))


def lines(arguments: list[str]) -> Iterator[bytes]:
    """Yield the lines that a process writes; it is ended when nobody wants more of them."""
    import subprocess  # nosec

    with subprocess.Popen(  # noqa: S603
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield from process.stdout or ()
        finally:
            process.kill()
