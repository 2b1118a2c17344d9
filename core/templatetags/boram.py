"""How values are written on pages and in documents; every room uses the same hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms, template
from django.utils.html import format_html

from core.domain.money import Money
from core.domain.words import Named, Sentence, phrase_from
from core.translation import LABELS, phrase_in_words

register = template.Library()

SEOUL = ZoneInfo("Asia/Seoul")
NOT_KNOWN = "—"
WORD_JOINER = "\u2060"
HASH_ENDS = 4


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is shown: a tone that picks colour and sign, and a word; never colour alone."""

    tone: str
    label: object


# How a state feels; its word stands in core.translation. What is not here is shown quietly.
TONES = {
    "wait": (
        "answered asked assigned at_the_bank built checked checking claimed computed measured open "
        "prepared proposed recommended recorded registered reopened scored sent set storing "
        "submitted uploaded"
    ),
    "ok": (
        "agreed applied approved certified clean confirmed consented declared eligible met paid "
        "resolved selected signed stored tied verified"
    ),
    "warn": (
        "cannot_be_evaluated changed conflicted disputed held nearly_the_same not_scanned returned "
        "same_bytes scan_failed"
    ),
    "bad": (
        "apart declined failed file_changed file_missing ineligible infected not_met refused "
        "rejected"
    ),
}
TONE_OF = {state: tone for tone, states in TONES.items() for state in states.split()}


@register.filter
def badge(state: object) -> Look:
    """Tone and word of a state; one that nobody described is shown quietly by its own name."""
    name = str(state or "")
    word = LABELS.get(name) or name.replace("_", " ").capitalize() or NOT_KNOWN
    return Look(TONE_OF.get(name, ""), word)


@register.filter
def won(amount: object) -> str:
    """Whole won with sign and thousands; what is not known is a dash, never zero."""
    if isinstance(amount, Money):
        return str(amount)
    if isinstance(amount, int) and not isinstance(amount, bool):
        return str(Money(amount))
    return NOT_KNOWN


def kst(moment: datetime | date | None) -> str:
    """A moment in Korean time, or a day as it is."""
    if isinstance(moment, datetime):
        return f"{moment.astimezone(SEOUL):%Y-%m-%d %H:%M} KST"
    return f"{moment:%Y-%m-%d}" if moment else NOT_KNOWN


@register.filter(name="kst", needs_autoescape=True)
def whole_kst(moment: datetime | date | None, *, autoescape: bool = True) -> str:
    """The same in a template; on a page it stays in one piece, browsers break after a hyphen."""
    text = kst(moment)
    return format_html("<time>{}</time>", text) if autoescape and moment else text


@register.filter
def say(words: object) -> str:
    """A sentence of pure code, fresh or stored, in the reader's language."""
    if words is None:
        return ""
    if isinstance(words, Mapping | list):
        return phrase_in_words(phrase_from(words))
    return phrase_in_words(words) if isinstance(words, Sentence | Named | tuple) else str(words)


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
