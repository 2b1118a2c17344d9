"""A place is paid for once against a hazard, on each day, whoever asks and whoever pays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from companies.domain.places import place_key
from companies.models import Supplier, Worksite
from core.domain.errors import RuleBroken
from core.domain.periods import Period
from outcomes.domain.lifecycle import MatchState
from outcomes.models import Coverage, Match, Subsidy
from outcomes.models.matches import days_of
from outcomes.services import declare_subsidy, propose_match
from people.domain.roles import Kind, Role
from people.models import User
from programs.models import Agreement, Program
from tests.conftest import NOON
from tests.crowd import overtaken, together
from tests.factories.companies import a_supplier, a_worksite
from tests.factories.outcomes import a_match
from tests.factories.people import a_member, an_organization, the
from tests.factories.programs import a_hazard, a_program, an_agreement

OTHER = "Other Safety (demo)"
SPRING, SUMMER = (
    Period(date(2026, 3, 1), date(2026, 5, 31)),
    Period(date(2026, 6, 1), date(2026, 8, 31)),
)
YEAR = Period(date(2026, 1, 1), date(2027, 12, 31))


def at_the_same_place(site: Worksite, supplier: Supplier, address: str = "") -> Worksite:
    """Another supplier registered the same site, in a spelling of its own."""
    address = address or site.address.upper() + ", 2nd floor"
    key = place_key(site.business_number, address)
    twin = a_worksite(name="The same site", supplier=supplier)
    Worksite.objects.filter(pk=twin.pk).update(
        business_number=site.business_number, address=address, place=key
    )
    twin.refresh_from_db()
    return twin


def rivals() -> tuple[Agreement, Agreement]:
    """Two suppliers with an agreement each."""
    return an_agreement(), an_agreement(supplier=a_supplier(name=OTHER))


def proposing(
    agreement: Agreement, site: Worksite, by: User, period: Period | None = None
) -> Callable[[], Match]:
    hazard = a_hazard()
    return lambda: propose_match(
        agreement_id=agreement.pk,
        worksite_id=site.pk,
        hazard_id=hazard.pk,
        by=by,
        at=NOON,
        period=period,
    )


def a_stranger() -> User:
    other = an_organization(kind=Kind.SUPPLIER, name=OTHER)
    return a_member(name="stranger", role=Role.EDITOR, organization=other)


# --- days -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_without_days_a_match_runs_as_long_as_the_programme(carla: User) -> None:
    agreement = an_agreement()
    match = proposing(agreement, a_worksite(supplier=agreement.supplier), carla)()
    assert Match.objects.get(pk=match.pk).period == YEAR == match.period


@pytest.mark.django_db
def test_the_same_site_may_be_matched_again_for_later_days_and_not_for_a_day_of_both(
    carla: User,
) -> None:
    agreement = an_agreement()
    site = a_worksite(supplier=agreement.supplier)
    proposing(agreement, site, carla, SPRING)()
    last_day = Period(SPRING.last, SUMMER.last)
    with pytest.raises(RuleBroken, match=r"for 2026-03-01 to 2026-05-31.*withdraw that match"):
        proposing(agreement, site, carla, last_day)()
    assert proposing(agreement, site, carla, SUMMER)().period == SUMMER


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("period", "field"),
    [
        (Period(date(2025, 12, 31), date(2026, 3, 1)), "first_day"),
        (Period(date(2026, 3, 1), date(2028, 1, 1)), "last_day"),
    ],
)
def test_days_outside_the_programme_are_refused(period: Period, field: str, carla: User) -> None:
    agreement = an_agreement()
    site = a_worksite(supplier=agreement.supplier)
    with pytest.raises(RuleBroken, match="2026-01-01 to 2027-12-31") as refusal:
        proposing(agreement, site, carla, period)()
    assert refusal.value.field == field


# --- whoever asks ---------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["", "Ansan Demo-gil 100"])
def test_another_supplier_is_told_when_the_place_is_taken_and_not_by_whom(
    address: str, carla: User
) -> None:
    ours, theirs = rivals()
    site = a_worksite(supplier=ours.supplier)
    a_match(agreement=ours, worksite=site, days=days_of(SPRING))
    twin = at_the_same_place(site, theirs.supplier, address)
    stranger = a_stranger()
    with pytest.raises(RuleBroken, match="by another firm, for 2026-03-01 to 2026-05-31") as told:
        proposing(theirs, twin, stranger)()
    assert ours.supplier.organization.name not in str(told.value)
    assert proposing(theirs, twin, stranger, SUMMER)().state == MatchState.PROPOSED


@pytest.mark.django_db
def test_another_firm_at_the_same_address_is_another_place(carla: User) -> None:
    ours, theirs = rivals()
    site = a_worksite(supplier=ours.supplier)
    a_match(agreement=ours, worksite=site)
    neighbour = a_worksite(supplier=theirs.supplier)
    key = place_key(neighbour.business_number, site.address)
    Worksite.objects.filter(pk=neighbour.pk).update(address=site.address, place=key)
    assert proposing(theirs, neighbour, a_stranger())().period == YEAR


@pytest.mark.django_db
def test_by_road_and_by_plot_one_firm_counts_as_one_place_in_a_district() -> None:
    ours, theirs = rivals()
    site = a_worksite(supplier=ours.supplier)
    by_road = at_the_same_place(site, ours.supplier, "경기도 안산시 단원구 번영로 12")
    a_match(agreement=ours, worksite=by_road)
    by_plot = at_the_same_place(site, theirs.supplier, "경기도 안산시 단원구 원시동 770-1")
    elsewhere = at_the_same_place(site, theirs.supplier, "부산광역시 강서구 송정동 1627-1")
    stranger = a_stranger()
    with pytest.raises(RuleBroken, match="by another firm"):
        proposing(theirs, by_plot, stranger)()
    assert proposing(theirs, elsewhere, stranger)().period == YEAR


@pytest.mark.django_db
def test_the_database_insists_across_suppliers_and_programmes() -> None:
    ours, theirs = rivals()
    site = a_worksite(supplier=ours.supplier)
    match = a_match(agreement=ours, worksite=site)
    elsewhere = Program.objects.get(pk=a_program().pk)
    elsewhere.pk, elsewhere.code = None, "another"
    elsewhere.save()
    twin = at_the_same_place(site, theirs.supplier)
    with pytest.raises(IntegrityError, match="coverage_once"), transaction.atomic():
        Match.objects.create(
            agreement=theirs,
            program=elsewhere,
            worksite=twin,
            hazard=match.hazard,
            days=match.days,
            proposed_by=the("carla"),
        )


@pytest.mark.django_db
def test_the_database_insists_when_a_match_is_moved_or_comes_back() -> None:
    agreement = an_agreement()
    site = a_worksite(supplier=agreement.supplier)
    a_match(agreement=agreement, worksite=site, days=days_of(SPRING))
    later = a_match(agreement=agreement, worksite=site, days=days_of(SUMMER))
    gone = a_match(agreement=agreement, worksite=site, state=MatchState.REFUSED)
    for row, change in (
        (later, {"days": days_of(YEAR)}),
        (gone, {"state": MatchState.CONSENTED}),
    ):
        with pytest.raises(IntegrityError, match="coverage_once"), transaction.atomic():
            Match.objects.filter(pk=row.pk).update(**change)


@pytest.mark.django_db
def test_what_covers_a_place_is_written_by_the_database_alone() -> None:
    match = a_match()
    covered = Coverage.objects.get()
    assert (covered.match, covered.is_live, covered.days) == (match, True, match.days)
    for change in (
        "UPDATE outcomes_coverage SET is_live = false",
        "DELETE FROM outcomes_coverage",
        (
            "INSERT INTO outcomes_coverage (place, hazard_id, days, match_id, is_live) "
            "SELECT 'elsewhere', hazard_id, days, match_id, false FROM outcomes_coverage"
        ),
    ):
        with pytest.raises(IntegrityError, match="coverage_follows"), transaction.atomic():
            connection.cursor().execute(change)
    assert Coverage.objects.get().is_live


@pytest.mark.django_db
@pytest.mark.parametrize("days", ["empty", "[2026-01-01,)", "(,2026-01-01)"])
def test_the_database_insists_on_a_first_and_a_last_day(days: str) -> None:
    match = a_match()
    with pytest.raises(IntegrityError, match="match_days_from_and_to"), transaction.atomic():
        connection.cursor().execute("UPDATE outcomes_match SET days = %s", [days])
    assert match.period == YEAR


# --- in the same moment ---------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_suppliers_who_claim_a_place_at_once_one_is_told() -> None:
    ours, theirs = rivals()
    site = a_worksite(supplier=ours.supplier)
    twin, stranger = at_the_same_place(site, theirs.supplier), a_stranger()
    with pytest.raises(RuleBroken, match="already matched against"):
        overtaken(proposing(ours, site, the("carla")), proposing(theirs, twin, stranger))
    assert Match.objects.get().agreement == ours


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_exactly_one_gets_the_place_and_all_others_are_told_in_words() -> None:
    ours, theirs = rivals()
    site = a_worksite(supplier=ours.supplier)
    twin, stranger, carla = at_the_same_place(site, theirs.supplier), a_stranger(), the("carla")
    told: list[str] = []

    def trying(act: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            try:
                act()
            except RuleBroken as refusal:
                told.append(str(refusal))

        return run

    hazard = a_hazard()

    def declaring() -> Subsidy:
        return declare_subsidy(
            worksite_id=site.pk,
            hazard_id=hazard.pk,
            period=YEAR,
            giver="Clean Factory",
            by=carla,
            at=NOON,
        )

    acts = (proposing(ours, site, carla), proposing(theirs, twin, stranger), declaring)
    together([trying(act) for act in (*acts, *[declaring] * 9)])
    assert (Match.objects.count() + Subsidy.objects.count(), len(told)) == (1, 11)
    assert all("already matched against" in one or "is declared against" in one for one in told)


@pytest.mark.django_db
def test_whoever_claims_a_place_makes_others_wait_instead_of_ending_as_a_deadlock() -> None:
    a_match()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks"
            " WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()"
        )
        assert cursor.fetchone() == (1,)
