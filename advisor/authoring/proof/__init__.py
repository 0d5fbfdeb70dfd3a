"""Satisfiability of the conditions of a library.

The conditions divide the values of every fact into finitely many regions
(:mod:`advisor.knowledge.partitions`), so a case is a choice of one region for each
fact, and what the rules say of it is a circuit over these choices
(:mod:`~advisor.authoring.proof.encoding`). A SAT solver finds a case in which some of
the circuit's outputs are true, or shows that there is none
(:mod:`~advisor.authoring.proof.circuit`).

Exact: comparisons, ``all``, ``any``, ``none``, ``known`` and ``unknown``; findings,
the balance, rows by priority and gates; which questions apply; the choices of a question
together with their count. Free: the value of a derived fact is not tied to the answers
it is calculated from. So "unsatisfiable" is certain, while an example may be one that
no calendar and no arithmetic allows.
"""
