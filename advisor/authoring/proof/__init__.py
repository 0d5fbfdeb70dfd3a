"""What the conditions of a library can and cannot do, decided and not sampled.

Every fact is cut into the finitely many regions that its conditions tell apart
(:mod:`~advisor.authoring.proof.regions`). The truth of a condition then is a
formula over "this fact lies in these regions"
(:mod:`~advisor.authoring.proof.encoding`), and a search finds facts that make
formulas true or shows that there are none (:mod:`~advisor.authoring.proof.solver`).

What is exact: comparisons, ``all``, ``any``, ``none``, ``known`` and ``unknown``;
findings, tallies, rows by priority and gates, each put in terms of the answers;
the reachability of questions; the choices of a question together with their count.
What is left free: a derived fact from the answers it is worked out from, and a
count from the count it cannot exceed. So "it cannot be" is certain, while an
example may be one that no calendar and no arithmetic allows.
"""
