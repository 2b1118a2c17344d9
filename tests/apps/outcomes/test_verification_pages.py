"""The verifier's pages: the sample, findings, what the data say, and the signature."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from outcomes.domain.lifecycle import MeasurementState, TargetState
from outcomes.models import Finding, Measurement, Target, Verification, VerificationPlan
from outcomes.services import attach_evidence
from people.models import User
from tests.apps.outcomes.conftest import hidden, page, sent
from tests.factories.outcomes import a_measurement, a_target, verified
from tests.factories.people import the

HEADER = "target,phase,first_day,last_day,quantity"
STRANGER = {"declares": "on"}


def draws(victor: User, target: Target) -> None:
    """Bound first, drawn then; the seed stands on the page afterwards."""
    assert "The draw is not bound yet" in page(victor, "plan_draw", target.pk)
    sent(victor, "seed_commit", target.pk, data=STRANGER)
    chosen = {"kind": "discovery", "strata": "nothing", **STRANGER}
    sent(victor, "plan_draw", target.pk, data=chosen)
    assert VerificationPlan.objects.get().seed in page(victor, "target", target.pk)


def test_victor_draws_finds_resolves_and_signs(
    victor: User, carla: User, photo: BytesIO, noon: datetime
) -> None:
    measurement = a_measurement(state=MeasurementState.MEASURED)
    attach_evidence(
        measurement_id=measurement.pk, upload=photo, name="guard.jpg", by=carla, at=noon
    )
    Measurement.objects.update(state="confirmed", certified_by=the("cato"), certified_at=noon)
    target = measurement.target
    assert target.number in page(victor, "verifications")
    assert "1 measurements are in the list" in page(victor, "plan_draw", target.pk)
    draws(victor, target)
    page(victor, "finding_record", target.pk)
    finding = {
        "severity": "major",
        "text": "Two guards are missing.",
        "kind": "less",
        "less": "2",
        "effect": "Two less.",
        **STRANGER,
    }
    sent(victor, "finding_record", target.pk, data=finding)
    assert "A major finding is open" in page(victor, "target_verify", target.pk)
    found = Finding.objects.get()
    assert "Two guards are missing." in page(victor, "verifications")
    page(victor, "finding_resolve", found.pk)
    sent(
        victor,
        "finding_resolve",
        found.pk,
        data={"resolution": "Seen on site.", "stands": "yes", **STRANGER},
    )
    assert "guard.jpg" in page(victor, "target_verify", target.pk)
    words = {"independence": "I have no tie to either.", "accepted": "8"}
    shown = sent(victor, "target_verify", target.pk, data=words, status=200)
    assert "Verified 8 of 50" in shown
    assert Target.objects.get().state == TargetState.AGREED
    digest = hidden(shown, "digest")
    sent(victor, "target_verify", target.pk, data={**words, "digest": digest, "sign": "yes"})
    assert "The verifier accepted 8 of 10" in page(victor, "target", target.pk)


def test_what_was_shown_is_what_is_signed(victor: User) -> None:
    target = a_measurement().target
    words = {"independence": "I have no tie.", "digest": "0" * 64, "sign": "yes"}
    answer = sent(victor, "target_verify", target.pk, data=words, status=409)
    assert "changed since they were shown" in answer
    answer = sent(victor, "target_verify", target.pk, data={**words, "digest": ""}, status=422)
    assert "Look at the result again, then sign." in answer
    assert not Verification.objects.exists()


def test_bare_difference_and_test_stand_side_by_side(
    victor: User, carla: User, noon: datetime
) -> None:
    rate = {"kind": "rate_reduction", "alpha": "0.05"}
    target = a_target(design=rate, clause="injuries")
    Target.objects.update(goal=1, window_first="2025-07-01", window_last="2025-12-31")
    rows = [
        ("baseline", "2025-01-01", "2025-06-30", 3),
        ("follow_up", "2025-07-01", "2025-12-31", 1),
    ]
    for phase, first, last, events in rows:
        a_measurement(
            target=target,
            quantity=None,
            phase=phase,
            first_day=first,
            last_day=last,
            events=events,
            hours=100_000,
        )
    seen = page(victor, "target_verify", target.pk)
    assert "nothing, ever" in seen
    assert "never pays for luck" in seen
    assert "times the rate before" in seen
    assert 'name="accepted"' not in seen
    assert "1 injury, 100,000 hours" in page(carla, "target", target.pk)
    assert "Hours worked" in page(carla, "measure", target.pk)


def test_a_tie_is_said_before_anything_is_typed(victor: User, carla: User) -> None:
    target = a_measurement().target
    Measurement.objects.update(certified_by=victor)
    seen = page(victor, "target_verify", target.pk)
    assert "Somebody independent has to verify" in seen
    assert "See the result" not in seen


def test_a_dispute_is_shown_to_both_sides(carla: User, victor: User, noon: datetime) -> None:
    target = a_measurement(state=MeasurementState.DISPUTED).target
    Finding.objects.create(target=target, severity="major", text="", recorded_at=noon)
    assert "The worksite says that the result is not so" in page(carla, "target", target.pk)
    assert "The worksite says that the result is not so" in page(victor, "verifications")
    assert "Send it again, corrected" in page(carla, "measurement", target.measurements.get().pk)


def test_a_verified_target_shows_its_verdict_to_the_bank(
    olivia: User, victor: User, noon: datetime
) -> None:
    target = a_measurement().target
    verified(target, "10", by=victor, at=noon)
    seen = page(olivia, "target", target.pk)
    assert "Statement of independence" in seen
    assert "Send a measurement" not in seen


def test_an_empty_desk_says_so(victor: User) -> None:
    assert "No target is ready to be verified" in page(victor, "verifications")
