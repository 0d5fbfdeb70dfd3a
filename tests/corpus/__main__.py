"""Print how far the advice agrees with the accounts: ``python -m tests.corpus``.

The accounts of ``held_out/`` are run only with ``--held-out``, once, when the rules are finished.
"""

from __future__ import annotations

import sys

from tests.corpus.accounts import agreement, table
from tests.shipped import shipped

if __name__ == "__main__":
    folder = "held_out" if sys.argv[1:] == ["--held-out"] else "fitted"
    print(table(agreement(shipped(), folder)))
