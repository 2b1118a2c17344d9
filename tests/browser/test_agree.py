"""The agency proposes payment terms; three people sign them; the money is reserved."""

from __future__ import annotations

from django.urls import reverse

from programs.models import Agreement
from tests.browser.cast import case, selected
from tests.browser.conftest import People
from tests.browser.walk import Walk


def test_three_sign_the_same_terms(person: People) -> None:
    story = case("agreeing")
    recommendation = selected(story)
    agnes = person("agnes")
    agnes.open(reverse("admin:programs_recommendation_do", args=[recommendation.pk, "propose"]))
    template = agnes.page.locator("form:has(input[value=unit_rate_cap]) button")
    agnes.follow(template).press("Propose these terms").confirm()
    agreement = Agreement.objects.get(recommendation=recommendation)
    cato = person(story.certifier).to("programs:agreement", agreement.pk).picture("agreement")
    cato.press("Read and sign")
    cato.confirm()  # not ticked yet
    _ticks_and_signs(cato.picture("agreement-sign"))
    arthur = person("arthur")
    _ticks_and_signs(
        arthur.open(reverse("admin:programs_agreement_do", args=[agreement.pk, "sign"]))
    )
    ben = person("ben").to("programs:agreement", agreement.pk).press("Read and sign")
    _ticks_and_signs(ben)
    agreement.refresh_from_db()
    assert agreement.state == "signed"
    assert agreement.reserve.won == 30_000_000 + 76_000_000


def _ticks_and_signs(walk: Walk) -> None:
    walk.fill(read=True).confirm()
