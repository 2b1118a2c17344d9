"""What can be asked of a term sheet, answered as JSON in the reader's language.

One rendering for every door: what a machine gets and what a command prints say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from core import translation
from core.domain.errors import RuleBroken
from core.domain.words import Phrase, Sentence, say
from core.translation import AS_WRITTEN
from programs.domain.terms import (
    Amount,
    Currency,
    Difference,
    Extent,
    Line,
    Output,
    Paid,
    Reach,
    Reported,
    Sheet,
    amount_text,
    articles,
    bound,
    check_document,
    diff,
    money_difference,
    price,
    reported,
    sheet_digest,
    sheet_from,
    sound,
)

Answer = dict[str, Any]
UNKNOWN = say("not known")
IN_DOCUMENT = re.compile(r"[a-z][\w.\[\]-]*")


def terms_checked(document: object) -> Answer:
    """Everything that is wrong with a document; `errors` have to be mended before anybody signs."""
    problems = check_document(document)
    return {
        "errors": sum(one.severity == "error" for one in problems),
        "warnings": sum(one.severity == "warning" for one in problems),
        "problems": [
            {
                "severity": one.severity,
                "place": one.place,
                "sentence": in_words(one.sentence),
            }
            for one in problems
        ],
    }


def sheet_in(document: object, *, name: str) -> Sheet:
    """A sheet that can be priced; a refusal names the document beside the place."""
    with within(name):
        sheet = sheet_from(document)
        sound(sheet)
    return sheet


@contextmanager
def within(name: str) -> Iterator[None]:
    """A refusal says in which of several documents its place is."""
    try:
        yield
    except RuleBroken as refusal:
        place = refusal.sentence.values.get("place")
        refusal.field = (
            f"{name}.{place}" if isinstance(place, str) and IN_DOCUMENT.fullmatch(place) else name
        )
        raise


def terms_priced(sheet: Sheet, case: object) -> Answer:
    """Amounts, what is told beside them, and every step with its working."""
    with within("case"):
        found = price(sheet, case)
    return {
        "terms": _terms(found.sheet, found.digest),
        "is_complete": found.is_complete,
        "total": found.total if found.is_complete else None,
        "amounts": [_amount(one, found.sheet) for one in found.amounts],
        "reports": [_report(one) for one in reported(found)],
        "lines": [_line(one) for one in found.lines],
    }


def terms_bounded(sheet: Sheet) -> Answer:
    """What a sheet can cost at most, given the ranges of its inputs."""
    with within("sheet"):
        found = bound(sheet)
    labels = {one.key: one for one in sheet.outputs}
    return {
        "terms": _terms(sheet),
        **_reach(found.whole, sheet.currency),
        "outputs": [_extent(one, labels[one.key], sheet.currency) for one in found.outputs],
        "tranches": {key: _reach(one, sheet.currency) for key, one in found.tranches.items()},
        "payers": {key: _reach(one, sheet.currency) for key, one in found.payers.items()},
    }


def terms_explained(sheet: Sheet) -> Answer:
    """The whole sheet as numbered sentences under headings."""
    return {
        "terms": _terms(sheet),
        "articles": [
            {
                "heading": in_words(article.heading),
                "sentences": [
                    {"number": number, "sentence": in_words(one)}
                    for number, one in enumerate(article.sentences, article.first)
                ],
            }
            for article in articles(sheet)
        ],
    }


def terms_compared(old: Sheet, new: Sheet, cases: Sequence[object]) -> Answer:
    """What changes from one version to another, and what that costs on cases, if there are any."""
    with within("cases"):
        differences = money_difference(old, new, cases) if cases else ()
    return {
        "old": _terms(old),
        "new": _terms(new),
        "sentences": _in_words(diff(old, new)),
        "differences": [_difference(one, old.currency) for one in differences],
    }


def _terms(sheet: Sheet, digest: str = "") -> Answer:
    """Which terms an answer stands on."""
    return {
        "id": sheet.id,
        "version": sheet.version,
        "sha256": digest or sheet_digest(sheet),
        "currency": sheet.currency.code,
        "minor": sheet.currency.minor,
    }


def in_words(sentence: Sentence) -> str:
    """In the reader's language; names of the document stay as they are written there."""
    return translation.in_words(sentence, AS_WRITTEN)


def _phrase(phrase: Phrase) -> str:
    return translation.phrase_in_words(phrase, AS_WRITTEN)


def _in_words(sentences: Iterable[Sentence]) -> list[str]:
    return [in_words(one) for one in sentences]


def _money(minor: int, currency: Currency) -> str:
    return amount_text(minor * currency.smallest, currency)


def _amount(one: Amount, sheet: Sheet) -> Answer:
    currency = sheet.currency
    parties = {party.key: _phrase(party.label) for party in sheet.parties}
    return {
        "key": one.key,
        "label": _phrase(one.label),
        "subject": one.subject,
        "payer": one.payer,
        "payee": one.payee,
        "payer_told": parties.get(one.payer, one.payer),
        "payee_told": parties.get(one.payee, one.payee),
        "tranche": one.tranche,
        "minor": one.minor,
        "told": _money(one.minor, currency) if one.minor is not None else in_words(UNKNOWN),
        "due": one.due and one.due.isoformat(),
        "why": _in_words(one.why),
    }


def _line(one: Line) -> Answer:
    return {
        "key": one.key,
        "subject": one.subject,
        "stage": str(one.stage),
        "rule": one.rule,
        "label": _phrase(one.label),
        "working": in_words(one.working),
        "taken": dict(one.taken),
        "value": one.value,
        "told": _phrase(one.told),
        "why": _in_words(one.why),
    }


def _report(one: Reported) -> Answer:
    return {
        "key": one.key,
        "label": _phrase(one.label),
        "subject": one.subject,
        "value": one.value,
        "told": _phrase(one.told),
        "why": _in_words(one.why),
    }


def _reach(one: Reach, currency: Currency) -> Answer:
    return {
        "smallest": one.smallest,
        "largest": one.largest,
        "returned": one.returned,
        "told": _money(one.largest, currency),
        "told_returned": _money(one.returned, currency),
    }


def _extent(one: Extent, output: Output, currency: Currency) -> Answer:
    return {
        "key": one.key,
        "label": _phrase(output.label),
        "payer": one.payer,
        "payee": one.payee,
        "tranche": one.tranche,
        "subjects": one.subjects,
        "each": list(one.each),
        "smallest": one.smallest,
        "largest": one.largest,
        "told": _money(one.largest, currency),
    }


def _difference(one: Difference, currency: Currency) -> Answer:
    return {
        "case": one.case,
        "key": one.key or None,
        "label": _phrase(one.label),
        "subject": one.subject,
        "old": _paid(one.old, currency),
        "new": _paid(one.new, currency),
        "change": _paid(one.change, currency),
    }


def _paid(one: Paid, currency: Currency) -> Answer:
    return {
        "minor": one.minor,
        "told": _phrase(one.told(currency)),
        "why": _in_words(one.why),
    }
