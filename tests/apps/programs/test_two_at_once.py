"""Two officers do the same, or the opposite, in the same second: the second reads a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from core.domain.errors import RuleBroken
from programs.domain.lifecycle import CallState
from programs.models import Call, Hazard, Indicator, Program
from programs.services import (
    IndicatorDraft,
    ProgramDraft,
    close_program,
    define_hazard,
    define_indicator,
    draft_program,
    open_call,
    propose_agreement,
)
from tests.crowd import overtaken
from tests.factories.people import the
from tests.factories.programs import TERMS, a_call, a_program, a_recommendation

pytestmark = pytest.mark.django_db(transaction=True)


def said(act: Callable[[], object]) -> Callable[[], str]:
    """What the rules answer; nothing when they say yes."""

    def answer() -> str:
        try:
            act()
        except RuleBroken as refusal:
            return str(refusal.sentence)
        return ""

    return answer


def test_two_officers_define_the_same_things(noon: datetime) -> None:
    by, known = the("agnes"), a_program()
    words = {"name_ko": "추락", "name_en": "Fall"}
    indicator = IndicatorDraft("falls", "추락", "Falls", "건", "cases", False, "Counted.")
    program = ProgramDraft(
        "next", "다음", "Next", known.agency, known.funder, date(2027, 1, 1), date(2028, 1, 1), 4,
        (), (),
    )  # fmt: skip
    hazard = lambda: define_hazard(code="fall", **words, by=by, at=noon)  # noqa: E731
    counted = lambda: define_indicator(draft=indicator, by=by, at=noon)  # noqa: E731
    drafted = lambda: draft_program(draft=program, by=by, at=noon)  # noqa: E731
    before = "“fall” is already a hazard. Choose another code."
    assert overtaken(hazard, said(hazard)) == said(hazard)() == before
    before = "“next” is already a programme. Choose another code."
    assert overtaken(drafted, said(drafted)) == said(drafted)() == before
    assert "Somebody else has just defined “falls”" in overtaken(counted, said(counted))
    assert said(counted)() == ""
    assert Hazard.objects.filter(code="fall").count() == 1
    assert Program.objects.filter(code="next").count() == 1
    versions = Indicator.objects.filter(code="falls").values_list("version", flat=True)
    assert sorted(versions) == [1, 2]


def test_a_programme_that_closes_gets_no_call_and_no_agreement(noon: datetime) -> None:
    by, selected = the("agnes"), a_recommendation()
    program = selected.application.call.program
    Call.objects.update(state=CallState.CLOSED)
    draft = a_call(state=CallState.DRAFT)
    close = lambda: close_program(program_id=program.pk, by=by, at=noon)  # noqa: E731
    opened = lambda: open_call(call_id=draft.pk, by=by, at=noon)  # noqa: E731
    offered = lambda: propose_agreement(  # noqa: E731
        recommendation_id=selected.pk, document=TERMS, by=by, at=noon
    )
    assert "A call of this programme is still open" in overtaken(opened, said(close))
    Call.objects.update(state=CallState.CLOSED)
    assert "is not open. Agreements are proposed" in overtaken(close, said(offered))
    Call.objects.filter(pk=draft.pk).update(state=CallState.DRAFT)
    assert "The programme of this call is not open" in said(opened)()


def test_a_programme_with_an_offer_under_way_does_not_close(noon: datetime) -> None:
    by, selected = the("agnes"), a_recommendation()
    Call.objects.update(state=CallState.CLOSED)
    offered = lambda: propose_agreement(  # noqa: E731
        recommendation_id=selected.pk, document=TERMS, by=by, at=noon
    )
    close = lambda: close_program(program_id=Program.objects.get().pk, by=by, at=noon)  # noqa: E731
    assert "1 agreements are not finished" in overtaken(offered, said(close))
