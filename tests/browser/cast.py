"""Cases for the stories, each brought to its beginning through the real services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from config.demo import paying, scenes, site, supply
from config.demo.cast import Cast, gather
from config.demo.claiming import CLAIMING, aim
from config.demo.supply import Firm
from outcomes.models import Match
from payouts.tasks import compute_due_payouts
from programs.models import Agreement, Call, Program

FIRST_SIGNED = 13  # the firms before are still applying
SIGNED = len(CLAIMING) - 7  # every place on the road once, and three results to pay
OWN = {"applying": 40, "signing": 41, "claiming": 42, "paying": 43, "showing": 44}


def play(*, at: datetime) -> None:
    """The demo, with as few firms as show everything."""
    stage = scenes._set(at=at)
    scenes._applications(stage, at=at)
    scenes._agreements(stage, suppliers=FIRST_SIGNED + SIGNED, at=at)
    for story in OWN:
        a_firm(story, at=at)
    compute_due_payouts()
    waiting = list(paying.Payout.objects.order_by("verification_id", "pk"))
    waiting.reverse()  # results first
    paying._paid(stage.cast, stage.program, waiting[:3], at, fails=1)
    paying._sent(stage.cast, stage.program, waiting[3:5], at)
    for place, payout in enumerate(waiting[5:]):
        paying.WAITING[place % len(paying.WAITING)](stage.cast, payout, at)
    paying.seal_log(at=at)


def a_firm(story: str, *, at: datetime) -> Firm:
    """The firm of one story, with its technology and a confirmed account."""
    return supply.a_firm(cast=gather(), serial=OWN[story], at=at)


@dataclass(frozen=True)
class Case:
    """Everything that a story begins with."""

    cast: Cast
    firm: Firm
    call: Call
    program: Program
    editor: str
    certifier: str
    at: datetime


def case(story: str) -> Case:
    """The beginning of a story."""
    at, nth = timezone.now(), OWN[story] + 1
    program = Program.objects.get(code=scenes.CODE)
    call = program.calls.order_by("pk").last()
    assert call is not None
    firm = a_firm(story, at=at)
    return Case(gather(), firm, call, program, f"editor{nth}", f"certifier{nth}", at)


def selected(case: Case) -> Agreement:
    """The bank has selected the firm and the agency has written the terms."""
    draft = supply.a_draft(firm=case.firm, call=case.call, amount=140_000_000, at=case.at)
    application = supply.handed_in(firm=case.firm, application=draft, at=case.at)
    application = supply.checked(cast=case.cast, application=application, at=case.at)
    supply.reviewed(cast=case.cast, application=application, scores=(88, 91, 84, 90), at=case.at)
    recommendation = supply.recommended(cast=case.cast, application=application, at=case.at)
    supply.selected(cast=case.cast, recommendation=recommendation, at=case.at)
    return supply.proposed(
        cast=case.cast, recommendation=recommendation, terms=scenes.terms(0), at=case.at
    )


def signed(case: Case) -> Agreement:
    """Three parties have signed."""
    return supply.signed(cast=case.cast, firm=case.firm, agreement=selected(case), at=case.at)


def matched(case: Case, agreement: Agreement) -> Match:
    """A worksite has said yes and its before-state is on record."""
    worksite = site.a_site(firm=case.firm, serial=agreement.pk * 10, at=case.at)
    return site.matched(firm=case.firm, agreement=agreement, worksite=worksite, at=case.at)


__all__ = ["Case", "aim", "case", "matched", "play", "selected", "signed"]
