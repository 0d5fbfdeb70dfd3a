"""Terms of payment that the governing law sets."""

from __future__ import annotations

from decimal import Decimal

from advisor.errors import DatedValueError
from advisor.facts.calculation import DoesNotApply, Given, Lacking, lacking
from advisor.facts.dated_values import in_force
from advisor.facts.jurisdictions import figure_of
from advisor.knowledge import roles
from advisor.knowledge.dated_value import DatedValue
from advisor.model import Money


def law_pay_days(given: Given) -> int | Decimal:
    """Days after which money is due where none are agreed. Only verified figures."""
    figure, value = _figure(given, "pay_days")
    if not value.verified:
        raise DoesNotApply("the figure is not verified")
    return figure


def law_pay_days_most(given: Given) -> int | Decimal | Lacking:
    """The longest term of payment that may be agreed, in days."""
    found = _most(given)
    return found if isinstance(found, Lacking) else found[0]


def law_term_verified(given: Given) -> bool | Lacking:
    """Whether that longest term is verified."""
    found = _most(given)
    return found if isinstance(found, Lacking) else found[1].verified


def term_over_law(given: Given) -> int | Decimal | Lacking:
    """Days by which the agreed term of payment exceeds the law's longest, 0 if it does not."""
    agreed: int = given[roles.PAYMENT_DAYS]
    found = _most(given)
    return found if isinstance(found, Lacking) else max(agreed - found[0], 0)


def act_minimum(given: Given) -> Money:
    """The least value of work that a state's act on freelancers covers."""
    figure, value = _figure(given, "act_minimum")
    return Money(Decimal(figure), value.unit)


def _most(given: Given) -> tuple[int | Decimal, DatedValue] | Lacking:
    """Return the longest term. Private persons have none; public bodies may have their own."""
    if figure_of(given, "pay_days_most") is None:
        return lacking("pay_days_most", False)
    found = _figure(given, "pay_days_most")
    # Whoever the client may be, a private person among them, has to be known first.
    client = given.get(roles.CLIENT_KIND)
    if client is None:
        return given.lacks(roles.CLIENT_KIND)
    if client == "consumer":
        return lacking(roles.CLIENT_KIND, False)
    own = client == "public" and figure_of(given, "public_pay_days_most") is not None
    return _figure(given, "public_pay_days_most") if own else found


def _figure(given: Given, measure: str) -> tuple[int | Decimal, DatedValue]:
    value = figure_of(given, measure)
    if value is None:
        raise DoesNotApply(measure)
    try:
        return in_force(value, given.as_of), value
    except DatedValueError:
        # Before the law held there is no other figure to fall back on.
        raise DoesNotApply(measure) from None
