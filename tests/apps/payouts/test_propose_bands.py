"""propose_bands, confirm_bands, withdraw_bands"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.selectors import events_about
from core.domain.errors import IllegalMove, RuleBroken, Stale
from core.domain.money import Money
from payouts.domain.bands import Band, Bands, Needed
from payouts.models import BandTable, Payout
from payouts.selectors.bands import band_for, tables_in_force
from payouts.services import (
    confirm_bands,
    hold_payout,
    prepare_payout,
    propose_bands,
    release_payout,
    withdraw_bands,
)
from people.domain.roles import Kind, Role
from people.models import User
from programs.models import Program
from tests.factories.bands import bands_in_force
from tests.factories.companies import a_bank_account
from tests.factories.payouts import (
    NOON,
    a_computed_payout,
    a_prepared_payout,
    approve_payout,
    approved,
    prepared,
    the_bank,
)
from tests.factories.people import a_member, an_organization, the
from tests.factories.programs import a_program

pytestmark = pytest.mark.django_db

TEN_MILLION = Money(10_000_000)
STRICT = Bands(
    (
        Band(Money(0), TEN_MILLION, Needed(2)),
        Band(TEN_MILLION, None, Needed(2, 1)),
    )
)


def propose(program: Program, *, by: str = "olivia", at: datetime = NOON) -> BandTable:
    return propose_bands(
        program_id=program.pk,
        bands=STRICT,
        starts_at=None,
        reason="The auditor asked for it.",
        by=the(by),
        at=at,
    )


def test_two_people_change_the_bands(olivia: User, anna: User, noon: datetime) -> None:
    program = a_program()
    table = propose(program, at=noon)
    assert (table.version, table.state) == (2, "proposed")
    later = noon + timedelta(hours=1)
    assert band_for(program, TEN_MILLION, later).needed == Needed(2)  # nothing is changed yet

    confirm_bands(table_id=table.pk, by=anna, at=later)

    assert band_for(program, TEN_MILLION, later).needed == Needed(2, 1)
    assert band_for(program, TEN_MILLION, noon).needed == Needed(2)  # as it was before
    assert [one.version for one in tables_in_force(program, later)] == [2, 1]
    assert [event.action for event in events_about(table)] == ["bands.propose", "bands.confirm"]


@pytest.mark.parametrize(
    ("won", "needed"), [(9_999_999, Needed(2)), (10_000_000, Needed(2, 1)), (0, Needed(2))]
)
def test_exactly_the_edge_is_in_the_band_above(
    won: int, needed: Needed, anna: User, noon: datetime
) -> None:
    program = a_program()
    table = confirm_bands(table_id=propose(program).pk, by=anna, at=noon)
    assert band_for(program, Money(won), noon).needed == needed
    assert [row.band for row in table.bands.order_by("pk")] == list(STRICT.bands)


def test_who_proposed_does_not_confirm(olivia: User, noon: datetime) -> None:
    table = propose(a_program())
    a_member(name="olivia", role=Role.APPROVER, organization=the_bank())
    with pytest.raises(RuleBroken, match="You proposed these bands yourself"):
        confirm_bands(table_id=table.pk, by=olivia, at=noon)


def test_bands_start_when_they_say(anna: User, noon: datetime) -> None:
    program, monday = a_program(), noon + timedelta(days=3)
    table = propose_bands(
        program_id=program.pk,
        bands=STRICT,
        starts_at=monday,
        reason="From Monday.",
        by=the("olivia"),
        at=noon,
    )
    confirm_bands(table_id=table.pk, by=anna, at=noon)
    assert band_for(program, TEN_MILLION, monday - timedelta(seconds=1)).needed == Needed(2)
    assert band_for(program, TEN_MILLION, monday).needed == Needed(2, 1)


def test_a_late_confirmation_changes_nothing_backwards(anna: User, noon: datetime) -> None:
    program, late = a_program(), noon + timedelta(days=5)
    table = propose_bands(
        program_id=program.pk,
        bands=STRICT,
        starts_at=noon + timedelta(days=1),
        reason="Soon.",
        by=the("olivia"),
        at=noon,
    )
    assert confirm_bands(table_id=table.pk, by=anna, at=late).in_force_at == late


def test_what_is_planned_is_not_undone_by_something_earlier(anna: User, noon: datetime) -> None:
    program = a_program()
    bands_in_force(program, at=noon + timedelta(days=9))
    table = propose(program)
    with pytest.raises(IllegalMove, match="Version 2 starts later"):
        confirm_bands(table_id=table.pk, by=anna, at=noon)


def test_one_proposal_waits_at_a_time(anna: User, ben: User, noon: datetime) -> None:
    program = a_program()
    table = propose(program)
    with pytest.raises(RuleBroken, match="waits already"):
        propose(program)
    withdraw_bands(table_id=table.pk, by=ben, at=noon)
    with pytest.raises(IllegalMove), transaction.atomic():
        confirm_bands(table_id=table.pk, by=anna, at=noon)
    assert propose(program).version == 3


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [({"reason": " "}, "Say why"), ({"starts_at": NOON - timedelta(days=1)}, "in the past")],
)
def test_a_proposal_says_why_and_looks_ahead(changed: dict[str, object], sentence: str) -> None:
    said: dict[str, object] = {"starts_at": None, "reason": "Asked for.", **changed}
    program = a_program()
    with pytest.raises(RuleBroken, match=sentence):
        propose_bands(
            program_id=program.pk,
            bands=STRICT,
            by=the("olivia"),
            at=NOON,
            **said,  # type: ignore[arg-type]
        )


def test_everybody_else_is_turned_away(noon: datetime) -> None:
    program = a_program()
    elsewhere = an_organization(kind=Kind.FUNDER, name="Other Bank")
    a_member(name="eve", role=Role.PREPARER, organization=elsewhere)
    for name in ("anna", "theo", "agnes", "carla", "audrey"):
        with pytest.raises(PermissionDenied), transaction.atomic():
            propose(program, by=name)
    eve = User.objects.get(email="eve@example.test")
    with pytest.raises(PermissionDenied):
        propose_bands(
            program_id=program.pk, bands=STRICT, starts_at=None, reason="Mine.", by=eve, at=noon
        )
    table = propose(program)
    for name in ("olivia", "theo", "agnes", "carla", "audrey"):
        with pytest.raises(PermissionDenied), transaction.atomic():
            confirm_bands(table_id=table.pk, by=the(name), at=noon)
    with pytest.raises(PermissionDenied):
        withdraw_bands(table_id=table.pk, by=the("theo"), at=noon)


def needs_a_senior(*, above: int = 5_000_000) -> Payout:
    """Ten guards are five million won: exactly the edge."""
    payout = a_computed_payout()
    bands_in_force(payout.agreement.program, ((0, 2, 0), (above, 2, 1)), at=NOON)
    return prepared(payout)


@pytest.mark.parametrize(
    ("edge", "needed"),
    [(5_000_000, Needed(2, 1)), (5_000_001, Needed(2)), (4_999_999, Needed(2, 1))],
)
def test_a_payout_takes_its_band_along(edge: int, needed: Needed) -> None:
    payout = needs_a_senior(above=edge)
    assert payout.needed == needed
    assert payout.band is not None
    assert payout.band.table.version == 2


def test_a_later_change_of_bands_does_not_reach_it(noon: datetime) -> None:
    payout = a_prepared_payout()
    bands_in_force(payout.agreement.program, ((0, 3, 2),), at=noon)
    approved(payout)
    assert payout.state == "approved"
    assert payout.needed == Needed(2)


def test_prepared_again_it_follows_the_bands_of_then(olivia: User, noon: datetime) -> None:
    payout = approved(a_prepared_payout(), "anna")
    seen = payout.digest
    hold_payout(payout_id=payout.pk, reason="A question.", by=the("ben"), at=noon)
    release_payout(payout_id=payout.pk, reason="Answered.", by=the("ben"), at=noon)
    bands_in_force(payout.agreement.program, ((0, 2, 1),), at=noon)
    payout = prepare_payout(payout_id=payout.pk, by=olivia, at=noon)
    assert payout.needed == Needed(2, 1)
    assert payout.digest != seen
    assert not payout.approvals.filter(voided_at=None).exists()


def test_the_bands_are_part_of_what_is_signed(noon: datetime) -> None:
    payout = needs_a_senior()
    ours = payout.digest
    with transaction.atomic():
        # only the rows of the database differ: the payout says the same digest
        Payout.objects.filter(pk=payout.pk).update(
            band=bands_in_force(
                payout.agreement.program, ((0, 2, 0),), at=noon + timedelta(1)
            ).bands.get(),
            approvals_needed=2,
            seniors_needed=0,
            preparations=payout.preparations + 1,
            prepared_at=noon + timedelta(days=2),
        )
    with pytest.raises(Stale):
        approved(payout, "anna")
    payout.refresh_from_db()
    assert payout.digest == ours


def test_without_bands_nothing_is_prepared(olivia: User, noon: datetime) -> None:
    payout = a_computed_payout()
    a_bank_account(supplier=payout.agreement.supplier)
    before = noon - timedelta(days=365)
    with pytest.raises(RuleBroken, match="No approval bands are in force"):
        prepare_payout(payout_id=payout.pk, by=olivia, at=before)


def test_two_approvers_and_a_senior_one(sena: User, noon: datetime) -> None:
    payout = approved(needs_a_senior(), "anna", "ben")
    assert payout.state == "prepared"
    a_member(name="bea", role=Role.APPROVER, organization=the_bank())
    bea = User.objects.get(email="bea@example.test")
    with pytest.raises(RuleBroken, match="What is missing is a senior approver"):
        _approve(payout, bea)
    _approve(payout, sena)
    payout.refresh_from_db()
    assert payout.state == "approved"
    roles = payout.approvals.order_by("pk").values_list("approver__name", "role")
    assert list(roles) == [
        ("Anna", "approver"),
        ("Ben", "approver"),
        ("Sena", "senior_approver"),
    ]


def test_a_senior_approver_fills_no_seat_of_an_approver(sena: User) -> None:
    payout = a_prepared_payout()
    with pytest.raises(RuleBroken, match="What is missing is an approver"):
        _approve(payout, sena)


def test_who_holds_both_roles_counts_for_one(noon: datetime) -> None:
    payout = needs_a_senior()
    anna = a_member(name="anna", role=Role.SENIOR_APPROVER, organization=the_bank())
    approved(payout, "anna", "ben")
    assert payout.state == "prepared"
    assert payout.approvals.get(approver=anna).role == "senior_approver"
    with pytest.raises(RuleBroken, match="approved this payout already"):
        approved(payout, "anna")


def _approve(payout: Payout, by: User) -> None:
    approve_payout(
        payout_id=payout.pk, digest=payout.digest, comment="", key=uuid4(), by=by, at=NOON
    )
