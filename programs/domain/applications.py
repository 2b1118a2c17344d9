"""What a supplier writes, and what still has to be written before it can be handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.lifecycle import CallState

SEOUL = ZoneInfo("Asia/Seoul")


@dataclass(frozen=True, slots=True)
class OwnTarget:
    """A target that a supplier sets itself; a missing baseline is not a baseline of zero."""

    indicator_id: int
    baseline: Decimal | None
    goal: Decimal
    how: str


@dataclass(frozen=True, slots=True)
class ApplicationDraft:
    """An application as far as it is written; own targets left out stay as they are."""

    technology_id: int | None = None
    plan: str = ""
    worksites_planned: int | None = None
    amount_requested: int | None = None
    hazard_ids: tuple[int, ...] = ()
    own_targets: tuple[OwnTarget, ...] | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that has to be written first, and where."""

    field: str
    sentence: Sentence


GAPS: Mapping[str, Sentence] = {
    "technology": say("“Technology” is not chosen yet. Choose one."),
    "hazards": say("“Hazards” has no answer yet. Choose at least one."),
    "plan": say("“Plan” is empty. Say what you will do at the worksites."),
    "worksites": say("“Worksites planned” is empty. Enter one or more."),
    "amount": say("“Amount requested” is empty. Enter whole won."),
    "targets": say("There is no own target yet. Add at least one."),
}


def missing_in(draft: ApplicationDraft, *, targets: int) -> tuple[Missing, ...]:
    """Everything that keeps an application from being handed in, in the order of the form."""
    written = {
        "technology": draft.technology_id is not None,
        "hazards": bool(draft.hazard_ids),
        "plan": bool(draft.plan.strip()),
        "worksites": bool(draft.worksites_planned),
        "amount": bool(draft.amount_requested),
        "targets": bool(targets),
    }
    return tuple(Missing(name, GAPS[name]) for name, there in written.items() if not there)


@dataclass(frozen=True, slots=True)
class Opening:
    """When a call takes applications: from its opening until its deadline, to the minute."""

    state: CallState
    opens_at: datetime
    closes_at: datetime

    def check(self, at: datetime) -> None:
        """Refuse, and say why."""
        if self.state != CallState.OPEN:
            raise RuleBroken("This call takes no applications now: it is not open.")
        if at < self.opens_at:
            raise RuleBroken(
                "This call takes applications from %(opens)s on. Come back then.",
                opens=minute(self.opens_at),
            )
        if at >= self.closes_at:
            raise RuleBroken(
                "The deadline was %(closes)s. Applications can no longer be handed in.",
                closes=minute(self.closes_at),
            )


def minute(moment: datetime) -> str:
    """A moment as deadlines are written."""
    return f"{moment.astimezone(SEOUL):%Y-%m-%d %H:%M} KST"
