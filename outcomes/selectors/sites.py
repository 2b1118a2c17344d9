"""Which worksite of an agreement a sender means, by match, by business number or by name."""

from __future__ import annotations

import unicodedata
from collections import defaultdict

from django.db.models import QuerySet

from companies.domain.business_number import SEPARATORS
from core.domain.spellings import narrow
from core.domain.words import say
from outcomes.domain.lifecycle import MatchState
from outcomes.domain.refusals import Refusal
from outcomes.models import Match, Target
from programs.models import Agreement

SHOWN = 5


class Sites:
    """The worksites of an agreement whose before-state is on record, asked once."""

    def __init__(self, agreement: Agreement) -> None:
        self._named: dict[str, set[int]] = defaultdict(set)
        self._known: list[str] = []
        recorded = Match.objects.filter(agreement=agreement, state=MatchState.RECORDED)
        for match in recorded.select_related("worksite").order_by("pk"):
            for name in (f"M-{match.pk}", match.worksite.business_number, match.worksite.name):
                self._named[_key(name)].add(match.pk)
            self._known.append(match.worksite.name)

    def of(self, target: Target, name: str) -> int | Refusal | None:
        """The match behind a name; a target of one worksite needs none and gets none."""
        if not name:
            return None
        found = self._named.get(_key(name), set())
        if target.match_id is not None:
            return None if target.match_id in found else _of_one()
        if len(found) == 1:
            return next(iter(found))
        return self._unknown() if not found else _many(found)

    def _unknown(self) -> Refusal:
        return Refusal(
            "worksite",
            say(
                "No worksite of this agreement has this name or business number, or its "
                "before-state is not on record yet. They are: %(known)s.",
                known=", ".join(self._known[:SHOWN]) or "–",
            ),
        )


def _of_one() -> Refusal:
    return Refusal(
        "worksite",
        say("This target is of one worksite, and of another one. Leave the worksite empty."),
    )


def _many(found: set[int]) -> Refusal:
    return Refusal(
        "worksite",
        say(
            "Several matches of this agreement have this name or number. Write the number of "
            "one of them: %(numbers)s.",
            numbers=", ".join(f"M-{pk}" for pk in sorted(found)),
        ),
    )


def _key(name: str) -> str:
    """A business number with dashes is the same number; blanks and case make no other name."""
    bare = SEPARATORS.sub("", narrow(name))
    if bare.isdigit():
        return bare
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def sites_of(agreement: Agreement) -> QuerySet[Match]:
    """The worksites that readings of a portfolio may name."""
    recorded = Match.objects.filter(agreement=agreement, state=MatchState.RECORDED)
    return recorded.select_related("worksite", "hazard").order_by("worksite__name", "pk")
