"""How values are written on pages and in documents; every room uses the same hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms, template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.domain.money import Money
from core.domain.words import Sentence, sentence_from
from core.translation import in_words

register = template.Library()

SEOUL = ZoneInfo("Asia/Seoul")
NOT_KNOWN = "—"
WORD_JOINER = "\u2060"
HASH_ENDS = 4


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is shown: a tone that picks colour and sign, and a word; never colour alone."""

    tone: str
    label: Any


QUIET, WAIT, OK, WARN, BAD = "", "wait", "ok", "warn", "bad"
LOOKS = {
    "draft": Look(QUIET, _("Draft")),
    "planned": Look(QUIET, _("Planned")),
    "proposed": Look(WAIT, _("Proposed")),
    "invited": Look(WAIT, _("Invited")),
    "open": Look(WAIT, _("Open")),
    "opened": Look(WAIT, _("Open")),
    "set": Look(WAIT, _("Set")),
    "submitted": Look(WAIT, _("Submitted")),
    "checked": Look(WAIT, _("Checked")),
    "reviewed": Look(WAIT, _("Reviewed")),
    "scored": Look(WAIT, _("Scored")),
    "recommended": Look(WAIT, _("Recommended")),
    "prepared": Look(WAIT, _("Prepared")),
    "computed": Look(WAIT, _("Computed")),
    "part_approved": Look(WAIT, _("First approval given")),
    "measured": Look(WAIT, _("Measured")),
    "certified": Look(WAIT, _("Certified")),
    "drawn": Look(WAIT, _("Sample drawn")),
    "sent": Look(WAIT, _("Sent")),
    "instructed": Look(WAIT, _("Sent to the bank")),
    "waiting": Look(WAIT, _("Waiting")),
    "running": Look(WAIT, _("Running")),
    "signed": Look(OK, _("Signed")),
    "active": Look(OK, _("Active")),
    "agreed": Look(OK, _("Agreed")),
    "consented": Look(OK, _("Consented")),
    "confirmed": Look(OK, _("Confirmed")),
    "selected": Look(OK, _("Selected")),
    "verified": Look(OK, _("Verified")),
    "approved": Look(OK, _("Approved")),
    "committed": Look(OK, _("Committed")),
    "settled": Look(OK, _("Settled")),
    "paid": Look(OK, _("Paid")),
    "done": Look(OK, _("Done")),
    "passed": Look(OK, _("Passed")),
    "disputed": Look(WARN, _("Disputed")),
    "held": Look(WARN, _("On hold")),
    "returned": Look(WARN, _("Returned")),
    "expired": Look(WARN, _("Expired")),
    "overdue": Look(WARN, _("Overdue")),
    "conflicted": Look(WARN, _("Conflict declared")),
    "cannot_be_evaluated": Look(WARN, _("Cannot be evaluated")),
    "rejected": Look(BAD, _("Rejected")),
    "declined": Look(BAD, _("Declined")),
    "failed": Look(BAD, _("Failed")),
    "ineligible": Look(BAD, _("Not eligible")),
    "withdrawn": Look(QUIET, _("Withdrawn")),
    "cancelled": Look(QUIET, _("Cancelled")),
    "amended": Look(QUIET, _("Amended")),
    "replaced": Look(QUIET, _("Replaced")),
    "reversed": Look(QUIET, _("Reversed")),
    "released": Look(QUIET, _("Released")),
    "closed": Look(QUIET, _("Closed")),
    "ended": Look(QUIET, _("Ended")),
}


@register.filter
def badge(state: object) -> Look:
    """Tone and word of a state; an unknown state is shown quietly by its own name."""
    name = str(state or "")
    return LOOKS.get(name) or Look(QUIET, gettext(name.replace("_", " ").capitalize()))


@register.filter
def won(amount: object) -> str:
    """Whole won with sign and thousands; what is not known is a dash, never zero."""
    if isinstance(amount, Money):
        return str(amount)
    if isinstance(amount, int) and not isinstance(amount, bool):
        return str(Money(amount))
    return NOT_KNOWN


@register.filter
def kst(moment: datetime | date | None) -> str:
    """A moment in Korean time, or a day as it is."""
    if isinstance(moment, datetime):
        return f"{moment.astimezone(SEOUL):%Y-%m-%d %H:%M} KST"
    return f"{moment:%Y-%m-%d}" if moment else NOT_KNOWN


@register.filter
def say(words: object) -> str:
    """A sentence of pure code, fresh or stored, in the reader's language."""
    if isinstance(words, Sentence):
        return in_words(words)
    if isinstance(words, Mapping):
        return in_words(sentence_from(words))
    return "" if words is None else str(words)


@register.filter
def short_hash(digest: object) -> str:
    """First and last four digits: enough to compare by eye."""
    text = str(digest or "")
    return text if len(text) <= 3 * HASH_ENDS else f"{text[:HASH_ENDS]}…{text[-HASH_ENDS:]}"


@register.filter
def keep_all(text: object) -> str:
    """Keep Korean words whole in documents, whose renderer would break them anywhere."""
    return re.sub(r"(?<=[가-힣])(?=[가-힣])", WORD_JOINER, str(text))


@register.filter
def plain(cell: object) -> object:
    """A table cell; nothing is shown as a dash so that nobody takes it for zero."""
    return NOT_KNOWN if cell is None or cell == "" else cell


@register.filter
def beside(columns: Iterable[Any], row: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Pair each column with its cell."""
    return zip(columns, row, strict=True)


@register.filter
def mistakes(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Every mistake of a form as (anchor of the field, words that name the field)."""
    found = [("", str(error)) for error in form.non_field_errors()]
    for name, errors in form.errors.items():
        if name in form.fields:
            found += [(_anchor(form[name]), _named(form[name], str(error))) for error in errors]
    return found


def _anchor(field: forms.BoundField) -> str:
    if field.is_hidden:
        return ""
    return str((field.auto_id if field.use_fieldset else field.id_for_label) or "")


def _named(field: forms.BoundField, error: str) -> str:
    return error if field.is_hidden or str(field.label) in error else f"{field.label}: {error}"
