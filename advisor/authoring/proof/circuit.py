"""A Boolean circuit in conjunctive normal form, built gate by gate over a SAT solver."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from advisor.errors import MissingExtra

SOLVER = "cadical195"

TRUE = 1
"""The literal that is always true; its negation ``-TRUE`` is always false."""


class Circuit:
    """Gates over literals: positive or negative integers, negation is the minus sign.

    Each gate is defined once, by clauses that make its literal equal to its inputs
    (Tseitin's encoding). Raises :class:`MissingExtra` without python-sat.
    """

    def __init__(self) -> None:
        try:
            from pysat.solvers import Solver
        except ImportError as error:
            raise MissingExtra("Proofs", "python-sat", "authoring") from error
        self._solver = Solver(SOLVER, bootstrap_with=[[TRUE]])
        self._last = TRUE
        self._gates: dict[frozenset[int], int] = {}

    def variable(self) -> int:
        """Return a new literal."""
        self._last += 1
        return self._last

    def prefer(self, literals: Iterable[int]) -> None:
        """Let the solver try these literals as true first."""
        self._solver.set_phases(list(literals))

    def require(self, *literals: int) -> None:
        """Add a clause: at least one of the literals is true in every model."""
        self._solver.add_clause(literals)

    def every(self, literals: Iterable[int]) -> int:
        """Return the literal that is true if and only if all literals are."""
        inputs = frozenset(literals) - {TRUE}
        if any(-literal in inputs for literal in inputs) or -TRUE in inputs:
            return -TRUE
        if len(inputs) < 2:
            return next(iter(inputs), TRUE)
        if inputs not in self._gates:
            gate = self._gates[inputs] = self.variable()
            for literal in sorted(inputs):
                self.require(-gate, literal)
            self.require(gate, *(-literal for literal in sorted(inputs)))
        return self._gates[inputs]

    def some(self, literals: Iterable[int]) -> int:
        """Return the literal that is true if and only if at least one literal is."""
        return -self.every(-literal for literal in literals)

    def least(self, count: int, literals: Iterable[int]) -> int:
        """Return the literal that is true if and only if ``count`` literals or more are."""
        reached = [TRUE, *[-TRUE] * count]
        for literal in literals:
            for number in range(count, 0, -1):
                one_more = self.every((reached[number - 1], literal))
                reached[number] = self.some((reached[number], one_more))
        return reached[max(count, 0)]

    def satisfiable(self, *assumed: int) -> bool:
        """Return whether some model makes all assumptions true."""
        return bool(self._solver.solve(list(assumed)))

    def possible(self, literals: Iterable[int]) -> set[int]:
        """Return those of the literals that some model makes true, each by itself.

        A model for one of them shows others as well, which are not searched for again.
        """
        left, found = dict.fromkeys(literals), set[int]()
        while left:
            literal = next(iter(left))
            true = left.keys() & (self.model(literal) or ())
            found |= true
            for known in true or {literal}:
                del left[known]
        return found

    def model(self, *assumed: int) -> Collection[int] | None:
        """Return the true literals of a model of the assumptions, ``None`` if there is none.

        The same questions in the same order give the same models.
        """
        return set(self._solver.get_model()) if self.satisfiable(*assumed) else None

    def core(self, assumed: Iterable[int], fixed: Iterable[int] = ()) -> tuple[int, ...]:
        """Return a minimal part of assumptions that have no model together with ``fixed``.

        Minimal: without any one of them there is a model. Earlier ones are left out first.
        """
        fixed, kept = tuple(fixed), list(assumed)
        for literal in tuple(kept):
            rest = [other for other in kept if other != literal]
            if literal in kept and not self.satisfiable(*rest, *fixed):
                needed = set(self._solver.get_core())
                kept = [other for other in rest if other in needed]
        return tuple(kept)
