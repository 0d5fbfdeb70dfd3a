"""Tests of the dataclass decorator: it behaves as the one of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any

import pytest

from advisor.knowledge.json_codec import CLASSES
from advisor.lazy_dataclass import dataclass as ours
from advisor.lazy_dataclass import field_names


def classes(decorator: Callable[..., Any]) -> dict[str, Any]:
    """Return the same classes, made by one decorator."""

    @decorator(frozen=True)
    class Plain:
        """Fields with and without defaults."""

        a: int
        b: str = "b"
        c: list[int] = field(default_factory=list, compare=False)

    @decorator(frozen=True, kw_only=True)
    class Base:
        """Fields by name, one of them not shown."""

        x: int = 1
        y: int = field(repr=False)

    @decorator(frozen=True, kw_only=True)
    class Derived(Base):
        """A field more than its base."""

        z: int

    @decorator(frozen=True, order=True)
    class Ordered:
        """An order by the fields."""

        amount: int
        unit: str

    @decorator
    class Mutable:
        """Can be changed, and has no hash."""

        items: list[int] = field(default_factory=list)

    @decorator(frozen=True, eq=False, repr=False)
    class Identity:
        """Compared by identity."""

        a: int

        def __repr__(self) -> str:
            return "Identity()"

    @decorator(frozen=True)
    class Empty:
        """No fields."""

    @decorator(frozen=True)
    class Checked:
        """Checks its field when made."""

        a: int

        def __post_init__(self) -> None:
            if self.a < 0:
                raise ValueError(self.a)

    return {kind.__name__: kind for kind in list(locals().values()) if isinstance(kind, type)}


OURS, STANDARD = classes(ours), classes(dataclasses.dataclass)
EXAMPLES: tuple[tuple[str, tuple[Any, ...], dict[str, Any]], ...] = (
    ("Plain", (1,), {}),
    ("Plain", (1, "c"), {"c": [3]}),
    ("Plain", (), {"b": "x", "a": 2}),
    ("Derived", (), {"y": 2, "z": 3}),
    ("Ordered", (1, "eur"), {}),
    ("Mutable", (), {}),
    ("Mutable", ([1],), {}),
    ("Identity", (1,), {}),
    ("Empty", (), {}),
    ("Checked", (1,), {}),
)


@pytest.mark.parametrize(("name", "values", "named"), EXAMPLES)
def test_an_instance_has_the_same_values_and_display(
    name: str, values: tuple[Any, ...], named: dict[str, Any]
) -> None:
    """An instance shows itself, lists its fields and can be copied as the standard one."""
    one, standard = (made[name](*values, **named) for made in (OURS, STANDARD))
    assert repr(one) == repr(standard)
    assert dataclasses.asdict(one) == dataclasses.asdict(standard)
    assert [item.name for item in fields(one)] == [item.name for item in fields(standard)]
    assert type(one).__match_args__ == type(standard).__match_args__
    assert vars(copy.deepcopy(one)) == vars(one) == vars(replace(one))


@pytest.mark.parametrize(
    ("name", "values", "named"),
    [
        ("Plain", (), {}),
        ("Plain", (1,), {"a": 1}),
        ("Plain", (1, "b", [], 4), {}),
        ("Derived", (1, 2, 3), {}),
        ("Derived", (), {"z": 3}),
        ("Empty", (1,), {}),
        ("Checked", (-1,), {}),
    ],
)
def test_wrong_arguments_are_refused_alike(
    name: str, values: tuple[Any, ...], named: dict[str, Any]
) -> None:
    """Missing, surplus and doubled arguments raise the error that the standard one raises."""
    with pytest.raises((TypeError, ValueError)) as standard:
        STANDARD[name](*values, **named)
    for _ in range(2):  # the first instance is made by the method that compiles the other
        with pytest.raises(standard.type):
            OURS[name](*values, **named)


def test_equality_and_hash_follow_the_compared_fields_of_one_class() -> None:
    """Instances are equal by their compared fields, never to those of another class."""
    plain, checked = OURS["Plain"], OURS["Checked"]
    assert plain(1, c=[1]) == plain(1, c=[2])
    assert hash(plain(1, c=[1])) == hash(plain(1, c=[2]))
    assert plain(1) != plain(2)
    assert plain(1) != checked(1)
    assert OURS["Empty"]() == OURS["Empty"]()
    assert OURS["Identity"](1) != OURS["Identity"](1)
    assert OURS["Mutable"].__hash__ is None
    assert OURS["Mutable"]([1]) == OURS["Mutable"]([1])


def test_order_compares_the_fields_in_turn() -> None:
    """An ordered class sorts by its fields and has no order with other classes."""
    ordered = OURS["Ordered"]
    few, many = ordered(1, "b"), ordered(2, "a")
    assert few < many
    assert few <= ordered(1, "b")
    assert many > few
    assert many >= few
    assert not ordered(1, "a") > ordered(1, "b")
    with pytest.raises(TypeError):
        few < OURS["Plain"](3)  # noqa: B015 - the comparison raises


def test_a_frozen_instance_cannot_be_changed() -> None:
    """Setting or deleting an attribute of a frozen instance raises; of another it works."""
    one = OURS["Plain"](1)
    with pytest.raises(FrozenInstanceError):
        one.a = 2
    with pytest.raises(FrozenInstanceError):
        del one.a
    assert one.a == 1
    changed = OURS["Mutable"]()
    changed.items = [1]
    assert changed.items == [1]


def test_a_subclass_may_watch_a_field_by_a_property() -> None:
    """A field of a class that is not frozen is set through a property of a subclass."""
    read: list[str] = []

    class Watched(OURS["Mutable"]):  # type: ignore[misc, valid-type]
        """Notes that its field is read."""

        @property
        def items(self) -> Any:
            """Return the value that was set, and note it."""
            read.append("items")
            return self._items

        @items.setter
        def items(self, value: object) -> None:
            self._items = value

    assert Watched([1]).items == [1]
    assert read == ["items"]


def test_each_instance_gets_its_own_default() -> None:
    """A default that is made anew is not shared by instances."""
    first, second = OURS["Mutable"](), OURS["Mutable"]()
    first.items.append(1)
    assert second.items == []


def test_a_value_of_the_program_can_be_pickled() -> None:
    """Values go between the processes of a parallel test run unchanged."""
    from advisor.model import Duration

    assert pickle.loads(pickle.dumps(Duration(2, "weeks"))) == Duration(2, "weeks")


@pytest.mark.parametrize("name", OURS)
def test_names_of_fields_are_known_without_the_fields(name: str) -> None:
    """The names come from the class, its bases first, before the fields are looked for."""
    made = classes(ours)[name]
    names = field_names(made)
    assert not isinstance(vars(made)["__dataclass_fields__"], dict)
    assert names == tuple(item.name for item in fields(made))
    assert isinstance(vars(made)["__dataclass_fields__"], dict)


def test_values_of_the_store_have_the_fields_by_their_names() -> None:
    """The names by which values are stored are those of the standard library's fields."""
    for kind in CLASSES:
        assert field_names(kind) == tuple(item.name for item in fields(kind)), kind
