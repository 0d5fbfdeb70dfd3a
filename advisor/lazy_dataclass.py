"""The ``dataclass`` of the standard library, at no cost until a class is used.

The standard one takes a tenth of a millisecond for each class, and half of one where it
compiles methods, which a command would pay for a hundred classes. Here the standard library
finds the fields when they are first asked for. Equality, hash, order and display are shared
functions over the names of the fields, and ``__init__`` is compiled when the first instance
is made. Everything else, such as ``fields``, ``replace`` and pattern matching, is the
standard library's.

Not supported: ``InitVar``, ``ClassVar``, ``field(init=False)`` and ``field(hash=...)``.
"""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, field
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "field_names"]


def _make(
    cls: Any = None,
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
    made: dict[str, Callable[[Any], object]] = {"__init__": lambda one: _init(one, frozen)}
    methods: dict[str, object] = {}
    if repr:
        made["__repr__"] = lambda one: _repr(_names(one, "repr"))
    if eq:
        made["__eq__"] = lambda one: _comparison(one, operator.eq)
        if frozen:
            made["__hash__"] = _hash
        else:
            methods["__hash__"] = None
    if order:
        for name in ("lt", "le", "gt", "ge"):
            made[f"__{name}__"] = _ordering(name)
    if frozen:
        methods.update(__setattr__=_refuse_to_set, __delattr__=_refuse_to_delete)
    methods |= {name: _on_first_use(cls, name, make) for name, make in made.items()}
    own = tuple(cls.__dict__)
    for name, method in methods.items():
        if name not in own:
            setattr(cls, name, method)
    cls.__dataclass_fields__ = _Fields(cls, kw_only)
    return cls


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _make


class _Fields:
    """Stands for the fields of a class until the standard library has found them."""

    def __init__(self, owner: type, kw_only: bool) -> None:
        self.owner, self.kw_only = owner, kw_only

    def __get__(self, instance: object, kind: type) -> Any:
        del self.owner.__dataclass_fields__  # type: ignore[attr-defined]
        dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=self.kw_only)(self.owner)
        return kind.__dataclass_fields__  # type: ignore[attr-defined]


def field_names(cls: type) -> tuple[str, ...]:
    """Return the names of the fields of a dataclass, as :func:`dataclasses.fields` orders them."""
    bases = [one for one in reversed(cls.__mro__) if "__dataclass_fields__" in vars(one)]
    return tuple(
        dict.fromkeys(name for one in bases for name in vars(one).get("__annotations__", ()))
    )


def _on_first_use(cls: Any, name: str, make: Callable[[Any], object]) -> Callable[..., Any]:
    """Return a method that replaces itself by the one that ``make`` returns for the class."""

    def method(self: object, *values: object, **named: object) -> Any:
        setattr(cls, name, make(cls))
        return getattr(cls, name)(self, *values, **named)

    return method


def _declared(cls: Any) -> dict[str, tuple[Any, bool]]:
    """Return the fields of a class and whether each is given by name alone.

    As they are declared where the standard library has not looked yet, which takes longer.
    """
    found: dict[str, tuple[Any, bool]] = {}
    for one in reversed(cls.__mro__):
        made = vars(one).get("__dataclass_fields__")
        if isinstance(made, _Fields):
            for name in vars(one).get("__annotations__", ()):
                default = vars(one).get(name, MISSING)
                item = default if isinstance(default, Field) else field(default=default)
                given = made.kw_only if item.kw_only is MISSING else item.kw_only
                found[name] = item, given
        elif made:
            found |= {name: (item, item.kw_only) for name, item in made.items()}
    return found


def _names(cls: Any, quality: str) -> tuple[str, ...]:
    """Return the names of the fields that are shown, or that are compared."""
    return tuple(name for name, (item, _) in _declared(cls).items() if getattr(item, quality))


def _init(cls: Any, frozen: bool) -> Callable[..., None]:
    """Compile the ``__init__`` of a dataclass."""
    scope: dict[str, Any] = {}
    positional, named = ["self"], ["*"]
    # Past the __setattr__ of a frozen class.
    body = ["own = self.__dict__"] if frozen else []
    for name, (item, given_by_name) in _declared(cls).items():
        value, default = name, ""
        if item.default_factory is not MISSING:
            scope |= {f"make_{name}": item.default_factory, "MISSING": MISSING}
            value, default = f"make_{name}() if {name} is MISSING else {name}", "=MISSING"
        elif item.default is not MISSING:
            scope[f"default_{name}"], default = item.default, f"=default_{name}"
        (named if given_by_name else positional).append(name + default)
        body.append(f"own[{name!r}] = {value}" if frozen else f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    head = ", ".join([*positional, *(named if len(named) > 1 else ())])
    source = "\n    ".join([f"def __init__({head}):", *body, "pass"])
    exec(source, scope)  # noqa: S102 - made of the names of fields
    made: Callable[..., None] = scope["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _compared(cls: Any) -> Callable[[Any], Any]:
    """Return the function of an instance to the value that it is compared by."""
    names = _names(cls, "compare")
    return operator.attrgetter(*names) if names else lambda _: ()


def _comparison(cls: Any, compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
    compared = _compared(cls)

    def method(self: object, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compare(compared(self), compared(other))

    return method


def _ordering(name: str) -> Callable[[Any], object]:
    return lambda one: _comparison(one, getattr(operator, name))


def _hash(cls: Any) -> Callable[[Any], int]:
    compared = _compared(cls)

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
