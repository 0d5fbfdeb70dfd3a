"""What the reader of YAML says of a file that is none, to be said in other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.errors import Message

if TYPE_CHECKING:
    from yaml import MarkedYAMLError

_FAULTS = (
    # As libyaml says it.
    Message("mapping values are not allowed in this context"),
    Message("mapping keys are not allowed in this context"),
    Message("block sequence entries are not allowed in this context"),
    Message("could not find expected ':'"),
    Message("did not find expected key"),
    Message("did not find expected '-' indicator"),
    Message("did not find expected ',' or ']'"),
    Message("did not find expected ',' or '}'"),
    Message("did not find expected node content"),
    Message("did not find expected <document start>"),
    Message("did not find expected alphabetic or numeric character"),
    Message("did not find expected comment or line break"),
    Message("found character that cannot start any token"),
    Message("found a tab character that violates indentation"),
    Message("found unexpected end of stream"),
    Message("found unexpected document indicator"),
    Message("found unknown escape character"),
    Message("found undefined tag handle"),
    # As the reader in Python says it, where that differs.
    Message("mapping values are not allowed here"),
    Message("mapping keys are not allowed here"),
    Message("sequence entries are not allowed here"),
)
_FAULT = {str(fault): fault for fault in _FAULTS}


def fault(error: MarkedYAMLError) -> str:
    """Return what is wrong, the common faults as a :class:`~advisor.errors.Message`."""
    text = str(error.problem)
    return _FAULT.get(text, text)
