"""What somebody else pays for is not paid for again, whoever says so: supplier, agency, worksite."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from audit.selectors import events_about
from companies.models import Worksite
from core.domain.errors import IllegalMove, RuleBroken
from core.domain.periods import Period
from outcomes.domain.lifecycle import MatchState, SubsidyState
from outcomes.domain.links import Aside
from outcomes.models import Coverage, Match, Subsidy
from outcomes.models.matches import days_of
from outcomes.services import (
    answer_confirmation,
    ask_worksite,
    declare_subsidy,
    propose_match,
    withdraw_subsidy,
)
from people.models import User
from programs.models import Agreement
from tests.apps.outcomes.conftest import hidden, page, sent
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match
from tests.factories.programs import a_hazard, an_agreement

SPRING = Period(date(2026, 3, 1), date(2026, 5, 31))
Declare = Callable[..., Subsidy]


@pytest.fixture
def agreement(carla: User) -> Agreement:
    return an_agreement()


@pytest.fixture
def site(agreement: Agreement) -> Worksite:
    return a_worksite(supplier=agreement.supplier)


@pytest.fixture
def declare(site: Worksite, carla: User, noon: datetime) -> Declare:
    def run(*, by: User = carla, giver: str = "Clean Factory", period: Period = SPRING) -> Subsidy:
        return declare_subsidy(
            worksite_id=site.pk,
            hazard_id=a_hazard().pk,
            period=period,
            giver=giver,
            by=by,
            at=noon,
        )

    return run


def test_no_match_runs_over_the_days_of_another_subsidy(
    declare: Declare, agreement: Agreement, site: Worksite, carla: User, noon: datetime
) -> None:
    declare()
    words = "another subsidy is declared against “.*” for 2026-03-01 to 2026-05-31"
    with pytest.raises(RuleBroken, match=words) as refusal:
        propose_match(
            agreement_id=agreement.pk,
            worksite_id=site.pk,
            hazard_id=a_hazard().pk,
            by=carla,
            at=noon,
        )
    assert refusal.value.field == "worksite"


def test_and_none_is_declared_over_a_match(declare: Declare, site: Worksite) -> None:
    a_match(agreement=an_agreement_of(site), worksite=site)
    with pytest.raises(RuleBroken, match="withdraw that match"):
        declare()


def an_agreement_of(site: Worksite) -> Agreement:
    return Agreement.objects.get(supplier=site.registered_by)


def test_the_database_insists(declare: Declare, site: Worksite, carla: User) -> None:
    said = declare()
    with pytest.raises(IntegrityError, match="coverage_once"), transaction.atomic():
        a_match(agreement=an_agreement_of(site), worksite=site, days=days_of(SPRING))
    for changes, name in (
        ({"giver": ""}, "subsidy_giver_named"),
        ({"declared_by": None}, "subsidy_declared_by_one"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Subsidy.objects.filter(pk=said.pk).update(**changes)


def test_the_agency_may_declare_and_takes_back_what_was_none(
    declare: Declare, agnes: User, cato: User, noon: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        declare(by=cato)
    said = declare(by=agnes)
    with pytest.raises(RuleBroken, match="what you looked at"):
        withdraw_subsidy(subsidy_id=said.pk, reason=" ", by=agnes, at=noon)
    taken = withdraw_subsidy(subsidy_id=said.pk, reason="Another site.", by=agnes, at=noon)
    assert (taken.state, Coverage.objects.get().is_live) == (SubsidyState.WITHDRAWN, False)
    assert [e.action for e in events_about(said)] == ["subsidy.declare", "subsidy.withdraw"]
    with pytest.raises(IllegalMove):
        withdraw_subsidy(subsidy_id=said.pk, reason="Again.", by=agnes, at=noon)


def test_a_supplier_does_not_take_it_back_itself(
    declare: Declare, carla: User, noon: datetime
) -> None:
    said = declare()
    with pytest.raises(PermissionDenied):
        withdraw_subsidy(subsidy_id=said.pk, reason="We want it.", by=carla, at=noon)


def test_somebody_is_named_who_gives_it(declare: Declare) -> None:
    with pytest.raises(RuleBroken, match="who gives this subsidy") as refusal:
        declare(giver=" ")
    assert refusal.value.field == "giver"


# --- the worksite says so -------------------------------------------------------------------


def asked(carla: User, noon: datetime) -> tuple[Match, str]:
    match = a_match(state=MatchState.PROPOSED)
    return match, ask_worksite(match_id=match.pk, by=carla, at=noon)[1]


@pytest.mark.parametrize("agrees", [True, False])
def test_a_worksite_that_names_another_subsidy_ends_the_match(
    agrees: bool, carla: User, noon: datetime
) -> None:
    match, token = asked(carla, noon)
    key, aside = uuid4(), Aside(giver=" Clean Factory ")
    for _ in ("first", "sent again"):
        answer_confirmation(token=token, agrees=agrees, comment="", key=key, at=noon, aside=aside)
    match.refresh_from_db()
    said = Subsidy.objects.get()
    assert (match.state, said.giver, said.days) == (MatchState.REFUSED, "Clean Factory", match.days)
    assert (said.declared_by, said.answer) == (None, match.confirmations.get())
    assert Coverage.objects.get(is_live=True).subsidy == said


def test_wendy_ticks_one_box_on_her_phone(carla: User) -> None:
    """Aside the answer: no further screen, no further question for whoever has nothing to say."""
    match = a_match(state=MatchState.PROPOSED)
    _, token = ask_worksite(match_id=match.pk, by=carla, at=timezone.now())
    wendy, address = Client(headers={"accept-language": "en"}), f"/w/{token}/"
    html = wendy.get(address).content.decode()
    assert "Somebody else pays for this already" in html
    answer = {"step": "check", "answer": "yes", "key": hidden(html, "key"), "paid": "on"}
    unnamed = wendy.post(address, answer)
    assert (unnamed.status_code, "Write who pays" in unnamed.content.decode()) == (422, True)
    check = wendy.post(address, answer | {"giver": "Clean Factory"}).content.decode()
    assert "Clean Factory" in check
    assert hidden(check, "giver") == "Clean Factory"
    done = wendy.post(address, answer | {"step": "send", "giver": "Clean Factory"})
    assert "the improvement does not begin" in done.content.decode()
    assert len(html.encode()) < 100_000
    match.refresh_from_db()
    assert match.state == MatchState.REFUSED
    assert "Clean Factory" in page(carla, "match", match.pk)


# --- on pages -------------------------------------------------------------------------------


def test_carla_declares_one_before_she_asks(carla: User, agnes: User) -> None:
    match = a_match(state=MatchState.REFUSED)
    assert "Declare another subsidy" in page(carla, "match", match.pk)
    typed = {
        "worksite": match.worksite_id,
        "hazard": match.hazard_id,
        "first_day": "2026-03-01",
        "last_day": "2026-05-31",
        "giver": "Clean Factory",
    }
    again = sent(carla, "subsidy_declare", data=typed | {"last_day": ""}, status=422)
    assert "Clean Factory" in again
    sent(carla, "subsidy_declare", data=typed)
    said = Subsidy.objects.get()
    assert "Clean Factory" in page(carla, "match", match.pk)
    assert "Take it back" not in page(carla, "match", match.pk)
    assert "Take it back" in page(agnes, "match", match.pk)
    assert said.giver in page(agnes, "subsidy_withdraw", said.pk)
    sent(agnes, "subsidy_withdraw", said.pk, data={"reason": "Another site."})
    assert "Take it back" not in page(agnes, "subsidies")
