"""No payout is prepared over evidence that changed, and a photo used twice is shown before it."""

from __future__ import annotations

from datetime import datetime

import pytest

from core.domain.errors import RuleBroken
from outcomes.domain.evidence.states import Alarm
from outcomes.domain.lifecycle import MeasurementState
from outcomes.gateways.store import Look
from outcomes.models import Evidence
from outcomes.services import attach_evidence
from outcomes.services.rehashes import note_look
from outcomes.services.twins import explain_twin
from payouts.models import Payout
from payouts.selectors.checks import BLOCK, blocks_of, checks_of
from payouts.services import prepare_payout
from people.models import User
from tests.apps.outcomes.samples import a_scene, as_file
from tests.apps.payouts.pages import text, url
from tests.doors import signed_in
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_measurement, a_target, closed
from tests.factories.payouts import a_computed_payout, prepared
from tests.factories.people import the

TWICE = "times a file of this target was used before"


def shown_for(payout: Payout, at: datetime, number: int = 1) -> Evidence:
    """A photo under a reading of the target that was verified."""
    assert payout.verification
    reading = a_measurement(
        target=payout.verification.target,
        state=MeasurementState.MEASURED,
        first_day=datetime(2026, 5, number, tzinfo=at.tzinfo).date(),
        last_day=datetime(2026, 5, number, tzinfo=at.tzinfo).date(),
    )
    evidence = attach_evidence(
        measurement_id=reading.pk,
        upload=as_file(a_scene(1), quality=60 + number),
        name="guard.jpg",
        by=the("carla"),
        at=at,
    )
    closed(reading)
    return evidence


@pytest.fixture
def payout(olivia: User) -> Payout:
    return a_computed_payout()


def test_a_swap_on_the_disk_stops_preparation_until_the_original_is_back(
    payout: Payout, olivia: User, noon: datetime
) -> None:
    evidence = shown_for(payout, noon)
    note_look(sha256=evidence.sha256, look=Look(Alarm.CHANGED, "f" * 64), at=noon)
    with pytest.raises(RuleBroken, match="Nothing is verified or paid over it"):
        prepare_payout(payout_id=payout.pk, by=olivia, at=noon)
    assert any("guard.jpg" in str(block) for block in blocks_of(payout))
    assert "file_changed" in {
        str(check.words.values.get("alarm")) for check in checks_of(payout, olivia, ())
    }
    note_look(sha256=evidence.sha256, look=Look(None), at=noon)
    assert prepared(payout).state == "prepared"


def test_what_was_prepared_before_the_alarm_is_not_approved_over_it(
    payout: Payout, olivia: User, noon: datetime
) -> None:
    evidence = shown_for(payout, noon)
    prepared(payout)
    note_look(sha256=evidence.sha256, look=Look(Alarm.MISSING), at=noon)
    payout.refresh_from_db()
    assert any("Nothing is verified" in str(block) for block in blocks_of(payout))
    assert BLOCK in {check.result for check in checks_of(payout, olivia, ())}


def test_a_photo_used_twice_is_shown_side_by_side_until_it_is_explained(
    payout: Payout, olivia: User, anna: User, victor: User, noon: datetime
) -> None:
    first = shown_for(payout, noon)
    agreement = payout.agreement
    match = a_match(agreement=agreement, worksite=a_worksite(supplier=agreement.supplier))
    elsewhere = a_measurement(target=a_target(match=match), state=MeasurementState.MEASURED)
    again = attach_evidence(
        measurement_id=elsewhere.pk,
        upload=as_file(a_scene(1), quality=40),
        name="again.jpg",
        by=the("carla"),
        at=noon,
    )
    page = text(signed_in(anna).get(url("payout", payout.pk)))
    assert TWICE in page
    for evidence in (first, again):
        assert f"/evidence/{evidence.pk}/picture/" in page
    assert "Not scanned for viruses" in page
    explain_twin(twin_id=again.twins.get().pk, words="One press, two doors.", by=victor, at=noon)
    page = text(signed_in(anna).get(url("payout", payout.pk)))
    assert TWICE not in page
    assert "One press, two doors." in page
