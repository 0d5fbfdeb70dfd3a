"""Print how far the advice agrees with the corpus.

``python -m tests.corpus`` runs the fitted accounts, ``python -m tests.corpus judgement [A1]``
the rows of the judgement, ``python -m tests.corpus interviews`` simulated interviews.
``python -m tests.corpus held_out`` runs those of another folder: ``held_out/`` counts as fitted since
it was run once, and ``held_out_second/`` was run once.
"""

from __future__ import annotations

import sys

from tests.corpus import accounts, interviews, judgement
from tests.shipped import shipped

if __name__ == "__main__":
    match sys.argv[1:]:
        case ["judgement", *only]:
            print(judgement.table(shipped(), *only))
        case ["interviews"]:
            print(interviews.table(shipped()))
        case [folder]:
            print(accounts.table(accounts.agreement(shipped(), folder)))
        case _:
            print(accounts.table(accounts.agreement(shipped(), "fitted")))
