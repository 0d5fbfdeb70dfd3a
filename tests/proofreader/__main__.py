"""Print how well the words that letters avoid are found in files of the corpus of the trade.

``python -m tests.proofreader 4`` measures ``corpus/trade-<language>-4.yaml``, several numbers
several files together. ``--show`` prints the sentences that were missed, found or blocked wrongly
as well; leave it out for files that the lists are not to be fitted to. Ends with code 1 and one
line for each fault where a file does not have the format that ``corpus/README.md`` describes.
"""

from __future__ import annotations

import sys

import yaml

from tests.proofreader import measuring
from tests.shipped import shipped

if __name__ == "__main__":
    library = shipped()
    numbers = [argument for argument in sys.argv[1:] if argument != "--show"] or [*measuring.FITTED]
    paths = [measuring.trade(code, number) for code in measuring.LANGUAGES for number in numbers]
    names = tuple(library.wordlists["en"].avoid)
    if faults := [fault for path in paths for fault in measuring.format_faults(path, names)]:
        sys.exit("\n".join(faults))
    figures = {code: measuring.of_trade(library, code, *numbers) for code in measuring.LANGUAGES}
    if "--show" in sys.argv:
        print("\n".join(measuring.total(figures.values()).faults), end="\n\n")
    data = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]
    sentences = sum(len(one["harmless"]) + sum(map(len, one["flagged"].values())) for one in data)
    fitted = not set(numbers).isdisjoint(measuring.FITTED)
    print(measuring.table(figures), measuring.sentence(figures, sentences, fitted), sep="\n\n")
