"""How stored facts are written on paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from core.domain.numbers import grouped
from core.domain.words import phrase_from
from core.templatetags.boram import NOT_KNOWN, keep_all, kst
from core.translation import LABELS, localized, phrase_in_words

register = template.Library()
TEXT = re.compile(r">([^<]+)<")
DRAWING = re.compile(r"(<svg.*?</svg>)", re.DOTALL)


@register.filter
def when(moment: str | None) -> str:
    """A stored moment in Korean time."""
    return kst(datetime.fromisoformat(moment)) if moment else NOT_KNOWN


# The kinds of paper and the parts of its facts, by the names under which they are hashed.
WORDS = {
    "statement": _("Payment statement"),
    "schema": _("Form of the data"),
    "payout": _("Amount and state of the payment"),
    "agreement": _("Agreement and terms"),
    "target": _("Target"),
    "measurements": _("Readings"),
    "evidence": _("Evidence"),
    "confirmations": _("Confirmations by the worksite"),
    "findings": _("Findings"),
    "verification": _("Verification"),
    "working": _("Working"),
    "inputs": _("Versions and hashes of what went in"),
    "steps": _("Who brought it here"),
    "approvals": _("Approvals"),
    "bank": _("What the bank did"),
    "file": _("SHA-256 of the file"),
    "facts": _("Hash of the facts"),
    "amount": _("Amount, from the terms and the verified result"),
    "head": _("Head of the log: it belongs to this log"),
}


@register.filter
def section(name: str) -> str:
    """What a kind of paper, or a part of its facts, is called."""
    return str(WORDS[name])


# Lines of a working that are no steps of the terms, by their keys.
STEPS = {
    "earned": _("Earned in total"),
    "cap": _("Most that the agreement pays"),
    "paid_before": _("Earlier payouts"),
    "held": _("End of the reserve"),
    "waiting": _("Not all is known yet"),
    "overpaid": _("More was carried before"),
}


@register.filter
def step(line: dict[str, Any]) -> str:
    """What a line of a working is called; terms from before steps had names go by their key."""
    if "label" not in line:
        return str(STEPS.get(line["key"]) or line["key"])
    name = phrase_in_words(phrase_from(line["label"]))
    return f"{name} · {line['subject']}" if line["subject"] else name


@register.filter
def label(state: str) -> str:
    """The word for a state or kind."""
    return str(LABELS.get(state, state))


@register.filter
def amount(number: str | int | None) -> str:
    """A stored number with thousands; what is missing is a dash, never zero."""
    return NOT_KNOWN if number is None else grouped(Decimal(number))


@register.filter
def named(both: Mapping[str, Any] | None) -> str:
    """A name that is kept in two languages."""
    return localized(ko=both["ko"], en=both["en"]) if both else NOT_KNOWN


@register.filter
def whole_words(html: str) -> str:
    """Keep every Korean word of a page whole, without touching its tags and drawings."""
    pieces = DRAWING.split(html)
    pieces[::2] = [TEXT.sub(lambda found: f">{keep_all(found[1])}<", p) for p in pieces[::2]]
    return "".join(pieces)
