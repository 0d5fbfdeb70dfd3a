"""Fire one stratum of rules on the facts of one case.

Two engines: :mod:`advisor.engine.durable` on durable_rules, and
:mod:`advisor.engine.compiled`, which stands in where durable_rules cannot be
installed. They agree on every case.
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
