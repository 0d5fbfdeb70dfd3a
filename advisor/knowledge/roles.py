"""Ids of content that Python reads. Each is declared here once, with what it has to be.

Python uses the constants. :mod:`advisor.knowledge.role_check` compares the declarations with
the content when it is loaded, so that a renamed question is an error with its place. To rename
one, change its id here as well; the name of the constant may stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from advisor.lazy_dataclass import dataclass

Thing = Literal["question", "fact", "finding", "value", "letter"]


@dataclass(frozen=True)
class Role:
    """What a piece of content has to be."""

    thing: Thing
    kind: str
    """The kind of answer of a question, the kind of a fact, empty for others."""
    use: str
    """What Python needs it for."""
    choices: tuple[str, ...] = ()
    """The choices that Python compares with; for a dated value the units it may be in."""


_declared: dict[str, Role] = {}


def _question(identity: str, kind: str, use: str, *choices: str) -> str:
    _declared[identity] = Role("question", kind, use, choices)
    return identity


def _choice(identity: str, use: str, *choices: str) -> str:
    return _question(identity, "choice", use, *choices)


def _fact(identity: str, kind: str, use: str) -> str:
    _declared[identity] = Role("fact", kind, use)
    return identity


def _finding(identity: str, use: str) -> str:
    _declared[identity] = Role("finding", "", use)
    return identity


def _value(identity: str, use: str, *units: str) -> str:
    _declared[identity] = Role("value", "", use, units)
    return identity


def _letter(identity: str, use: str) -> str:
    _declared[identity] = Role("letter", "", use)
    return identity


def region(law: str) -> str:
    """Return the question for the region whose public holidays count under a law."""
    return f"region_{law}"


# The writer of a letter.
SENDER_NAME = _question("sender_name", "text", "letterhead and signature")
SENDER_BUSINESS = _question("sender_business", "text", "letterhead and signature")
SENDER_TITLE = _question("sender_title", "text", "signature")
SENDER_ADDRESS = _question("sender_address", "lines", "letterhead")
SENDER_PHONE = _question("sender_phone", "text", "letterhead")
SENDER_BANK = _question("sender_bank", "lines", "account of a demand")
SENDER_EMAIL = _question("sender_email", "text", "letterhead and sender of an email")
SENDER_NUMBER = _question("sender_number", "text", "letterhead")
SENDER_TOWN = _question("sender_town", "text", "place beside the date of a letter")
SENDER_VOICE = _choice("sender_voice", "whether a letter says I or we", "we")
ROLE = _choice("role", "whether a letter says I or we", "agency")

# The client, and the person who is written to.
CLIENT_NAME = _question("client_name", "text", "address, titles of reports and checklists")
CLIENT_ADDRESS = _question("client_address", "lines", "address")
CLIENT_KIND = _choice("client_kind", "law on late payment", "consumer", "public")
CONTACT_TITLE = _choice("contact_title", "salutation", "mr", "ms", "none")
CONTACT_GENDER = _choice("contact_gender", "salutation", "m", "f", "none")
CONTACT_FIRST_NAME = _question("contact_first_name", "text", "address and salutation")
CONTACT_SURNAME = _question("contact_surname", "text", "address and salutation")
CONTACT_FUNCTION = _question("contact_function", "text", "address")
CONTACT_EMAIL = _question("contact_email", "text", "addressee of an email")
NOTICE_ADDRESSEE = _question("notice_addressee", "text", "address of a notice")
LETTER_FORM = _choice("letter_form", "form and language of a letter")

# The contract.
GOVERNING_LAW = _choice("governing_law", "the law whose data is used")
CONTRACT_TITLE = _question("contract_title", "text", "name of the contract in a letter")
CONTRACT_DATE = _question("contract_date", "date", "name of the contract in a letter")
CONTRACT_FORM = _choice("contract_form", "claims of a letter", "signed")
CONFIDENTIALITY = _question("confidentiality", "yes_no", "claims of a letter")
SERVICES = _question("services", "text", "names that are not searched for words")
RELATIONSHIP_LENGTH = _choice("relationship_length", "years of working together")
RELATIONSHIP_STARTED = _question("relationship_started", "date", "years of working together")
MONTHLY_BILLING = _question("monthly_billing", "money", "money at stake in months")
EXIT_FEE = _question("exit_fee", "money", "money at stake in months")
CLAIM_AMOUNT = _question("claim_amount", "money", "money at stake in months")
EFFECTIVE_RATE = _question("effective_rate", "money", "rate against the target")
TARGET_RATE = _question("target_rate", "money", "rate against the target")
NOTICE_CLAUSE = _question("notice_clause", "text", "clauses that a letter names")
SUSPENSION_NUMBER = _question("suspension_number", "text", "clauses that a letter names")
CAUSE_NUMBER = _question("cause_number", "text", "clauses that a letter names")

# How things stand.
_STATES = ("running", "client_ended", "agreed", "own_notice", "over")
HOW_IT_STANDS = _choice("how_it_stands", "how things stand", *_STATES)
ENDED_ON = _question("ended_on", "date", "end of the client's notice")
ENDS_ON = _question("ends_on", "date", "whether the last day has passed")
CUT_OFF = _question("cut_off", "yes_no", "days of the client's notice that are missing")
CLIENT_NOTICE = _question("client_notice", "duration", "end of the client's notice")

# Notice, term and the records of dispatch.
REPLACEMENT = _choice("replacement", "longer notice by custom", "hard")
NOTICE_STATED = _question("notice_stated", "yes_no", "end of the contract's notice")
NOTICE_PERIOD = _question("notice_period", "duration", "end of the contract's notice")
NOTICE_RUNS_FROM = _choice(
    "notice_runs_from", "end of the notice", "sending", "month_end", "quarter_end"
)
NOTICE_COUNTING = _choice("notice_counting", "end of the notice", "clear", "six_day")
NOTICE_FORM = _choice("notice_form", "way of sending", "writing", "registered", "person")
_WAYS = ("email", "in_person", "platform")
SEND_ON = _question("send_on", "date", "day on which the notice is to be sent")
TRANSIT_DAYS = _question("transit_days", "count", "day of receipt of a notice")
DEEMED_RECEIPT = _question("deemed_receipt", "duration", "day of receipt of a notice")
CROSS_BORDER = _question("cross_border", "yes_no", "time in transit of what is posted")
NOTICE_SENT_ON = _question("notice_sent_on", "date", "dispatch of the notice")
NOTICE_SENT_BY = _choice("notice_sent_by", "dispatch of the notice", *_WAYS)
NOTICE_ARRIVED_ON = _question("notice_arrived_on", "date", "dispatch of the notice")
NOTICE_LAST_DAY = _question("notice_last_day", "date", "days by which a notice is too short")
FINAL_NOTICE = _question("formal_notice", "yes_no", "lapse of the final notice")
FINAL_NOTICE_DEADLINE = _question("formal_notice_deadline", "date", "lapse of the final notice")
FINAL_NOTICE_SENT_ON = _question("formal_notice_sent_on", "date", "dispatch of the final notice")
FINAL_NOTICE_SENT_BY = _choice("formal_notice_sent_by", "dispatch of the final notice", *_WAYS)
SUSPENSION_SENT_ON = _question("suspension_sent_on", "date", "dispatch of a suspension")
SUSPENSION_SENT_BY = _choice("suspension_sent_by", "dispatch of a suspension", *_WAYS)
SUSPENSION_ARRIVED_ON = _question("suspension_arrived_on", "date", "dispatch of a suspension")
FINAL_NOTICE_ARRIVED_ON = _question("formal_notice_arrived_on", "date", "dispatch of that notice")
CAUSE_CLAUSE = _question("cause_clause", "yes_no", "end for a breach")
CAUSE_NOTICE = _question("cause_notice", "duration", "end for a breach by the clause")
CURE_PERIOD = _question("cure_period", "duration", "end of the time to put a breach right")
AUTO_RENEWS = _question("auto_renews", "yes_no", "deadline of a notice of non-renewal")
RENEWAL_NOTICE = _question("renewal_notice", "duration", "deadline of a notice of non-renewal")
RENEWAL_TERM = _question("renewal_term", "duration", "end of a renewed term")
TERM_END = _question("term_end", "date", "deadline of a notice of non-renewal")
PROJECT_END = _question("project_end", "date", "days until the end of the project")
MILESTONE_DATE = _question("milestone_date", "date", "days until the milestone")
CRITICAL_DATE = _question("critical_date", "date", "days until the critical date")
CLIENT_SIZE = _choice("client_size", "share of the income")
INCOME_SHARE = _question("income_share", "percent", "share of the income")
AFTER_HOURS = _question("after_hours", "count", "calls outside working hours")
WEEKEND_WORK = _choice("weekend_work", "calls outside working hours")
RUNWAY_MONTHS = _question("runway_months", "months", "day by which the income is replaced")
INCOME_REPLACED_ON = _question("income_replaced_on", "date", "day by which the income is replaced")

# What happened, and talks about it.
TRIGGER = _choice("trigger", "day to look again", "single_incident")
INCIDENT_ON = _question("incident_on", "date", "cooling-off after an incident")
TALKED = _choice("talked", "claims of a letter", "never", "once", "more")
TALKED_ON = _question("talked_on", "date", "days since the talk")
TALK_HELD_ON = _question("talk_held_on", "date", "claims of a letter")

# Money.
OPEN_INVOICES = _choice("open_invoices", "whether money is overdue", "none", "not_due", "overdue")
OVERDUE_AMOUNT = _question("overdue_amount", "money", "sum overdue")
DISPUTED_AMOUNT = _question("disputed_amount", "money", "share that nobody disputes")
OVERDUE_COUNT = _question("overdue_count", "count", "whether the sum overdue is one invoice")
OVERDUE_INVOICES = _question("overdue_invoices", "invoices", "sums overdue, one by one")
OVERDUE_RESPONSE = _choice("overdue_response", "claims of a letter", "dispute", "plan")
PAYMENT_TERMS = _choice(
    "payment_terms",
    "due date of an invoice",
    "net",
    "month_end",
    "days_then_month_end",
    "month_end_then_days",
    "receipt",
)
INVOICE_DATE = _question("oldest_invoice_date", "date", "due date of an invoice")
INVOICE_RECEIVED_ON = _question("oldest_invoice_received_on", "date", "due date of an invoice")
OLDEST_DUE_DATE = _question("oldest_due_date", "date", "days overdue and interest")
CLIENT_INDIVIDUAL = _question("client_individual", "yes_no", "deadline of a final notice")
CLAIM_INTEREST = _question("claim_interest", "yes_no", "sums that a demand claims")
REMINDED_ON = _question("reminded_on", "date", "reminders that a demand names")
REMINDED_AGAIN_ON = _question("reminded_again_on", "date", "reminders that a demand names")
REMINDER_SENT_ON = _question("reminder_sent_on", "date", "reminders that a demand names")
LATE_INTEREST_RATE = _question("late_interest_rate", "percent", "interest agreed")
LAST_PAYMENT_ON = _question("last_payment_on", "date", "days since all is settled")
PAYMENT_DAYS = _question("payment_days", "count", "term of payment against the law's longest")
PAYMENT_HABIT = _choice(
    "payment_habit",
    "share paid late",
    "on_time",
    "sometimes_late",
    "often_late",
    "none_due",
)
PAYMENT_TREND = _choice("payment_trend", "payment that invoices show", "faster", "steady", "slower")
INVOICES_LATE = _question("invoices_late", "count", "share paid late")
INVOICES_SETTLED = _question("invoices_settled", "count", "share paid late")
MEAN_DAYS_LATE = _question("mean_days_late", "count", "claims of a letter")
FINAL_INVOICE_AMOUNT = _question("final_invoice_amount", "money", "enclosure and balance")
UNEARNED_PREPAYMENT = _question("unearned_prepayment", "money", "money to be given back")
PREPAYMENT_DISPUTED = _question("prepayment_disputed", "yes_no", "money to be given back")
REFUND_PLAN = _choice("refund_plan", "money to be given back", "refund", "deliver")

# What a letter says.
REASON_MODE = _choice("reason_mode", "reason given", "specific", "general", "none")
SPECIFIC_REASON = _question("specific_reason", "text", "reason that a letter gives")
GENERAL_REASON = _choice("general_reason", "reason that a letter gives")
GENERAL_REASON_TRUE = _question("general_reason_true", "yes_no", "reason that a letter gives")
OWN_SENTENCE = _question("own_sentence", "text", "the user's own words in a letter")
CONCESSION = _question("concession", "text", "the user's own words in a letter")
WORK_STATUS = _choice(
    "work_status", "whether work is listed or done", "in_progress", "not_started", "delivered"
)
DELIVERABLES = _question("deliverables", "deliverables", "work still to be delivered")
REFERRAL = _question("referral", "yes_no", "referral that a letter makes")
REFERRAL_NAME = _question("referral_name", "text", "referral that a letter makes")
REFERRAL_FIRM = _question("referral_firm", "text", "names that are not searched for words")
REFERRAL_STRENGTH = _question("referral_strength", "text", "the user's own words in a letter")
REFERRAL_AGREED = _question("referral_agreed", "yes_no", "referral that a letter makes")

# Derived facts that other modules than their calculation read.
AS_OF = _fact("as_of", "date", "the day of the assessment")
STANDING = _fact("standing", "choice", "how things stand")
CLIENT_NOTICE_END = _fact("client_notice_end", "date", "last day of work of a notice not kept")
STANDING_LAST_DAY = _fact("standing_last_day", "date", "last day where it has ended")
NOTICE_END_DATE = _fact("notice_end_date", "date", "last day if no end is advised")
LAW_NOTICE_END_DATE = _fact("law_notice_end_date", "date", "last day if no end is advised")
BREACH_END_DATE = _fact("breach_end_date", "date", "end for a breach, counted from its dispatch")
CUSTOMARY_END_DATE = _fact("customary_end_date", "date", "last day if no end is advised")
EXTENDED_END_DATE = _fact("extended_end_date", "date", "notice counted from its dispatch")
NOTICE_DAYS = _fact("notice_days", "number", "notice counted from its dispatch")
LAW_NOTICE_DAYS = _fact("law_notice_days", "number", "notice counted from its dispatch")
LAW_NOTICE_PERIOD = _fact("law_notice_period", "duration", "notice that a letter gives")
LAW_NOTICE_LATEST = _fact("law_notice_latest_date", "date", "notice counted from its dispatch")
NOTICE_GIVEN_ON = _fact("notice_given_on", "date", "dispatch of the notice")
NOTICE_RECEIVED_ON = _fact("notice_received_on", "date", "start of the contract's notice")
RENEWAL_ACT_BY = _fact("renewal_act_by", "date", "day by which a notice of non-renewal is sent")
RENEWAL_DEADLINE = _fact("renewal_deadline", "date", "days until the deadline of a renewal")
LAW_SETS_NOTICE = _fact("law_sets_notice", "yes_no", "whether a notice of the law can end later")
RENEWAL_SEND_BY = _fact("renewal_send_by", "date", "day that rises and falls with the calendar")
NEXT_RENEWAL = _fact("next_renewal_deadline", "date", "notice counted from its dispatch")
SETTLEMENT_DEADLINE = _fact("settlement_deadline", "date", "day on which a claim opens")
CLAIM_FROM = _fact("claim_from", "date", "day counted from the dispatch of a final notice")
TERM_LAST_DAY = _fact("term_last_day", "date", "end of the next window to refuse a renewal")
DEADLINE_IF_SENT_TODAY = _fact("final_notice_deadline", "date", "day on which a claim opens")
INVOICE_DUE_DATE = _fact("invoice_due_date", "date", "days overdue")
CURE_DEADLINE = _fact("cure_deadline", "date", "lapse of a notice of breach")
REVIEW_DATE = _fact("review_date", "date", "the day to look again")
YEARS_WORKED = _fact("years_worked", "number", "longer notice by custom")
INCOME_PART = _fact("income_part", "percent", "reserves that suffice")
RELATIONSHIP_YEARS = _fact("relationship_years", "number", "notice by years of working together")
OVERDUE_DAYS = _fact("overdue_days", "number", "claims of a letter")
LATE_INTEREST = _fact("late_interest", "money", "sums that a letter may name")
LATE_FIXED_SUM = _fact("late_fixed_sum", "money", "sums that a letter may name")
HOLIDAY_REGION = _fact("holiday_region", "choice", "public holidays")
LAW_PUBLIC_REGISTER = _fact("law_public_register", "yes_no", "way of sending to a public body")
LAW_ROUTE = _fact("law_route", "choice", "way of sending")
LAW_BREACH_REASONS = _fact("law_breach_reasons", "yes_no", "whether a letter has to give reasons")

# Facts of the advice, which advisor.knowledge.catalogue defines.
ADVICE_WHETHER = _fact("advice.whether", "choice", "the advice")
ADVICE_WHEN = _fact("advice.when", "choice", "the kind of exit")
LAST_DAY = _fact("last_day", "date", "the last day of the relationship")
REPLY_BY = _fact("reply_by", "date", "the day by which a letter asks for an answer")
HANDOVER_BY = _fact("handover_by", "date", "the day by which a letter promises the handover")
NOT_BEFORE = _fact("not_before", "date", "a day before which the last day cannot lie")
TURNING_ON = _fact("turning_on", "date", "the day by which to look again")
LAWYER = _fact("gate.lawyer", "choice", "points for the lawyer")
BALANCE_END = _fact("balance.end", "yes_no", "points enough for ending")
BALANCE_REPAIR = _fact("balance.repair", "yes_no", "points enough for a repair")
BALANCE_KEEP = _fact("balance.keep", "yes_no", "points enough for keeping the client")
BALANCE_FIRM = _fact("balance.firm", "yes_no", "a ground that nothing against it undoes")
BALANCE_TALK = _fact("balance.talk", "yes_no", "a ground worth a talk by itself")
BALANCE_UNTRIED = _fact("balance.untried", "yes_no", "a ground whose own remedy is not tried")
BALANCE = (
    BALANCE_END,
    BALANCE_REPAIR,
    BALANCE_KEEP,
    BALANCE_FIRM,
    BALANCE_TALK,
    BALANCE_UNTRIED,
)
"""What the points of the findings come to."""

IN_WRITING = _finding("conduct/in-writing", "letters that name no conduct")
BREACH_OPEN = _finding("contract/breach-open", "ordinary notice that is given all the same")
BREACH_ROUTE = _finding("contract/breach-route", "letters that have to give reasons")

_LENGTHS = ("days", "weeks", "months")
CUSTOMARY_NOTICE = _value("customary_notice_days", "notice by custom", *_LENGTHS)
LONG_RELATION = _value("long_relation_years", "longer notice by custom", "years")
EXTENDED_NOTICE = _value("extended_notice_days", "notice of a supplier hard to replace", *_LENGTHS)
FINAL_NOTICE_LENGTH = _value("final_notice_days", "deadline of a final notice", *_LENGTHS)
INDIVIDUAL_NOTICE_LENGTH = "individual_notice_days"
"""A law's own figure for a final notice to a person in place of a company."""
SETTLEMENT_LENGTH = "settlement_days"
"""A law's own figure for the time to negotiate before a claim."""
COOLING_OFF = _value("cooling_off_days", "day to look again after an incident", *_LENGTHS)
REPLY = _value("reply_days", "day by which a letter asks for an answer", *_LENGTHS)
REVIEW = _value("review_days", "day to look again", *_LENGTHS)
TRANSIT: Mapping[str, str] = {
    way: _value(f"transit_{way}", "time until a notice arrives", *_LENGTHS, "business_days")
    for way in (
        *_WAYS,
        "post",
        "registered",
        "burofax",
        "certified",
        "courier",
        "registry",
        "abroad",
    )
}
"""By the way of sending; across a border what is posted takes the time of ``abroad``."""
LARGE_SHARE = _value("large_income_share", "reserves that suffice", "percent")
LARGE_SHARE_RUNWAY = _value("large_share_runway_months", "reserves that suffice", "months")
RUNWAY_TARGET = _value("runway_target_months", "reserves that suffice", "months")

ENDING = _letter("ending", "the letter written if the advice calls for none")
ENDING_EMAIL = _letter("ending-email", "an ending that is read from an email")

ROLES: Mapping[str, Role] = _declared
"""By id."""
