"""From a signed agreement to a verified target: the supplier claims, the site confirms."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from config.demo.claiming import photo
from config.demo.site import a_site
from outcomes.models import Match, Measurement, Target, Verification
from people.gateways import sent_mails
from tests.browser.cast import case, signed
from tests.browser.conftest import People
from tests.browser.walk import Walk

MOST_TAPS = 5


def test_a_claim_is_confirmed_and_verified(person: People, visitor: People, tmp_path: Path) -> None:
    story = case("claiming")
    agreement = signed(story)
    worksite = a_site(firm=story.firm, serial=7_001, at=story.at)
    carla = person(story.editor)
    match = _carla_matches(carla, agreement.pk, worksite.pk)
    wendy = visitor(phone=True, scripts=False)
    _wendy_answers(wendy, worksite.contact_email, picture="worksite-consent")
    target = _carla_sets_a_target(carla, match)
    agnes = person("agnes").to("outcomes:target_agree", target.pk)
    agnes.follow(agnes.page.locator("main form button").last)
    measurement = _carla_measures(carla, target, tmp_path)
    cato = person(story.certifier).to("outcomes:measurement_certify", measurement.pk)
    cato.picture("certify").follow(cato.page.locator("main form button.primary"))
    carla.to("outcomes:worksite_ask", match.pk, measurement.pk).press("Send the link")
    _wendy_answers(visitor(phone=True), worksite.contact_email, picture="worksite")
    _victor_verifies(person("victor"), target)
    assert Verification.objects.get(target=target).attained == 38


def _carla_matches(carla: Walk, agreement: int, worksite: int) -> Match:
    carla.to("outcomes:match_propose").fill(agreement=agreement, worksite=worksite)
    carla.page.locator("[name=hazard]").select_option(index=1)
    carla.follow(carla.page.locator("main form button.primary"))
    match = Match.objects.get(worksite=worksite)
    carla.picture("match").press("Ask the worksite for its consent").fill(alone=True)
    carla.press("Send the link")
    return match


def _wendy_answers(wendy: Walk, mailbox: str, *, picture: str) -> None:
    """On her phone, without an account and without a script, in a few taps."""
    mail = next(mail for mail in sent_mails() if mailbox in mail.to)
    link = re.search(r"http://\S+", mail.text)
    assert link is not None
    wendy.taps = 0
    wendy.open(link.group()).picture(picture)
    wendy.fill(answer="yes").press("Next").picture(f"{picture}-check").press("Send")
    wendy.says(wendy.t("Thank you. Your answer is stored.")).picture(f"{picture}-done")
    assert wendy.taps <= MOST_TAPS
    wendy.open(link.group(), status=410).says(wendy.t("This question is answered already"))


def _carla_sets_a_target(carla: Walk, match: Match) -> Target:
    carla.to("outcomes:match", match.pk).press("Record the state before the improvement")
    carla.fill(text="방호장치가 없는 프레스가 있습니다.")
    carla.follow(carla.page.locator("main form button.primary")).press("Set a target")
    indicator = match.agreement.program.indicators.get(code="guards")
    answers: dict[str, Any] = {
        "clause_key": "guards",
        "match": match.pk,
        "indicator": indicator.pk,
        "kind": "quantity",
        "goal": "40",
        "window_first": date(2026, 4, 1),
        "window_last": date(2026, 10, 31),
        "evidence_rule": "설치 전과 후의 사진",
    }
    carla.fill(**answers).picture("target-form")
    carla.follow(carla.page.locator("main form button.primary"))
    return Target.objects.get(match=match)


def _carla_measures(carla: Walk, target: Target, folder: Path) -> Measurement:
    carla.to("outcomes:measure", target.pk)
    carla.fill(phase="follow_up", first_day="2026-04-01", last_day="2026-10-31", quantity="38")
    carla.follow(carla.page.locator("main form button.primary"))
    measurement = Measurement.objects.get(target=target)
    picture = folder / "방호장치-1.jpg"
    picture.write_bytes(photo(701).getvalue())
    carla.to("outcomes:evidence_attach", measurement.pk).fill(file=picture)
    carla.follow(carla.page.locator("main form button.primary"))
    evidence = measurement.evidence.get()
    carla.to("outcomes:measurement", measurement.pk).picture("measurement")
    assert evidence.sha256 in carla.page.content()
    return measurement


def _victor_verifies(victor: Walk, target: Target) -> None:
    victor.to("outcomes:target_verify", target.pk).picture("verify-target")
    victor.press("See the result")  # nobody verifies without a statement of independence
    victor.fill(independence="어느 쪽과도 이해관계가 없습니다.").press("See the result")
    victor.picture("verify-target-sign").press("Sign the verification")
