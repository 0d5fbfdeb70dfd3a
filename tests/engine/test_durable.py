"""Each input on which durable_rules crashes, hangs or errs is handled or refused."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from advisor import cache_files
from advisor.conditions import All, Always, AnyOf, Compare, Condition, Holds, IsKnown, NoneOf
from advisor.engine import durable_encoding
from advisor.engine.stratum import Stratum
from advisor.errors import EngineError
from advisor.model import Between, Facts, Money, Truth

Fire = Callable[..., Mapping[str, Truth]]


def named(value: object) -> str:
    """Name a case the same in every process: no address of an object stands in it."""
    return "object" if type(value) is object else repr(value)


@pytest.fixture
def fire(durable: ModuleType) -> Fire:
    """Fire rules, given as a mapping, on known facts and names that do not apply."""

    def fire(
        rules: Mapping[str, Condition], known: Mapping[str, Any], absent: Iterable[str] = ()
    ) -> Mapping[str, Truth]:
        stratum = Stratum("test", tuple(rules.items()))
        return durable.Durable().fire(stratum, Facts(known, frozenset(absent)))  # type: ignore[no-any-return]

    return fire


def is_(fact: str, value: Any = True) -> Compare:
    """Compare a fact for equality."""
    return Compare(fact, "is", value)


def test_absence(fire: Fire) -> None:
    """Absence is told by a property that is there: unknown, not applicable and known differ."""
    rules = {
        "known": IsKnown("fact", True),
        "unknown": IsKnown("fact", False),
        "is": is_("fact", 5),
        "not": Compare("fact", "not", 5),
        "above": Compare("fact", "above", 3),
        "none": NoneOf((Compare("fact", "above", 3),)),
        "in nothing": Compare("fact", "in", ()),
    }
    assert list(fire(rules, {"fact": 5}).values()) == [True, False, True, False, True, False, False]
    assert list(fire(rules, {}, ["fact"]).values()) == [
        False,
        False,
        False,
        True,
        False,
        True,
        False,
    ]
    assert list(fire(rules, {}).values()) == [False, True, None, None, None, None, None]
    assert fire(rules, {"fact": 5}, ["fact"]) == fire(rules, {"fact": 5})


def test_fact_that_matches_nothing(fire: Fire) -> None:
    """A case in which no rule is decided is no error."""
    assert fire({"rule": is_("fact"), "finding": Holds("a/b")}, {"other": True}) == {
        "rule": None,
        "finding": None,
    }
    assert fire({}, {"fact": True}) == {}


def test_rule_without_comparison(fire: Fire) -> None:
    """A rule that always or never holds needs no fact."""
    rules = {"always": Always(), "all": All(()), "any": AnyOf(()), "none": NoneOf(())}
    assert fire(rules, {}) == {"always": True, "all": True, "any": False, "none": True}


def test_alternatives_fire_once(fire: Fire) -> None:
    """A rule with several true alternatives is true, once."""
    each = tuple(is_(f"fact{number}") for number in range(8))
    known = {f"fact{number}": True for number in range(8)}
    assert fire({"any": AnyOf(each), "pairs": All((AnyOf(each[:4]), AnyOf(each[4:])))}, known) == {
        "any": True,
        "pairs": True,
    }


def test_many_true_at_once(fire: Fire) -> None:
    """Two hundred rules that are all true at the same time all fire."""
    rules = {f"rule{number}": is_("fact") for number in range(200)}
    assert set(fire(rules, {"fact": True}).values()) == {True}
    rules = {f"rule{number}": Compare("fact", "above", number) for number in range(200)}
    assert set(fire(rules, {"fact": 200}).values()) == {True}
    assert set(fire(rules, {"fact": 0}).values()) == {False}


def test_more_siblings_than_a_set_can_hold(fire: Fire) -> None:
    """Fifteen hundred rules over as many facts load and fire."""
    rules = {f"rule{number}": is_(f"fact{number}") for number in range(1_500)}
    known = {f"fact{number}": number % 2 == 0 for number in range(1_500)}
    truths = fire(rules, known)
    assert all(truths[f"rule{number}"] is (number % 2 == 0) for number in range(1_500))


def test_wide_rules(fire: Fire) -> None:
    """A rule may look at two hundred facts; at more than can be sent together it is refused."""
    parts = tuple(is_(f"fact{number}") for number in range(200))
    known = {f"fact{number}": True for number in range(300)}
    rules = {"all": All(parts), "none": NoneOf(parts)}
    assert fire(rules, known) == {"all": True, "none": False}
    assert fire(rules, {**known, "fact77": False}) == {"all": False, "none": False}
    wide = All(tuple(is_(f"fact{number}") for number in range(249)))
    with pytest.raises(EngineError, match="wide/rule.*split it"):
        fire({"wide/rule": wide}, known)


def test_too_many_alternatives(fire: Fire) -> None:
    """A rule with too many alternatives is refused by name before it is loaded."""
    pairs = tuple(AnyOf((is_(f"a{number}"), is_(f"b{number}"))) for number in range(12))
    with pytest.raises(EngineError, match="too/many.*256 alternatives"):
        fire({"too/many": All(pairs)}, {})
    with pytest.raises(EngineError, match="too/many"):
        fire({"too/many": NoneOf(tuple(All(pair.parts) for pair in pairs))}, {})


def test_alternatives_are_pruned(durable: ModuleType) -> None:
    """What contradicts itself, repeats itself or asks for more than needed is left out."""
    either = AnyOf(tuple(is_("habit", word) for word in "abcdefgh"))
    thrice = All((either, either, either))
    assert len(durable_encoding.branches(thrice)) == 8
    assert len(durable_encoding.branches(thrice, wanted=False)) == 1
    never = All((is_("habit", "a"), Compare("habit", "not", "a")))
    assert durable_encoding.branches(never) == frozenset()
    nested = AnyOf((is_("x"), All((is_("x"), is_("y"))), All((is_("x"), is_("z")))))
    assert len(durable_encoding.branches(nested)) == 1


def test_more_facts_than_properties(fire: Fire) -> None:
    """A stratum over more facts than one message can hold is cut into several."""
    rules = {
        f"rule{part}": All(tuple(is_(f"fact{part}.{number}") for number in range(100)))
        for part in range(6)
    }
    known = {f"fact{part}.{number}": part != 4 for part in range(6) for number in range(100)}
    assert list(fire(rules, known).values()) == [True] * 4 + [False, True]


def test_small_numbers(fire: Fire) -> None:
    """Four decimals are compared exactly, in facts and in rules."""
    rules = {
        "above": Compare("share", "above", Decimal("0.0001")),
        "is": is_("share", Decimal("0.00010")),
        "sum": is_("share", Decimal("0.1") + Decimal("0.2")),
    }
    assert fire(rules, {"share": Decimal("0.0001")}) == {"above": False, "is": True, "sum": False}
    assert fire(rules, {"share": Decimal("0.3")}) == {"above": True, "is": False, "sum": True}
    for number in (Decimal("0.00001"), Decimal("1.00001")):
        with pytest.raises(EngineError, match="'share'.*four decimals"):
            fire(rules, {"share": number})
    with pytest.raises(EngineError, match="'fine'.*four decimals"):
        fire({"fine": is_("share", Decimal("0.00001"))}, {})


def test_huge_numbers(fire: Fire) -> None:
    """Numbers are exact up to the limit, and beyond it refused by name instead of cut off."""
    limit = (2**63 - 2) // 10_000
    rules = {
        "is": is_("count", limit),
        "less": Compare("count", "below", limit),
        "low": Compare("count", "above", -limit),
    }
    assert fire(rules, {"count": limit}) == {"is": True, "less": False, "low": True}
    assert fire(rules, {"count": limit - 1}) == {"is": False, "less": True, "low": True}
    assert fire(rules, {"count": -limit}) == {"is": False, "less": True, "low": False}
    assert fire(rules, {}, ["count"]) == {"is": False, "less": False, "low": False}
    huge = [limit + 1, -limit - 1, 10**5_000, Decimal("1E+999999999"), Decimal("1E-999999999")]
    for number in huge:
        with pytest.raises(EngineError, match="'count'"):
            fire(rules, {"count": number})
    with pytest.raises(EngineError, match="'count'.*too large"):
        fire(rules, {"count": Between(0, limit + 1)})
    with pytest.raises(EngineError, match="'rule'.*too large"):
        fire({"rule": is_("count", limit + 1)}, {})


def test_long_strings(fire: Fire) -> None:
    """Long strings are compared in full, and refused where only a part would be."""
    rules = {"short": is_("note", "aaa"), "long": is_("note", "a" * 59_000)}
    assert fire(rules, {"note": "a" * 59_000}) == {"short": False, "long": True}
    assert fire(rules, {"note": "a" * 58_999 + "b"}) == {"short": False, "long": False}
    for text in ("a" * 65_539, "\N{WAVING HAND SIGN}" * 20_000, "\0" * 20_000):
        with pytest.raises(EngineError, match="'note'.*60,000 bytes"):
            fire(rules, {"note": text})
    with pytest.raises(EngineError, match="'rule'.*60,000 bytes"):
        fire({"rule": is_("note", "a" * 65_539)}, {})


@pytest.mark.parametrize(
    "value",
    [
        None,
        0.5,
        float("nan"),
        float("inf"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("-Infinity"),
        "\ud83d",
        b"a",
        [1],
        {},
        object(),
        datetime(2024, 1, 1),
        Money(Decimal("Infinity"), "EUR"),
    ],
    ids=named,
)
def test_values_that_are_refused(fire: Fire, value: object) -> None:
    """What is no fact, no finite number or no proper text is refused, naming the fact."""
    with pytest.raises(EngineError, match="'bad.fact'"):
        fire(
            {"one": is_("bad.fact", "a"), "two": Compare("bad.fact", "above", 1)},
            {"bad.fact": value},
        )


@pytest.mark.parametrize("value", [None, 0.5, b"a", [1], object(), datetime(2024, 1, 1)], ids=named)
def test_kinds_that_are_refused(fire: Fire, value: object) -> None:
    """What is no kind of fact is refused even where its value does not matter."""
    with pytest.raises(EngineError, match="'bad.fact'.*no kind of fact"):
        fire({"rule": IsKnown("bad.fact", True)}, {"bad.fact": value})


@pytest.mark.parametrize("operand", [None, 0.5, Decimal("NaN"), "\ud83d", datetime(2024, 1, 1)])
def test_literals_that_are_refused(fire: Fire, operand: object) -> None:
    """A rule that compares with no proper value is refused by name."""
    with pytest.raises(EngineError, match="'the/rule'"):
        fire({"the/rule": is_("fact", operand)}, {})


def test_order_of_words(fire: Fire) -> None:
    """A rule that asks for an order of words is refused, and so is a word in place of a number."""
    with pytest.raises(EngineError, match="'the/rule'.*neither a number nor a date"):
        fire({"the/rule": Compare("fact", "above", "a")}, {})
    with pytest.raises(EngineError, match="'fact'.*with a number"):
        fire({"the/rule": Compare("fact", "above", 9)}, {"fact": "10"})
    with pytest.raises(EngineError, match="'fact'.*with a date"):
        fire({"the/rule": Compare("fact", "after", datetime(2024, 1, 1).date())}, {"fact": 10})


def test_types_do_not_meet(fire: Fire) -> None:
    """The word "5" is not the number 5, and "true" is not yes."""
    five = {"number": is_("fact", 5), "word": is_("fact", "5")}
    assert fire(five, {"fact": "5"}) == {"number": False, "word": True}
    assert fire(five, {"fact": 5}) == {"number": True, "word": False}
    assert fire(five, {"fact": Decimal("5.00")}) == {"number": True, "word": False}
    yes = {"yes": is_("fact", True), "word": is_("fact", "true")}
    assert fire(yes, {"fact": "true"}) == {"yes": False, "word": True}
    assert fire(yes, {"fact": True}) == {"yes": True, "word": False}
    assert fire({"a": is_("fact", "n50000"), "-": is_("fact", "-")}, {"fact": 5}) == {
        "a": False,
        "-": False,
    }


def test_names_with_a_meaning_of_their_own(fire: Fire) -> None:
    """Facts may have any name, also those that durable_rules keeps for itself."""
    names = ("id", "sid", "$s", "$and", "$nex", "go", "exception", "a.b", "a/b", "", "ä 🙂", '"')
    rules = {name: is_(name) for name in names}
    assert fire(rules, dict.fromkeys(names, True)) == dict.fromkeys(names, True)
    assert fire(rules, {name: name == "id" for name in names}) == {
        name: name == "id" for name in names
    }


def fail_with(error: BaseException) -> Callable[[object], None]:
    """Return an action that fails."""

    def fail(*_: object) -> None:
        raise error

    return fail


def test_error_in_an_action(
    fire: Fire, durable: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An action that fails is an error, not a rule that stays silent; the next case is right."""
    rules = {"error in action": is_("fact")}
    with monkeypatch.context() as patch:
        patch.setattr(durable._Rules, "_note", fail_with(ValueError("secret")))
        with pytest.raises(EngineError, match="ValueError"):
            fire(rules, {"fact": True})
    assert fire(rules, {"fact": True}) == {"error in action": True}


