"""How far each signed agreement has come on site, so that every chair has one to work on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import shake_256
from io import BytesIO

from PIL import Image, ImageDraw

from config.demo.cast import Cast
from config.demo.holding import hold_three
from config.demo.portfolio import a_portfolio
from config.demo.sampling import looked_at
from config.demo.sending import files_sent, opened_again
from config.demo.site import (
    STRANGER,
    Aim,
    a_set_target,
    a_site,
    a_target,
    an_amended_target,
    certified,
    confirmed,
    key_of,
    matched,
    measured,
    verified,
)
from config.demo.standing import stand_beside
from config.demo.supply import Firm
from core.domain.periods import Period
from outcomes.domain.claims import Reading
from outcomes.domain.lifecycle import Phase, Severity
from outcomes.models import Match, Measurement, Target
from outcomes.services import (
    Found,
    answer_confirmation,
    ask_worksite,
    attach_evidence,
    propose_match,
    record_finding,
    resolve_finding,
)
from programs.models import Agreement

Scene = Callable[[Cast, Firm, Agreement, datetime], None]
FIRST_DAY, LAST_DAY = date(2026, 4, 1), date(2026, 10, 31)
WEEK, HALF_YEAR = timedelta(days=7), timedelta(days=180)
GUARDS = Decimal(40)
LAST_SITE = 9  # of the ten numbers that a firm's made-up sites have
SIZE, SHAPES = (640, 440), 12
COLOURS = ((28, 88, 156), (40, 93, 51), (138, 92, 0))


def window(at: datetime) -> Period:
    """The season of the round, or the half year before for whoever looks at the demo earlier."""
    last = min(LAST_DAY, at.date() - WEEK)
    return Period(min(FIRST_DAY, last - HALF_YEAR), last)


def aim(agreement: Agreement, at: datetime, goal: Decimal = GUARDS) -> Aim:
    """Forty guards fitted and seen working, unless less is said."""
    return Aim(
        clause="guards",
        indicator=agreement.program.indicators.get(code="guards"),
        goal=goal,
        window=window(at),
        design={"kind": "quantity", "goal": str(goal)},
    )


def photo(number: int) -> BytesIO:
    """A made-up picture, different for each number: plain shapes in front of a plain wall."""
    picture = Image.new("RGB", SIZE, COLOURS[number % len(COLOURS)])
    pen = ImageDraw.Draw(picture)
    drawn = shake_256(f"demo {number}".encode()).digest(SHAPES * 7)
    for nth in range(SHAPES):
        left, top, wide, high, *colour = drawn[nth * 7 : nth * 7 + 7]
        x, y = left * SIZE[0] // 255, top * SIZE[1] // 255
        pen.rectangle((x, y, x + 60 + wide, y + 60 + high), fill=(colour[0], colour[1], colour[2]))
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
    target = a_target(cast=cast, firm=firm, match=match, aim=aim(agreement, at), at=at)
    measurement = measured(firm=firm, target=target, claim=_reading(quantity, at), at=at)
    for number in range(2):
        attach_evidence(
            measurement_id=measurement.pk,
            upload=photo(measurement.pk * 3 + number),
            name=f"방호장치-{number + 1}.jpg",
            by=firm.editor,
            at=at,
        )
    return target, measurement


def _reading(quantity: int, at: datetime) -> Reading:
    return Reading(Phase.FOLLOW_UP, window(at), quantity=Decimal(quantity))


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


def waiting_for_a_target(cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """The before-state is on record; the editor sets the target."""
    _site_match(firm, agreement, at)
    stand_beside(cast, firm, agreement, at)


def waiting_for_the_agency(_cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """The first version asked for too little; the agency agrees the second."""
    match = _site_match(firm, agreement, at)
    low = aim(agreement, at, GUARDS / 2)
    target = a_set_target(firm=firm, match=match, aim=low, at=at)
    an_amended_target(firm=firm, target=target, aim=aim(agreement, at), at=at)


def waiting_for_measurements(cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """The editor measures; a portfolio's injuries are measured already, its sample is not drawn.

    At two more sites files came in, and a reading was opened again; people decide on all three.
    """
    match, by_file, again = (_site_match(firm, agreement, at, nth=nth) for nth in (0, 1, 2))
    held = a_target(cast=cast, firm=firm, match=match, aim=aim(agreement, at), at=at)
    sent = a_target(cast=cast, firm=firm, match=by_file, aim=aim(agreement, at), at=at)
    files_sent(firm=firm, target=sent, at=at)
    wrong = a_target(cast=cast, firm=firm, match=again, aim=aim(agreement, at), at=at)
    reading = measured(firm=firm, target=wrong, claim=_reading(13, at), at=at)
    opened_again(firm=firm, measurement=reading, at=at)
    hold_three(cast=cast, targets=(held, sent, wrong), at=at)
    a_portfolio(cast=cast, firm=firm, agreement=agreement, window=window(at), at=at)


def waiting_for_the_certifier(cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """The first count was wrong and was sent again; a second person of the supplier certifies."""
    target, _ = _claim(cast, firm, agreement, at, quantity=83)
    again = Reading(Phase.FOLLOW_UP, window(at), quantity=Decimal(38), note="83은 38의 오기입니다.")
    measured(firm=firm, target=target, claim=again, at=at)


def waiting_for_the_worksite(cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """The worksite has a link on its phone; the first link, which got lost, does not work."""
    target, measurement = _claim(cast, firm, agreement, at)
    certified(firm=firm, measurement=measurement, at=at)
    assert target.match_id is not None  # noqa: S101 - targets of the demo hang on a match
    for _ in ("lost", "found"):
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
    """Everything is confirmed; the verifier looks, and one of two findings is mended already."""
    target, measurement = _claim(cast, firm, agreement, at)
    certified(firm=firm, measurement=measurement, at=at)
    confirmed(firm=firm, measurement=measurement, at=at)
    looked_at(cast=cast, target=target, words="서른여덟 대를 모두 세었습니다.", at=at)
    _, mended = (
        record_finding(
            target_id=target.pk,
            found=Found(Severity.MINOR, text, "지급액에는 영향이 없습니다."),
            independence=STRANGER,
            by=cast["victor"],
            at=at,
        )
        for text in (
            "한 대의 광커튼 표지가 떨어져 있었습니다.",
            "교육 명부에 서명이 빠져 있었습니다.",
        )
    )
    resolve_finding(
        finding_id=mended.pk,
        resolution="서명을 받았습니다.",
        independence=STRANGER,
        by=cast["victor"],
        at=at,
    )


def verified_in_full(cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """The verifier accepts most of it; the payout is computed by the clock."""
    _verified(cast, firm, agreement, at, accepted=Decimal(36))


def met_in_full(cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """As many guards as were promised were seen working."""
    _verified(cast, firm, agreement, at, accepted=GUARDS)


def nothing_seen(cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """Not one guard worked on the day of the visit: nothing is due."""
    _verified(cast, firm, agreement, at, accepted=Decimal(0))


def not_to_be_evaluated(cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """Nothing was ever sent in. What is missing is not zero: there is no result at all."""
    match = _site_match(firm, agreement, at)
    target = a_target(cast=cast, firm=firm, match=match, aim=aim(agreement, at), at=at)
    verified(cast=cast, target=target, accepted=None, at=at)


def _verified(
    cast: Cast, firm: Firm, agreement: Agreement, at: datetime, *, accepted: Decimal
) -> None:
    target, measurement = _claim(cast, firm, agreement, at, quantity=40)
    certified(firm=firm, measurement=measurement, at=at)
    confirmed(firm=firm, measurement=measurement, at=at)
    verified(cast=cast, target=target, accepted=accepted, at=at)


def one_more_site(cast: Cast, firm: Firm, agreement: Agreement, at: datetime) -> None:
    """Beside whatever else goes on, a reading of another site waits for the certifier."""
    match = _site_match(firm, agreement, at, nth=LAST_SITE)
    target = a_target(cast=cast, firm=firm, match=match, aim=aim(agreement, at), at=at)
    measured(firm=firm, target=target, claim=_reading(12, at), at=at)


VERIFIED = 7
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
    met_in_full,
    nothing_seen,
    not_to_be_evaluated,
)
