"""The ``dataclass`` of the standard library, with methods that cost nothing at start-up.

The standard one compiles the source of up to six methods for each class, half a
millisecond, which a command would pay for a hundred classes. Here equality, hash, order
and display are shared functions over the names of the fields, and ``__init__`` is
compiled when the first instance is made. Everything else, such as ``fields``,
``replace`` and pattern matching, is the standard library's.

Not supported: ``InitVar``, ``field(init=False)`` and ``field(hash=...)``.
"""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, fields
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]


def _make(
    cls: type | None = None,
    *,
    frozen: bool = False,
    eq: bool = True,
    order: bool = False,
    repr: bool = True,  # noqa: A002 - the name in the standard library
    kw_only: bool = False,
) -> Any:
    """Make a class a dataclass; for the parameters see :func:`dataclasses.dataclass`."""
    if cls is None:
        return lambda one: _make(one, frozen=frozen, eq=eq, order=order, repr=repr, kw_only=kw_only)
    plain: Any = dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only)
    made: Any = plain(cls)
    methods: dict[str, object] = {"__init__": _init_on_first_use(made, frozen)}
    if repr:
        methods["__repr__"] = _repr(tuple(one.name for one in fields(made) if one.repr))
    compared = _compared(tuple(one.name for one in fields(made) if one.compare))
    if eq:
        methods["__eq__"] = _comparison(compared, operator.eq)
        methods["__hash__"] = _hash(compared) if frozen else None
    if order:
        for name in ("lt", "le", "gt", "ge"):
            methods[f"__{name}__"] = _comparison(compared, getattr(operator, name))
    if frozen:
        methods.update(__setattr__=_refuse_to_set, __delattr__=_refuse_to_delete)
    for name, method in methods.items():
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _make


def _init_on_first_use(cls: Any, frozen: bool) -> Callable[..., None]:
    """Return an ``__init__`` that replaces itself by the compiled one."""

    def method(self: object, *values: object, **named: object) -> None:
        cls.__init__ = _init(cls, frozen)
        cls.__init__(self, *values, **named)

    return method


def _init(cls: Any, frozen: bool) -> Callable[..., None]:
    """Compile the ``__init__`` of a dataclass."""
    scope: dict[str, Any] = {}
    positional, named = ["self"], ["*"]
    # Past the __setattr__ of a frozen class.
    body = ["own = self.__dict__"] if frozen else []
    for field in fields(cls):
        name, value, default = field.name, field.name, ""
        if field.default_factory is not MISSING:
            scope |= {f"make_{name}": field.default_factory, "MISSING": MISSING}
            value, default = f"make_{name}() if {name} is MISSING else {name}", "=MISSING"
        elif field.default is not MISSING:
            scope[f"default_{name}"], default = field.default, f"=default_{name}"
        (named if field.kw_only else positional).append(name + default)
        body.append(f"own[{name!r}] = {value}" if frozen else f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    head = ", ".join([*positional, *(named if len(named) > 1 else ())])
    source = "\n    ".join([f"def __init__({head}):", *body, "pass"])
    exec(source, scope)  # noqa: S102 - made of the names of fields
    made: Callable[..., None] = scope["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _compared(names: tuple[str, ...]) -> Callable[[Any], Any]:
    """Return the function of an instance to the value that it is compared by."""
    return operator.attrgetter(*names) if names else lambda _: ()


def _comparison(
    compared: Callable[[Any], Any], compare: Callable[[Any, Any], bool]
) -> Callable[[Any, Any], Any]:
    def method(self: object, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compare(compared(self), compared(other))

    return method


def _hash(compared: Callable[[Any], Any]) -> Callable[[Any], int]:
    def method(self: object) -> int:
        return hash(compared(self))

    return method


def _repr(names: tuple[str, ...]) -> Callable[[Any], str]:
    def method(self: object) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({shown})"

    return method


def _refuse_to_set(_: object, name: str, value: object) -> None:
    del value
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
