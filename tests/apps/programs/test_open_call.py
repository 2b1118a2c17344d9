"""Programmes, calls and catalogues: what has to be there before suppliers are invited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import translation

from audit.models import Event
from core.domain.errors import RuleBroken
from people.domain.roles import Kind, Role
from people.models import User
from programs.domain.lifecycle import AgreementState, CallState, ProgramState
from programs.models import Call, Indicator, Program
from programs.services import (
    IndicatorDraft,
    ProgramDraft,
    close_call,
    close_program,
    define_hazard,
    define_indicator,
    draft_call,
    draft_program,
    open_call,
    open_program,
)
from tests.factories.people import AGENCY, BANK, a_member, an_organization
from tests.factories.programs import a_call, a_hazard, a_program, an_agreement, an_indicator, closed

pytestmark = pytest.mark.django_db


def a_draft() -> ProgramDraft:
    return ProgramDraft(
        code="second-round",
        name_ko="둘째",
        name_en="Second round",
        agency=an_organization(kind=Kind.AGENCY, name=AGENCY),
        funder=an_organization(kind=Kind.FUNDER, name=BANK),
        starts_on=date(2027, 1, 1),
        ends_on=date(2027, 12, 31),
        reviewers_needed=4,
        hazards=(a_hazard(),),
        indicators=(an_indicator(),),
    )


@pytest.fixture
def stranger(db: None) -> User:
    """An officer of another agency."""
    other = an_organization(kind=Kind.AGENCY, name="Other Agency")
    return a_member(name="stella", role=Role.AGENCY_OFFICER, organization=other)


def test_an_officer_drafts_and_opens_a_programme(agnes: User, noon: datetime) -> None:
    program = draft_program(draft=a_draft(), by=agnes, at=noon)
    assert program.state == ProgramState.DRAFT
    assert list(program.hazards.all()) == [a_hazard()]
    assert open_program(program_id=program.pk, by=agnes, at=noon).state == ProgramState.OPEN
    assert [e.action for e in Event.objects.order_by("pk")] == ["program.draft", "program.open"]


def test_a_code_is_used_once(agnes: User, noon: datetime) -> None:
    draft_program(draft=a_draft(), by=agnes, at=noon)
    with pytest.raises(RuleBroken, match="“second-round” is already a programme") as refusal:
        draft_program(draft=a_draft(), by=agnes, at=noon)
    assert refusal.value.field == "code"


def test_a_programme_ends_after_it_starts(agnes: User, noon: datetime) -> None:
    backwards = replace(a_draft(), ends_on=date(2027, 1, 1))
    with pytest.raises(RuleBroken, match="not after it starts"):
        draft_program(draft=backwards, by=agnes, at=noon)


def test_nothing_opens_without_hazards_and_indicators(agnes: User, noon: datetime) -> None:
    program = draft_program(draft=replace(a_draft(), indicators=()), by=agnes, at=noon)
    with pytest.raises(RuleBroken, match="at least one hazard and one indicator"):
        open_program(program_id=program.pk, by=agnes, at=noon)


def test_a_programme_with_an_open_call_is_not_closed(agnes: User, noon: datetime) -> None:
    call = a_call()
    with pytest.raises(RuleBroken, match="still open"):
        close_program(program_id=call.program_id, by=agnes, at=noon)


@pytest.mark.parametrize("state", [AgreementState.PROPOSED, AgreementState.SIGNED])
def test_a_programme_with_unfinished_agreements_is_not_closed(
    state: AgreementState, agnes: User, noon: datetime
) -> None:
    agreement = an_agreement(state=state)
    Call.objects.update(state=CallState.CLOSED)
    with pytest.raises(RuleBroken, match="1 agreements are not finished"):
        close_program(program_id=agreement.program_id, by=agnes, at=noon)


def test_an_officer_of_another_agency_can_do_nothing_here(stranger: User, noon: datetime) -> None:
    program, call = a_program(), a_call()
    for of_program in (open_program, close_program):
        with pytest.raises(PermissionDenied):
            of_program(program_id=program.pk, by=stranger, at=noon)
    for of_call in (open_call, close_call):
        with pytest.raises(PermissionDenied):
            of_call(call_id=call.pk, by=stranger, at=noon)


def test_an_officer_drafts_and_opens_a_call(agnes: User, noon: datetime) -> None:
    call = _draft_call(a_program(), agnes, noon, days=30)
    assert call.state == CallState.DRAFT
    assert open_call(call_id=call.pk, by=agnes, at=noon).state == CallState.OPEN


def test_a_call_closes_after_it_opens(agnes: User, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="closes on 2026-06-01 12:00 KST, not after") as refusal:
        _draft_call(a_program(), agnes, noon, days=0)
    assert refusal.value.field == "closes_at"


def test_a_closed_programme_gets_no_call(agnes: User, noon: datetime) -> None:
    program = closed(a_program())
    with pytest.raises(RuleBroken, match="gets no new call"):
        _draft_call(program, agnes, noon, days=30)


def test_a_call_waits_for_its_programme(agnes: User, noon: datetime) -> None:
    call = a_call(state=CallState.DRAFT)
    Program.objects.update(state=ProgramState.DRAFT)
    with pytest.raises(RuleBroken, match="Open the programme first"):
        open_call(call_id=call.pk, by=agnes, at=noon)


def test_a_call_whose_deadline_has_passed_does_not_open(agnes: User, noon: datetime) -> None:
    call = a_call(state=CallState.DRAFT)
    with pytest.raises(RuleBroken, match="The deadline 2026-07-01 09:00 KST has passed"):
        open_call(call_id=call.pk, by=agnes, at=call.closes_at)


def test_a_hazard_is_defined_once(agnes: User, noon: datetime) -> None:
    define_hazard(code="fall", name_ko="추락", name_en="Fall", by=agnes, at=noon)
    with pytest.raises(RuleBroken, match="already a hazard"):
        define_hazard(code="fall", name_ko="추락", name_en="Fall", by=agnes, at=noon)


def test_a_changed_indicator_is_a_new_version(agnes: User, noon: datetime) -> None:
    draft = IndicatorDraft("guards", "방호", "Guards", "개", "pieces", True, "Counted on site.")
    first = define_indicator(draft=draft, by=agnes, at=noon)
    second = define_indicator(draft=draft, by=agnes, at=noon)
    assert (first.version, second.version) == (1, 2)
    with translation.override("ko"):
        assert (str(second), second.unit) == ("방호", "개")
    with translation.override("en"):
        assert (str(second), second.unit) == ("Guards", "pieces")


def test_a_supplier_defines_nothing(carla: User, noon: datetime) -> None:
    with pytest.raises(PermissionDenied):
        define_hazard(code="fall", name_ko="추락", name_en="Fall", by=carla, at=noon)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("program_dates", {"ends_on": date(2026, 1, 1)}),
        ("program_three_reviewers_at_least", {"reviewers_needed": 2}),
    ],
)
def test_the_database_refuses_an_impossible_programme(name: str, change: dict[str, object]) -> None:
    program = a_program()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Program.objects.filter(pk=program.pk).update(**change)


def test_the_database_refuses_a_call_that_ends_before_it_begins() -> None:
    call = a_call()
    with pytest.raises(IntegrityError, match="call_dates"), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(closes_at=call.opens_at)


def test_the_database_keeps_one_definition_for_each_version() -> None:
    indicator = an_indicator()
    indicator.pk = None
    with pytest.raises(IntegrityError, match="indicator_version_once"), transaction.atomic():
        indicator.save(force_insert=True)
    assert Indicator.objects.count() == 1


def _draft_call(program: Program, by: User, at: datetime, *, days: int) -> Call:
    return draft_call(
        program_id=program.pk,
        title="Second call",
        window=(at, at + timedelta(days=days)),
        places=10,
        by=by,
        at=at,
    )
