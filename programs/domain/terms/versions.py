"""Which version of the terms counts: the day of the achievement decides, once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from operator import itemgetter

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.terms.document import sheet_digest
from programs.domain.terms.sheet import Effective, Sheet


def terms_on(sheets: Sequence[Sheet], day: date) -> Sheet:
    """The version that prices what is achieved on a day; of several the one numbered highest.

    Both ends of a version's days are included; a version without days holds on every day.
    """
    _check_one_contract(sheets)
    covering = [one for one in sheets if one.effective is None or one.effective.covers(day)]
    if not covering:
        raise RuleBroken(
            "No version of the terms covers %(day)s. Covered are: %(covered)s. Check the day, or "
            "agree on a version for it.",
            day=day,
            covered=_covered(sheets) or "—",
        )
    return max(covering, key=lambda one: one.version)


def terms_kept(sheets: Iterable[Sheet], digest: str) -> Sheet:
    """The very version by which something was priced: later versions do not touch it."""
    for one in sheets:
        if sheet_digest(one) == digest:
            return one
    raise RuleBroken(
        "No version of the terms has the hash %(digest)s. Look for the version that was signed.",
        digest=digest,
    )


def _check_one_contract(sheets: Sequence[Sheet]) -> None:
    seen: dict[int, Sheet] = {}
    for one in sheets:
        if one.id != sheets[0].id:
            raise RuleBroken(
                "“%(one)s” and “%(other)s” are different terms, not versions of one. Keep one.",
                one=sheets[0].id,
                other=one.id,
            )
        if seen.setdefault(one.version, one) != one:
            raise RuleBroken(
                "There are two different versions %(version)s of “%(id)s”. Give the later one the "
                "next number.",
                version=one.version,
                id=one.id,
            )


def _covered(sheets: Iterable[Sheet]) -> tuple[Sentence, ...]:
    """By version; one without days would have covered every day."""
    days = [(one.version, one.effective) for one in sheets if one.effective]
    return tuple(
        _days(version, effective) for version, effective in sorted(days, key=itemgetter(0))
    )


def _days(version: int, effective: Effective) -> Sentence:
    values = {"version": version, "start": effective.from_}
    if effective.until is None:
        return say("version %(version)s: from %(start)s on", **values)
    return say("version %(version)s: from %(start)s to %(until)s", until=effective.until, **values)
