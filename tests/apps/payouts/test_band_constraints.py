"""Bands, seats and what a payout keeps of them: the database decides it a second time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import NumericRange

from payouts.models import ApprovalBand, BandTable, Payout
from people.domain.roles import Role
from programs.models import Program
from tests.apps.payouts.forbidden import Attempts, all_refused, an_approval, changed, refused
from tests.factories.bands import SPRING, bands_in_force
from tests.factories.payouts import NOON, a_computed_payout, a_prepared_payout, prepared, the_bank
from tests.factories.people import a_member, the
from tests.factories.programs import a_program

pytestmark = pytest.mark.django_db


def a_table(program: Program, *bands: tuple[int | None, int | None], **said: Any) -> BandTable:
    """As careless code would write it; each band takes two approvers."""
    table = BandTable.objects.create(
        program=program,
        **{"version": 9, "proposed_by": the("olivia"), "proposed_at": NOON, **said},
    )
    for low, high in bands:
        a_band(table, low, high)
    return table


def a_band(table: BandTable, low: int | None, high: int | None, **said: Any) -> ApprovalBand:
    return ApprovalBand.objects.create(
        table=table, amounts=NumericRange(low, high), **{"approvers": 2, **said}
    )


def at_commit(*bands: tuple[int | None, int | None]) -> None:
    """What is looked at when the transaction ends."""
    a_table(a_program(), *bands)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    "bands",
    [
        (),
        ((0, 10),),  # nothing from ten won on
        ((1, None),),  # nothing at zero won
        ((0, 9), (10, None)),  # nothing at nine won
        ((None, None),),  # amounts below zero are nobody's
        ((-5, None),),
    ],
)
def test_bands_with_a_gap_are_not_kept(bands: tuple[tuple[int | None, int | None], ...]) -> None:
    a_program()
    refused("bands_no_gap", lambda: at_commit(*bands))


def test_bands_without_a_gap_are_kept() -> None:
    at_commit((0, 10), (10, 11), (11, None))
    assert BandTable.objects.get(version=9).bands.count() == 3


@pytest.mark.parametrize(
    "bands", [((0, 11), (10, None)), ((0, None), (0, None)), ((0, 10), (10, None), (12, 13))]
)
def test_bands_that_overlap_are_not_kept(bands: tuple[tuple[int, int | None], ...]) -> None:
    program = a_program()
    refused("bands_no_overlap", lambda: a_table(program, *bands))


def confirmed(table: BandTable, **said: Any) -> None:
    decided = {"decided_by": the("anna"), "decided_at": NOON, "in_force_at": NOON}
    BandTable.objects.filter(pk=table.pk).update(**{"state": "confirmed", **decided, **said})


PROPOSED: Attempts[BandTable] = {
    "a band with one approver": (
        "bands_two_people_at_least",
        lambda t: a_band(t, 5, 6, approvers=1),
    ),
    "a band with nobody but one senior": (
        "bands_two_people_at_least",
        lambda t: a_band(t, 5, 6, approvers=0, senior_approvers=1),
    ),
    "a band without an amount": ("bands_hold_some_amount", lambda t: a_band(t, 5, 5)),
    "a band that is added later": ("bands_no_overlap", lambda t: a_band(t, 5, 6)),
    "a second proposal": ("bands_one_proposal", lambda t: a_table(t.program, version=10)),
    "the same version twice": ("bands_version_once", lambda t: a_table(t.program, version=1)),
    "confirmed by who proposed it": (
        "bands_two_people",
        lambda t: confirmed(t, decided_by=the("olivia")),
    ),
    "confirmed by nobody": ("bands_by_somebody", lambda t: confirmed(t, decided_by=None)),
    "confirmed at no time": (
        "bands_by_somebody|bands_decided_completely",
        lambda t: confirmed(t, decided_at=None),
    ),
    "in force at no time": (
        "bands_decided_completely",
        lambda t: confirmed(t, in_force_at=None),
    ),
    "in force before it was confirmed": (
        "bands_decided_completely",
        lambda t: confirmed(t, in_force_at=NOON - timedelta(seconds=1)),
    ),
    "in force before a version that is in force": (
        "bands_in_force_in_order",
        lambda t: confirmed(t, decided_at=SPRING, in_force_at=SPRING),
    ),
    "begins confirmed": (
        "bands_begin_proposed",
        lambda t: a_table(t.program, version=10, state="confirmed", decided_at=NOON),
    ),
    "its reason is improved": (
        "bands_never_edited",
        lambda t: BandTable.objects.filter(pk=t.pk).update(reason="Better."),
    ),
    "it is somebody else's": (
        "bands_never_edited",
        lambda t: BandTable.objects.filter(pk=t.pk).update(proposed_by=the("theo")),
    ),
    "it is thrown away": (
        "rows_stay",
        lambda t: BandTable.objects.filter(pk=t.pk)._raw_delete("default"),
    ),
}


def test_a_proposal_is_decided_once_by_another_person_and_never_edited() -> None:
    table = a_table(a_program(), (0, None), reason="Asked for.")
    all_refused(table, PROPOSED)
    confirmed(table)
    for again in ({"state": "proposed"}, {"state": "withdrawn"}, {"in_force_at": SPRING}):
        with pytest.raises(IntegrityError, match="bands_never_edited"), transaction.atomic():
            BandTable.objects.filter(pk=table.pk).update(**again)


def test_no_version_starts_before_it_says() -> None:
    later = NOON + timedelta(days=1)
    table = a_table(a_program(), (0, None), starts_at=later)
    refused("bands_in_force_in_order", lambda: confirmed(table))
    confirmed(table, in_force_at=later)


def test_nobody_behind_a_version_is_for_the_first_alone() -> None:
    program = a_program()
    refused("bands_by_somebody", lambda: a_table(program, (0, None), proposed_by=None))


def again(payout: Payout, **said: Any) -> None:
    changed(payout, preparations=payout.preparations + 1, **said)


PREPARED: Attempts[Payout] = {
    "fewer people than its band says": (
        "payout_prepared_in_its_band",
        lambda p: again(p, approvals_needed=2),
    ),
    "no senior approver, as its band says": (
        "payout_prepared_in_its_band",
        lambda p: again(p, seniors_needed=0),
    ),
    "a band of a lower amount": (
        "payout_prepared_in_its_band",
        lambda p: again(
            p, band=ApprovalBand.objects.get(table__version=2, approvers=2, senior_approvers=0)
        ),
    ),
    "a band that is not in force any more": (
        "payout_prepared_in_its_band",
        lambda p: again(p, prepared_at=NOON - timedelta(seconds=1)),
    ),
    "no band": ("payout_prepared_in_its_band", lambda p: again(p, band=None)),
    "more senior approvers than people": (
        "payout_seniors_among_them|payout_prepared_in_its_band",
        lambda p: again(p, seniors_needed=9),
    ),
    "a senior seat taken by an approver": (
        "approval_by_a_held_role",
        lambda p: an_approval(p, the("anna"), role=Role.SENIOR_APPROVER),
    ),
    "a seat of an approver taken by a senior one": (
        "approval_by_a_held_role",
        lambda p: an_approval(p, the("sena"), role=Role.APPROVER),
    ),
    "a seat of no approver": (
        "approval_by_a_held_role|approval_in_a_seat",
        lambda p: an_approval(p, the("theo"), role=Role.TREASURER),
    ),
}


def of_the_upper_band() -> Payout:
    """Five million won, of which the edge is one of them."""
    payout = a_computed_payout()
    bands_in_force(payout.agreement.program, ((0, 2, 0), (5_000_000, 2, 1)), at=NOON)
    return prepared(payout)


def test_a_payout_is_prepared_in_the_band_that_is_in_force() -> None:
    all_refused(of_the_upper_band(), PREPARED)


def test_people_count_by_role() -> None:
    payout = of_the_upper_band()
    bea = a_member(name="bea", role=Role.APPROVER, organization=the_bank())
    for officer in (the("anna"), the("ben")):
        an_approval(payout, officer)
    refused("approval_in_an_open_seat", lambda: an_approval(payout, bea))
    refused(
        "payout_approved_by_enough: .* needs more of role senior_approver",
        lambda: changed(payout, state="approved"),
    )
    an_approval(payout, the("sena"), role=Role.SENIOR_APPROVER)
    refused(
        "approval_only_voided", lambda: payout.approvals.filter(role="approver").update(role="x")
    )
    changed(payout, state="approved")


def test_who_left_the_bank_approves_nothing() -> None:
    payout, anna = a_prepared_payout(), the("anna")
    anna.memberships.update(ended_at=NOON)
    refused("approval_by_a_held_role", lambda: an_approval(payout, anna))
