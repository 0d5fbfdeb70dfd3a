"""Fire one stratum of rules on the facts of one case.

:mod:`advisor.engine.durable` lets durable_rules find the rules that are true, and takes
from :mod:`advisor.engine.compiled` which of the others are false and which undecided; where
the two disagree on a true rule, it raises. :mod:`advisor.engine.compiled` alone decides
where durable_rules cannot be imported, and in all that decides many variants of a case:
the interview, what-if, the splits of open questions, turning dates and explanations.
"""

from __future__ import annotations

from advisor.engine.stratum import Engine, Stratum, Truths

__all__ = ["Engine", "Stratum", "Truths", "available"]


def available(name: str = "auto") -> Engine:
    """Return an engine: ``durable``, ``pure``, or the first that works.

    Raises :class:`~advisor.errors.EngineError` when durable_rules is asked for
    and cannot be imported.
    """
    from advisor.engine.compiled import Compiled

    if name == "pure":
        return Compiled()
    try:
        from advisor.engine import durable

        return durable.Durable()
    except ImportError as error:
        if name == "auto":
            return Compiled()
        from advisor.errors import EngineError, Message

        raise EngineError(
            Message(
                "durable_rules is not installed, or was built without support for this Python. "
                "Install it with: CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject "
                'pip install "advisor[durable]"'
            )
        ) from error
