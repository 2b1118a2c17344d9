"""Cases for the stories, each brought to its beginning through the real services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from audit.services import seal_log
from config.demo import claiming, paying, scenes, site, supply
from config.demo.cast import Cast, gather
from config.demo.supply import Firm
from config.demo.terms import of_the_round
from payouts.models import Payout
from payouts.tasks import compute_due_payouts
from programs.models import Agreement, Application, Call, Program, Recommendation

FIRST_SIGNED = 13  # the firms before are still applying
SIGNED = len(claiming.CLAIMING) - 7  # every place on the road once, and three results to pay
SCORES = (88, 91, 84, 90)
OWN = {
    "applying": 40,
    "recommending": 41,
    "agreeing": 42,
    "claiming": 43,
    "paying": 44,
    "writing": 45,
    "writing_by_phone": 46,
    "foreseeing": 47,
    "sending": 48,
    "matching": 49,
    "showing": 39,
    "looking": 38,
    "signing": 37,
    "bundling": 36,
    "answering": 35,
}


def play(*, at: datetime) -> None:
    """The demo, with as few firms as show everything."""
    stage = scenes._set(at=at)
    scenes._applications(stage, at=at)
    scenes._agreements(stage, suppliers=FIRST_SIGNED + SIGNED, at=at)
    for story in OWN:
        a_firm(story, at=at)
    compute_due_payouts()
    waiting = list(Payout.objects.order_by("verification_id", "pk"))
    waiting.reverse()  # results first
    paying._paid(stage.cast, stage.program, waiting[:3], at, fails=1)
    paying._sent(stage.cast, stage.program, waiting[3:5], at)
    for place, payout in enumerate(waiting[5:]):
        paying.WAITING[place % len(paying.WAITING)](stage.cast, payout, at)
    seal_log(at=at)


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


def handed_in(case: Case) -> Application:
    """The application is with the agency."""
    draft = supply.a_draft(firm=case.firm, call=case.call, amount=140_000_000, at=case.at)
    return supply.handed_in(firm=case.firm, application=draft, at=case.at)


def selected(case: Case) -> Recommendation:
    """The agency has recommended the firm and the bank has selected it."""
    application = supply.checked(cast=case.cast, application=handed_in(case), at=case.at)
    supply.reviewed(cast=case.cast, application=application, scores=SCORES, at=case.at)
    recommendation = supply.recommended(cast=case.cast, application=application, at=case.at)
    return supply.selected(cast=case.cast, recommendation=recommendation, at=case.at)


def signed(case: Case) -> Agreement:
    """Three parties have signed."""
    agreement = supply.proposed(
        cast=case.cast, recommendation=selected(case), terms=of_the_round(0), at=case.at
    )
    return supply.signed(cast=case.cast, firm=case.firm, agreement=agreement, at=case.at)


def owed(case: Case) -> Payout:
    """A result is verified, and the clock has worked out what it earns."""
    target, measurement = claiming._claim(case.cast, case.firm, signed(case), case.at)
    site.certified(firm=case.firm, measurement=measurement, at=case.at)
    site.confirmed(firm=case.firm, measurement=measurement, at=case.at)
    verification = site.verified(cast=case.cast, target=target, accepted=Decimal(36), at=case.at)
    compute_due_payouts()
    return Payout.objects.get(verification=verification)
