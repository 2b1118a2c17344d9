"""What is to be reached: set by the supplier, agreed by the agency, changed by a new version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import Q

from audit.services import next_number, record
from core.domain.errors import RuleBroken
from core.domain.numbers import plain
from core.domain.periods import Period
from outcomes.domain.evaluation import design_from
from outcomes.domain.lifecycle import (
    CONFIRMATION,
    TARGET,
    ConfirmationState,
    MatchState,
    TargetState,
)
from outcomes.domain.sampling import Counting
from outcomes.models import Confirmation, Match, Target
from outcomes.selectors import check_design
from outcomes.selectors.indicators import check_indicator
from outcomes.selectors.locks import locked_agreement, locked_target
from outcomes.selectors.luck import luck_of
from people.models import User
from people.permissions import require_for
from programs.domain.lifecycle import AgreementState
from programs.domain.offers import SITE, measures_of
from programs.domain.terms import Input, exact_text
from programs.models import Agreement

SERIES = "TG"


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """What a supplier writes down for the agency; without a match it is for the portfolio."""

    match_id: int | None
    clause_key: str
    indicator_id: int
    goal: Decimal
    window: Period
    design: Mapping[str, Any]
    evidence_rule: str
    counting: Counting = Counting.VERIFIED_SHARE
    assumed: Mapping[str, Any] | None = None  # of the sites, for the luck meter


@transaction.atomic
def set_target(*, agreement_id: int, draft: TargetDraft, by: User, at: datetime) -> Target:
    """The supplier makes a clause of the terms concrete."""
    agreement = locked_agreement(agreement_id)
    require_for(by, "target.set", agreement.supplier.organization)
    _check(agreement, draft)
    _check_clause_free(agreement, draft)
    number = next_number(series=SERIES, at=at)
    target = _write(agreement, draft, number=number, supersedes=None, by=by)
    record(action="target.set", subject=target, by=by.email, at=at, **_facts(target))
    return target


@transaction.atomic
def agree_target(*, target_id: int, by: User, at: datetime) -> Target:
    """The agency agrees; from here the way of evaluating is frozen."""
    target = locked_target(target_id)
    require_for(by, "target.agree", target.agreement.program.agency)
    target.state = TARGET.after("agree", TargetState(target.state))
    target.agreed_by, target.agreed_at = by, at
    target.save()
    record(action="target.agree", subject=target, by=by.email, at=at, **_facts(target))
    return target


@transaction.atomic
def amend_target(*, target_id: int, draft: TargetDraft, by: User, at: datetime) -> Target:
    """A change is a new version that the agency must agree again; the old one stays readable."""
    old = locked_target(target_id)
    require_for(by, "target.set", old.agreement.supplier.organization)
    old.state = TARGET.after("amend", TargetState(old.state))
    _check(old.agreement, draft)
    if (draft.clause_key, draft.match_id) != (old.clause_key, old.match_id):
        raise RuleBroken(
            "A new version keeps its clause and its worksite. For another clause or worksite, set "
            "another target.",
            field="clause_key",
        )
    old.save()
    _ask_no_more(old)
    new = _write(old.agreement, draft, number=_next_version(old), supersedes=old, by=by)
    record(action="target.amend", subject=new, by=by.email, at=at, old=old.number, **_facts(new))
    return new


def _ask_no_more(old: Target) -> None:
    """Nobody is asked about readings of a version that is replaced."""
    withdrawn = CONFIRMATION.after("withdraw", ConfirmationState.ASKED)
    open_questions = Confirmation.objects.filter(
        measurement__target=old, state=ConfirmationState.ASKED
    )
    open_questions.update(state=withdrawn)


def _write(
    agreement: Agreement, draft: TargetDraft, *, number: str, supersedes: Target | None, by: User
) -> Target:
    return Target.objects.create(
        number=number,
        agreement=agreement,
        match_id=draft.match_id,
        clause_key=draft.clause_key,
        indicator_id=draft.indicator_id,
        goal=draft.goal,
        window_first=draft.window.first,
        window_last=draft.window.last,
        design=dict(draft.design),
        evidence_rule=draft.evidence_rule.strip(),
        counting=draft.counting,
        luck=_luck(agreement, draft),
        supersedes=supersedes,
        set_by=by,
    )


def _luck(agreement: Agreement, draft: TargetDraft) -> dict[str, Any] | None:
    """What luck alone would pay, for whoever agrees; unknown where nothing was assumed."""
    if draft.assumed is None:
        return None
    answer = luck_of(
        agreement,
        clause_key=draft.clause_key,
        match_id=draft.match_id,
        design=draft.design,
        assumed=draft.assumed,
    )
    return answer.as_json()


def _check(agreement: Agreement, draft: TargetDraft) -> None:
    if agreement.state != AgreementState.SIGNED:
        raise RuleBroken(
            "The agreement %(number)s is not in force, so no target can be set under it.",
            field="agreement",
            number=agreement.number,
        )
    _check_measure(agreement, draft)
    design = design_from(dict(draft.design))
    check_indicator(agreement, draft.indicator_id, design, draft.window)
    _check_match(agreement, draft.match_id)
    _check_goal(draft)
    check_design(agreement, design, draft.window)


def _check_measure(agreement: Agreement, draft: TargetDraft) -> None:
    """The terms ask for it, for one worksite where they look at each, and for so much."""
    sheet = agreement.term_sheets.latest("version").rule
    measures = {one.key: one for one in measures_of(sheet)}
    if draft.clause_key not in measures:
        raise RuleBroken(
            "The terms ask for no measure “%(key)s”. They ask for: %(known)s.",
            field="clause_key",
            key=draft.clause_key,
            known=", ".join(measures),
        )
    if measures[draft.clause_key].subject == SITE and draft.match_id is None:
        raise RuleBroken(
            "The terms look at each worksite by itself. Choose the worksite of this target.",
            field="match",
        )
    for one in sheet.inputs:
        if one.goal_of == draft.clause_key:
            _check_range(one, draft.goal)


def _check_range(one: Input, goal: Decimal) -> None:
    """A goal that the terms do not reach to could never be paid."""
    span, steps = one.span, Fraction(goal) * 10**one.decimals
    if not span.low <= Fraction(goal) <= span.high or steps.denominator != 1:
        raise RuleBroken(
            "The goal is %(goal)s; these terms are agreed for goals from %(least)s to %(most)s, "
            "with at most %(decimals)s decimals.",
            field="goal",
            goal=plain(goal),
            least=exact_text(span.low),
            most=exact_text(span.high),
            decimals=one.decimals,
        )


def _check_match(agreement: Agreement, match_id: int | None) -> None:
    if match_id is None:
        return
    match = Match.objects.filter(pk=match_id, agreement=agreement).first()
    if match is None or match.state != MatchState.RECORDED:
        raise RuleBroken(
            "Choose a worksite of this agreement that has consented and whose before-state is on "
            "record.",
            field="match",
        )


def _check_goal(draft: TargetDraft) -> None:
    design = design_from(dict(draft.design))
    if draft.goal != design.goal:
        raise RuleBroken(
            "The goal is %(goal)s, but the way of evaluating aims at %(design)s. "
            "Write the same number in both.",
            field="goal",
            goal=draft.goal,
            design=plain(design.goal),
        )
    if not draft.evidence_rule.strip():
        raise RuleBroken("Say which evidence will show it.", field="evidence_rule")


def _check_clause_free(agreement: Agreement, draft: TargetDraft) -> None:
    here = Q(match=draft.match_id) if draft.match_id else Q(match=None)
    taken = Target.objects.filter(here, agreement=agreement, clause_key=draft.clause_key)
    taken = taken.exclude(state=TargetState.SUPERSEDED)
    if other := taken.first():
        raise RuleBroken(
            "The clause “%(key)s” already has the target %(number)s here. Amend that one instead.",
            field="clause_key",
            key=draft.clause_key,
            number=other.number,
        )


def _next_version(old: Target) -> str:
    """TG-2026-00001, then TG-2026-00001.2, then TG-2026-00001.3."""
    root, _, version = old.number.partition(".")
    return f"{root}.{int(version or 1) + 1}"


def _facts(target: Target) -> dict[str, Any]:
    return {
        "number": target.number,
        "clause": target.clause_key,
        "goal": str(target.goal),
        "window": f"{target.window_first}/{target.window_last}",
        "design": target.design,
    }
