"""Payment terms are written part by part: by the agency, one after the other, nothing lost."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from audit.models import Event
from core.domain.errors import IllegalMove, RuleBroken, Stale
from people.models import User
from programs.domain.drafts import Add, Change, Head, Move, Put, Remove, Whole
from programs.domain.library import template_named
from programs.domain.lifecycle import AgreementState, RecommendationState
from programs.domain.terms import document_of
from programs.models import Agreement, TermsDraft
from programs.selectors import current_terms, why_not_write, writable_for
from programs.services import discard_draft, edit_draft, propose_draft, start_draft
from tests.factories.programs import TERMS, a_recommendation, an_agreement

pytestmark = pytest.mark.django_db
RATE = template_named("unit_rate_cap").document()


def started(by: User, at: datetime, **how: Any) -> TermsDraft:
    given = {"template": "unit_rate_cap", "document": None, **how}
    pk = given.pop("recommendation_id", None) or a_recommendation().pk
    return start_draft(recommendation_id=pk, by=by, at=at, **given)


def edited(draft: TermsDraft, change: Change, by: User, at: datetime) -> TermsDraft:
    return edit_draft(
        recommendation_id=draft.recommendation_id,
        revision=draft.revision,
        change=change,
        by=by,
        at=at,
    )


def test_agnes_begins_with_a_template(agnes: User, noon: datetime) -> None:
    draft = started(agnes, noon)
    assert draft.document == RATE
    assert (draft.revision, draft.started_by, draft.changed_at) == (1, agnes, noon)
    event = Event.objects.get(action="draft.start")
    assert event.details["template"] == "unit_rate_cap"
    assert event.subject == f"programs.Recommendation:{draft.recommendation_id}"


def test_or_with_a_document(agnes: User, noon: datetime) -> None:
    assert started(agnes, noon, template="", document=RATE).document == RATE


def test_or_with_the_terms_as_they_are(proposed: Agreement, agnes: User, noon: datetime) -> None:
    draft = started(agnes, noon, template="", recommendation_id=proposed.recommendation_id)
    assert draft.document == document_of(current_terms(proposed).rule)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"template": "nothing"}, "There is no template “nothing”"),
        ({"template": ""}, "no terms yet to begin with"),
        ({"template": "", "document": []}, "must be an object in braces"),
        ({"template": "", "document": {"schema": "boram.terms/0"}}, "schema must be one of"),
        ({"template": "", "document": {**RATE, "steps": {}}}, "steps must be a list"),
        ({"template": "", "document": {**RATE, "steps": [1]}}, r"steps\[0\] must be an object"),
        ({"template": "", "document": {**RATE, "source": "\0"}}, "that nobody can see"),
        ({"template": "", "document": {**RATE, "source": "x" * 262_145}}, "Shorten it"),
    ],
)
def test_what_is_no_beginning_is_refused(
    how: dict[str, Any], words: str, agnes: User, noon: datetime
) -> None:
    with pytest.raises(RuleBroken, match=words):
        started(agnes, noon, **how)
    assert not TermsDraft.objects.exists()


def test_there_is_one_draft_for_a_recommendation(agnes: User, noon: datetime) -> None:
    draft = started(agnes, noon)
    with pytest.raises(RuleBroken, match="There is a draft already"):
        started(agnes, noon, recommendation_id=draft.recommendation_id)
    draft.pk = None
    with pytest.raises(IntegrityError):
        draft.save(force_insert=True)


@pytest.mark.parametrize("state", sorted(set(RecommendationState) - {RecommendationState.SELECTED}))
def test_nothing_is_written_before_the_bank_selects(
    state: RecommendationState, agnes: User, noon: datetime
) -> None:
    with pytest.raises(IllegalMove, match="has not selected"):
        started(agnes, noon, recommendation_id=a_recommendation(state=state).pk)


@pytest.mark.parametrize("state", sorted(set(AgreementState) - {AgreementState.PROPOSED}))
def test_nothing_is_written_once_all_have_signed(
    state: AgreementState, agnes: User, noon: datetime
) -> None:
    agreement = an_agreement(state=state)
    with pytest.raises(IllegalMove, match="not signed yet"):
        started(agnes, noon, recommendation_id=agreement.recommendation_id)
    assert why_not_write(agreement.recommendation)


@pytest.mark.parametrize("who", ["carla", "cato", "olivia", "anna", "victor", "otto"])
def test_only_an_officer_of_the_agency_writes_terms(
    who: str, agnes: User, noon: datetime, request: pytest.FixtureRequest
) -> None:
    draft, other = started(agnes, noon), request.getfixturevalue(who)
    key = draft.recommendation_id
    for verb in (
        lambda: started(other, noon, recommendation_id=key),
        lambda: edited(draft, Remove("steps", 0), other, noon),
        lambda: discard_draft(recommendation_id=key, revision=1, by=other, at=noon),
        lambda: propose_draft(recommendation_id=key, revision=1, by=other, at=noon),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    assert not writable_for(other).exists()


HEAD = {name: RATE[name] for name in ("id", "title", "version", "currency")}
STEP = {**RATE["steps"][1], "rate": "1000000"}


@pytest.mark.parametrize(
    ("change", "expected", "told"),
    [
        (Put("steps", 1, STEP), {"steps": [RATE["steps"][0], STEP, RATE["steps"][2]]}, "put"),
        (Add("reports", {"key": "a"}), {"reports": [{"key": "a"}]}, "add"),
        (Remove("inputs", 1), {"inputs": RATE["inputs"][:1]}, "remove"),
        (
            Move("steps", 1, 1),
            {"steps": [RATE["steps"][0], RATE["steps"][2], RATE["steps"][1]]},
            "down",
        ),
        (
            Move("steps", 1, -1),
            {"steps": [RATE["steps"][1], RATE["steps"][0], RATE["steps"][2]]},
            "up",
        ),
        (Head({**HEAD, "version": 2}), {"version": 2}, "header"),
        (Whole({**RATE, "steps": []}), {"steps": []}, "whole"),
    ],
)
def test_a_change_is_kept_counted_and_told(
    change: Change, expected: dict[str, Any], told: str, agnes: User, arthur: User, noon: datetime
) -> None:
    draft = edited(started(agnes, noon), change, arthur, noon)
    draft.refresh_from_db()
    assert draft.document == {**RATE, **expected}
    assert (draft.revision, draft.started_by, draft.changed_by) == (2, agnes, arthur)
    assert Event.objects.get(action="draft.edit").details["change"] == told


@pytest.mark.parametrize(
    "change",
    [Put("steps", 3, STEP), Remove("steps", -1), Remove("nothing", 0), Move("outputs", 9, 1)],
)
def test_a_part_that_is_not_there_is_not_changed(
    change: Change, agnes: User, noon: datetime
) -> None:
    draft = started(agnes, noon)
    with pytest.raises(RuleBroken, match="This part is not there"):
        edited(draft, change, agnes, noon)


def test_the_first_does_not_go_up_nor_the_last_down(agnes: User, noon: datetime) -> None:
    draft = started(agnes, noon)
    for change in (Move("steps", 0, -1), Move("steps", 2, 1)):
        with pytest.raises(RuleBroken, match="cannot move further"):
            edited(draft, change, agnes, noon)


def test_there_is_an_end_to_parts(agnes: User, noon: datetime) -> None:
    full = {**RATE, "reports": [{"key": "a"}] * 400}
    draft = started(agnes, noon, template="", document=full)
    with pytest.raises(RuleBroken, match="There are 400 of these already"):
        edited(draft, Add("reports", {}), agnes, noon)


def test_two_officers_do_not_write_over_each_other(
    agnes: User, arthur: User, noon: datetime
) -> None:
    draft = started(agnes, noon)
    seen_by_both = deepcopy(draft)
    edited(draft, Remove("steps", 2), agnes, noon)
    with pytest.raises(Stale, match="has changed since"):
        edited(seen_by_both, Remove("steps", 1), arthur, noon)
    for verb in (discard_draft, propose_draft):
        with pytest.raises(Stale):
            verb(recommendation_id=draft.recommendation_id, revision=1, by=arthur, at=noon)


def test_a_draft_is_discarded_and_only_the_log_remembers(agnes: User, noon: datetime) -> None:
    draft = started(agnes, noon)
    discard_draft(recommendation_id=draft.recommendation_id, revision=1, by=agnes, at=noon)
    assert not TermsDraft.objects.exists()
    assert Event.objects.filter(action="draft.discard").exists()
    started(agnes, noon, recommendation_id=draft.recommendation_id)


def test_a_draft_is_proposed(agnes: User, noon: datetime) -> None:
    draft = started(agnes, noon)
    agreement = propose_draft(
        recommendation_id=draft.recommendation_id, revision=1, by=agnes, at=noon
    )
    assert current_terms(agreement).rule.title.en == RATE["title"]["en"]
    assert not TermsDraft.objects.exists()
    assert Event.objects.filter(action="draft.propose").exists()


def test_a_draft_becomes_the_next_version(proposed: Agreement, agnes: User, noon: datetime) -> None:
    started(agnes, noon, recommendation_id=proposed.recommendation_id)
    propose_draft(recommendation_id=proposed.recommendation_id, revision=1, by=agnes, at=noon)
    assert current_terms(proposed).version == 2
    assert current_terms(proposed).document != TERMS


def test_what_has_an_error_is_not_proposed_and_not_lost(agnes: User, noon: datetime) -> None:
    draft = edited(started(agnes, noon), Remove("steps", 1), agnes, noon)
    with pytest.raises(RuleBroken, match="neither an input nor a step"):
        propose_draft(recommendation_id=draft.recommendation_id, revision=2, by=agnes, at=noon)
    assert TermsDraft.objects.get().revision == 2
    assert not Event.objects.filter(action="draft.propose").exists()
