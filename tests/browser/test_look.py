"""The verifier by keyboard alone at 320 px: bound, drawn, looked at, widened, found, held, signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.urls import reverse

from config.demo import site
from config.demo.claiming import aim
from core.domain.periods import Period
from outcomes.domain.claims import Reading
from outcomes.domain.lifecycle import HoldState, Phase
from outcomes.domain.sampling import Counting
from outcomes.models import Finding, Hold, SampleResult, Target, Verification, VerificationPlan
from outcomes.selectors.samples import sample_left, sample_now
from outcomes.services import TargetDraft, agree_target, set_target
from tests.browser.cast import Case, case, signed
from tests.browser.conftest import People
from tests.browser.keys import chosen, focused, pressed, sent, ticked, typed, went
from tests.browser.walk import NARROW, Walk

WEEKS = 12


def a_season(story: Case) -> Target:
    """Twelve weeks of guards at one site, each confirmed; a sample with faults is made larger."""
    agreement = signed(story)
    worksite = site.a_site(firm=story.firm, serial=7_701, at=story.at)
    match = site.matched(firm=story.firm, agreement=agreement, worksite=worksite, at=story.at)
    wanted = aim(agreement, story.at)
    draft = TargetDraft(
        match_id=match.pk,
        clause_key=wanted.clause,
        indicator_id=wanted.indicator.pk,
        goal=wanted.goal,
        window=wanted.window,
        design=wanted.design,
        evidence_rule="설치 전과 후의 사진",
    )
    draft = replace(draft, counting=Counting.WIDENED)
    target = set_target(agreement_id=agreement.pk, draft=draft, by=story.firm.editor, at=story.at)
    agree_target(target_id=target.pk, by=story.cast["agnes"], at=story.at)
    for week in range(WEEKS):
        first = wanted.window.first + timedelta(weeks=week)
        days = Period(first, first + timedelta(days=6))
        reading = Reading(Phase.FOLLOW_UP, days, quantity=Decimal(3))
        reading_in = site.claimed(firm=story.firm, target=target, claim=reading, at=story.at)
        site.confirmed(firm=story.firm, measurement=reading_in, at=story.at)
    return target


def test_victor_looks_at_a_sample_by_keyboard(person: People) -> None:
    target = a_season(case("looking"))
    victor = person("victor")
    victor.page.set_viewport_size(NARROW)
    _binds_and_draws(victor, target)
    plan = VerificationPlan.objects.get(target=target)
    _looks_at_all(victor, target, plan, found="1")
    _draws_more(victor, target)
    assert len(sample_now(plan)) == 6
    _looks_at_all(victor, target, plan, found="")
    while sample_left(plan) or _asked_for_more(victor, target):
        _looks_at_all(victor, target, plan, found="")
    _finds(victor, target)
    _holds(victor, target)
    _officers_decide(person, Hold.objects.get(target=target))
    _signs(victor, target)


def _home(walk: Walk, target: Target) -> Walk:
    return walk.to("outcomes:target", target.pk)


def _address(route: str, target: Target) -> str:
    return reverse(f"outcomes:{route}", args=[target.pk])


def _binds_and_draws(victor: Walk, target: Target) -> None:
    went(_home(victor, target), to=_address("seed_commit", target))
    sent(victor).says("표시하지 않았습니다")  # whoever looks declares it first
    sent(ticked(victor, "declares")).says("확정했습니다")
    went(_home(victor, target), to=_address("plan_draw", target)).picture("look-draw")
    chosen(victor, kind="bands", risk="medium")
    sent(ticked(victor, "declares"))


def _looks_at_all(victor: Walk, target: Target, plan: VerificationPlan, *, found: str) -> None:
    """The first item is short where something is found; the rest is as claimed."""
    went(_home(victor, target), to=_address("sample_record", target)).picture("look-sample")
    for nth in range(len(sample_left(plan))):
        short = bool(found) and nth == 0
        chosen(victor, is_right="no" if short else "yes")
        typed(victor, words="프레스마다 세었습니다.", **({"verified": found} if short else {}))
        sent(ticked(victor, "declares"))
    assert not sample_left(plan)
    assert SampleResult.objects.filter(plan=plan, is_right=False).count() == 1


def _draws_more(victor: Walk, target: Target) -> None:
    went(_home(victor, target), to=_address("sample_widen", target)).picture("look-widen")
    sent(ticked(victor, "declares")).says("2")


def _asked_for_more(victor: Walk, target: Target) -> bool:
    _home(victor, target)
    if not victor.page.locator(f"a[href='{_address('sample_widen', target)}']").count():
        return False
    _draws_more(victor, target)
    return True


def _finds(victor: Walk, target: Target) -> None:
    went(_home(victor, target), to=_address("finding_record", target)).picture("look-finding")
    chosen(victor, severity="minor", kind="less")
    typed(victor, text="광커튼 하나가 꺼져 있었습니다.", less="1")
    sent(ticked(victor, "declares"))
    finding = Finding.objects.get(target=target)
    went(victor, to=reverse("outcomes:finding_resolve", args=[finding.pk]))
    chosen(victor, stands="yes")
    typed(victor, resolution="다시 켰고, 한 대를 뺍니다.")
    sent(ticked(victor, "declares")).says("1")


def _holds(victor: Walk, target: Target) -> None:
    went(_home(victor, target), to=_address("hold_open", target)).picture("look-hold")
    chosen(victor, kind="concealment")
    typed(victor, words="보고되지 않은 재해가 있다고 합니다.")
    sent(victor).says("보고되지 않은 재해가 있다고 합니다.")


def _officers_decide(person: People, hold: Hold) -> None:
    agnes, arthur = person("agnes"), person("arthur")
    for officer in (agnes, arthur):
        officer.page.set_viewport_size(NARROW)
    agnes.to("outcomes:hold_propose", hold.pk)
    sent(typed(agnes, decision="조사표와 병원 기록을 대조했습니다."))
    arthur.to("outcomes:hold_decide", hold.pk).picture("look-decide")
    sent(chosen(arthur, lifts="yes"))
    hold.refresh_from_db()
    assert hold.state == HoldState.LIFTED


def _signs(victor: Walk, target: Target) -> None:
    went(_home(victor, target), to=_address("target_verify", target)).picture("look-verify")
    typed(victor, independence="어느 쪽과도 이해관계가 없습니다.")
    sent(victor).picture("look-sign")
    focused(victor, "main form button[name=sign]")
    pressed(victor)
    signed_result = Verification.objects.get(target=target)
    assert signed_result.attained == Decimal(36 - 2 - 1)