def test_error_that_durable_rules_swallows(
    fire: Fire, durable: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error that durable_rules only notes in its state is raised."""
    rules = {"swallowed": is_("fact")}

    def swallowed(loaded: Any, noted: object) -> None:
        loaded._note(noted)
        if noted is not None:
            raise ValueError

    with monkeypatch.context() as patch:
        patch.setattr(
            durable._Rules, "_action", lambda self, noted: lambda c: swallowed(self, noted)
        )
        with pytest.raises(EngineError, match="unfinished"):
            fire(rules, {"fact": True})
    assert fire(rules, {"fact": True}) == {"swallowed": True}


def test_interrupt_in_an_action(
    fire: Fire, durable: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C during an action stops the program, and a program that goes on is right."""
    rules = {"interrupted": is_("fact")}
    with monkeypatch.context() as patch:
        patch.setattr(durable._Rules, "_note", fail_with(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            fire(rules, {"fact": True})
    assert fire(rules, {"fact": False}) == {"interrupted": False}


def test_clock_that_jumps(fire: Fire, durable: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """An action that is dropped because it seems slow is an error, not an undecided rule."""
    rules = {"slow": is_("fact")}
    for known in ({"fact": True}, {}):
        with monkeypatch.context() as patch:
            patch.setattr(durable.engine, "_unix_now", iter(range(0, 10_000, 11)).__next__)
            with pytest.raises(EngineError, match="unfinished"):
                fire(rules, known)
    assert fire(rules, {"fact": True}) == {"slow": True}


def test_wall_clock_is_not_read(
    fire: Fire, durable: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Setting the clock, or the start of summer time, cannot drop an action."""
    monkeypatch.setattr(durable.engine, "datetime", None)
    assert fire({"timeless": is_("fact")}, {"fact": True}) == {"timeless": True}


def test_firing_that_stops_early(
    fire: Fire, durable: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules that are left when firing stops are an error, not undecided."""
    rules = {"first": is_("fact"), "second": is_("fact")}
    monkeypatch.setattr(durable.durable_rules_engine, "complete_and_start_action", lambda *_: None)
    with pytest.raises(EngineError, match="unfinished"):
        fire(rules, {"fact": True})


def test_failure_shows_no_data(
    fire: Fire,
    durable: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whatever fails, no data of the case reaches the message, the log or standard error."""
    rules = {"private": is_("client", "Pied Piper"), "other": is_("client", "Secret Ltd")}
    fire(rules, {"client": "Secret Ltd"})

    def update_state(handle: object, state: str) -> None:
        raise RuntimeError("Secret Ltd, error code: 77")

    monkeypatch.setattr(durable.durable_rules_engine, "update_state", update_state)
    with pytest.raises(EngineError) as caught:
        fire(rules, {"client": "Secret Ltd"})
    assert "error code: 77" in str(caught.value)
    seen = capfd.readouterr()
    assert "Secret" not in str(caught.value) + seen.out + seen.err + caplog.text


def test_sessions_are_not_reused(durable: ModuleType) -> None:
    """Thousands of cases in a row do not see each other's facts, and none stays behind."""
    both = All((is_("first"), is_("second")))
    stratum = Stratum("sessions", (("both", both), ("first", is_("first"))))
    fire = durable.Durable().fire
    for _ in range(1_500):
        assert fire(stratum, Facts({"first": True})) == {"both": None, "first": True}
        assert fire(stratum, Facts({"second": True})) == {"both": None, "first": None}
    loaded = durable._loaded[0]
    session = next(durable._sessions) - 1
    with pytest.raises(Exception, match="error code"):
        loaded.host.get_state("part0", str(session))


def test_session_of_its_own(durable: ModuleType) -> None:
    """No two facts are asserted in sessions of the same id."""
    rules = tuple((f"rule{number}", is_("fact")) for number in range(200))
    stratum = Stratum("sessions", rules)
    durable.Durable().fire(stratum, Facts({}))
    loaded, used = durable._loaded[0], []
    send = loaded.host.assert_fact
    loaded.host.assert_fact = lambda part, fact: (used.append(fact["sid"]), send(part, fact))[1]
    for _ in range(3):
        durable.Durable().fire(stratum, Facts({"fact": True}))
    assert len(used) > 3
    assert len(set(used)) == len(used)


def test_session_ends_when_firing_fails(
    durable: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A firing that fails ends its session, and its rules are loaded anew for the next."""
    stratum, facts = Stratum("ended", (("rule", is_("fact")),)), Facts({"fact": True})
    durable.Durable().fire(stratum, facts)
    loaded = durable._loaded[0]
    deleted: list[tuple[str, ...]] = []
    delete = loaded.host.delete_state
    loaded.host.delete_state = lambda *names: (deleted.append(names), delete(*names))
    with monkeypatch.context() as patch:
        patch.setattr(durable._Rules, "_note", fail_with(ValueError()))
        with pytest.raises(EngineError):
            durable.Durable().fire(stratum, facts)
    assert len(deleted) == 1
    assert loaded not in durable._loaded
    assert durable.Durable().fire(stratum, facts) == {"rule": True}


def test_threads(durable: ModuleType) -> None:
    """Four threads that fire the same rules on different cases get their own truths."""
    rules = tuple((f"rule{number}", Compare("count", "above", number)) for number in range(80))
    stratum = Stratum("threads", rules)

    def run(thread: int) -> None:
        for count in range(thread, 100, 4):
            truths = durable.Durable().fire(stratum, Facts({"count": count}))
            assert [truths[rule] for rule, _ in rules] == [count > number for number in range(80)]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run, range(4)))


def test_no_threads_are_started(fire: Fire) -> None:
    """Loading and firing starts no thread of its own."""
    before = threading.active_count()
    assert fire({"quiet": is_("fact")}, {"fact": True}) == {"quiet": True}
    assert threading.active_count() == before


def test_loaded_rules_are_bounded(durable: ModuleType) -> None:
    """However many strata are fired, few stay loaded, and one that was dropped loads again."""
    first = Stratum("first", (("rule", is_("fact")),))
    durable.Durable().fire(first, Facts({}))
    dropped = durable._loaded[0]
    strata = [Stratum("bounded", (("rule", is_("fact", number)),)) for number in range(40)]
    for _ in range(2):
        for number, stratum in enumerate(strata):
            assert durable.Durable().fire(stratum, Facts({"fact": number})) == {"rule": True}
            assert len(durable._loaded) <= 16
    assert dropped not in durable._loaded
    assert dropped.host._ruleset_list == []


def test_stratum_is_loaded_once(durable: ModuleType) -> None:
    """A stratum that is fired again is not loaded again, though others came between."""
    same, other = (Stratum(name, (("rule", is_("fact")),)) for name in ("same", "other"))
    durable.Durable().fire(same, Facts({}))
    loaded = durable._loaded[0]
    durable.Durable().fire(other, Facts({}))
    assert durable._loaded[0] is not loaded
    durable.Durable().fire(same, Facts({}))
    assert durable._loaded[0] is loaded


def test_encoded_rules_are_kept_for_the_next_process(
    durable: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A stratum with a store is encoded once; a damaged or older store is made again."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    rules = (("rule", All((is_("fact"), Compare("days", "above", 3)))), ("other", is_("fact", 2)))
    facts, expected = Facts({"fact": True, "days": 5}), {"rule": True, "other": False}

    def fire() -> object:
        return durable.Durable().fire(Stratum("kept", rules, "kept-0.json"), facts)

    assert fire() == expected
    store = tmp_path / "advisor" / "durable-kept-0.json"
    kept = store.read_bytes()
    with monkeypatch.context() as forbidden:
        forbidden.setattr(durable, "_parts", None)
        assert fire() == expected
    for damaged in (kept[:-1], b""):
        store.write_bytes(damaged)
        assert fire() == expected
        assert store.read_bytes() == kept
    cache_files.write(store.name, "of another release\n[]")
    assert fire() == expected
    assert store.read_bytes() == kept


def test_warnings_as_errors(durable: ModuleType) -> None:
    """Rules fire in a program that turns every warning into an error."""
    program = (
        "from advisor.conditions import Compare\n"
        "from advisor.engine import available\n"
        "from advisor.engine.stratum import Stratum\n"
        "from advisor.model import Facts\n"
        "stratum = Stratum('one', (('rule', Compare('fact', 'is', True)),))\n"
        "print(available('durable').fire(stratum, Facts({'fact': True})))\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("{'rule': True}\n", "")


def test_limits_of_a_count(fire: Fire) -> None:
    """A count known within limits decides only what holds for all it may be."""
    rules = {
        "least": Compare("count", "at_least", 3),
        "is": is_("count", 3),
        "in": Compare("count", "in", (1, 5)),
    }
    assert fire(rules, {"count": Between(2, 4)}) == {"least": None, "is": None, "in": False}
    assert fire(rules, {"count": Between(3, 4)}) == {"least": True, "is": None, "in": False}
    assert fire(rules, {"count": Between(5, 5)}) == {"least": True, "is": False, "in": True}
    assert fire(rules, {"count": Between(0, 2)}) == {"least": False, "is": False, "in": None}


def test_a_disagreement_is_an_error(
    durable: ModuleType, fire: Fire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that only durable_rules or only the compiled conditions find true is refused."""
    for true in ({"a", "b"}, set[str]()):
        monkeypatch.setattr(durable, "fired", lambda _stratum, _facts, true=true: true)
        with pytest.raises(EngineError, match=f"disagree on the rule '{'b' if true else 'a'}'"):
            fire({"a": is_("fact"), "b": is_("other")}, {"fact": True})
