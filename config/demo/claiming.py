"""How far each signed agreement has come on site, so that every chair has one to work on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

from PIL import Image

from config.demo.cast import Cast
from config.demo.site import (
    Aim,
    a_set_target,
    a_site,
    a_target,
    certified,
    confirmed,
    key_of,
    matched,
    measured,
    verified,
)
from config.demo.supply import Firm
from core.domain.periods import Period
from outcomes.domain.claims import Reading
from outcomes.domain.lifecycle import Phase, Severity
from outcomes.models import Match, Measurement, Target
from outcomes.services import (
    answer_confirmation,
    ask_worksite,
    attach_evidence,
    propose_match,
    record_finding,
)
from programs.models import Agreement

Scene = Callable[[Cast, Firm, Agreement, datetime], None]
WINDOW = Period(date(2026, 4, 1), date(2026, 10, 31))
GUARDS = Decimal(40)
COLOURS = ((28, 88, 156), (40, 93, 51), (138, 92, 0))


def aim(agreement: Agreement) -> Aim:
    """Forty guards fitted and seen working."""
    return Aim(
        clause="guards",
        indicator=agreement.program.indicators.get(code="guards"),
        goal=GUARDS,
        window=WINDOW,
        design={"kind": "quantity", "goal": str(GUARDS)},
    )


def photo(number: int) -> BytesIO:
    """A made-up picture: a plain colour with a lighter field, different for each number."""
    picture = Image.new("RGB", (640, 440), COLOURS[number % len(COLOURS)])
    picture.paste((230, 232, 234), (80 + number % 97, 60 + number % 53, 420, 330))
    file = BytesIO()
    picture.save(file, "JPEG", quality=80)
    file.seek(0)
    return file


def _site_match(firm: Firm, agreement: Agreement, at: datetime, *, nth: int = 0) -> Match:
    serial = agreement.pk * 10 + nth
    worksite = a_site(firm=firm, serial=serial, at=at)
    return matched(firm=firm, agreement=agreement, worksite=worksite, at=at)


def _claim(
    cast: Cast, firm: Firm, agreement: Agreement, at: datetime, *, quantity: int = 38
) -> tuple[Target, Measurement]:
    match = _site_match(firm, agreement, at)
    target = a_target(cast=cast, firm=firm, match=match, aim=aim(agreement), at=at)
    claim = Reading(Phase.FOLLOW_UP, WINDOW, quantity=Decimal(quantity))
    measurement = measured(firm=firm, target=target, claim=claim, at=at)
    for number in range(2):
        attach_evidence(
            measurement_id=measurement.pk,
            upload=photo(measurement.pk * 3 + number),
            name=f"방호장치-{number + 1}.jpg",
            by=firm.editor,
            at=at,
        )
    return target, measurement


def nobody_matched(_cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """The editor has worksites to match."""
    a_site(firm=firm, serial=agreement.pk * 10, at=at)


def waiting_for_consent(_cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """One worksite has its link, another has refused, a third waits for its before-state."""
    hazard = agreement.program.hazards.order_by("pk")[0]
    for nth, agrees in enumerate((None, False, True)):
        worksite = a_site(firm=firm, serial=agreement.pk * 10 + nth, at=at)
        match = propose_match(
            agreement_id=agreement.pk,
            worksite_id=worksite.pk,
            hazard_id=hazard.pk,
            by=firm.editor,
            at=at,
        )
        _, token = ask_worksite(match_id=match.pk, by=firm.editor, at=at)
        if agrees is not None:
            answer_confirmation(
                token=token,
                agrees=agrees,
                comment="" if agrees else "다른 업체와 진행 중입니다.",
                key=key_of("consent", match.pk),
                at=at,
            )


def waiting_for_a_target(_cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """The before-state is on record; the editor sets the target."""
    _site_match(firm, agreement, at)


def waiting_for_the_agency(_cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """The agency agrees the target."""
    match = _site_match(firm, agreement, at)
    a_set_target(firm=firm, match=match, aim=aim(agreement), at=at)


def waiting_for_measurements(cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """The editor measures."""
    match = _site_match(firm, agreement, at)
    a_target(cast=cast, firm=firm, match=match, aim=aim(agreement), at=at)


def waiting_for_the_certifier(cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """A second person of the supplier certifies."""
    _claim(cast, firm, agreement, at)


def waiting_for_the_worksite(cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """The worksite has a link on its phone."""
    target, measurement = _claim(cast, firm, agreement, at)
    certified(firm=firm, measurement=measurement, at=at)
    assert target.match_id is not None  # noqa: S101 - targets of the demo hang on a match
    ask_worksite(match_id=target.match_id, measurement_id=measurement.pk, by=firm.editor, at=at)


def disputed(cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """The worksite says no; a finding is open."""
    target, measurement = _claim(cast, firm, agreement, at)
    certified(firm=firm, measurement=measurement, at=at)
    assert target.match_id is not None  # noqa: S101 - targets of the demo hang on a match
    _, token = ask_worksite(
        match_id=target.match_id, measurement_id=measurement.pk, by=firm.editor, at=at
    )
    answer_confirmation(
        token=token,
        agrees=False,
        comment="38대가 아니라 31대입니다.",
        key=key_of("result", measurement.pk),
        at=at,
    )


def waiting_for_the_verifier(cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """Everything is confirmed; the verifier looks."""
    target, measurement = _claim(cast, firm, agreement, at)
    certified(firm=firm, measurement=measurement, at=at)
    confirmed(firm=firm, measurement=measurement, at=at)
    record_finding(
        target_id=target.pk,
        severity=Severity.MINOR,
        text="한 대의 광커튼 표지가 떨어져 있었습니다.",
        effect="지급액에는 영향이 없습니다.",
        by=cast["victor"],
        at=at,
    )


def verified_in_full(cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """The verifier accepts; the payout is computed by the clock."""
    earlier = at - timedelta(days=2)
    target, measurement = _claim(cast, firm, agreement, earlier)
    certified(firm=firm, measurement=measurement, at=earlier)
    confirmed(firm=firm, measurement=measurement, at=earlier)
    verified(cast=cast, target=target, accepted=Decimal(36), at=earlier)


VERIFIED = 10
CLAIMING: tuple[Scene, ...] = (
    nobody_matched,
    waiting_for_consent,
    waiting_for_a_target,
    waiting_for_the_agency,
    waiting_for_measurements,
    waiting_for_the_certifier,
    waiting_for_the_worksite,
    disputed,
    waiting_for_the_verifier,
    *(verified_in_full for _ in range(VERIFIED)),
)
