"""Agnes writes payment terms by form: from a template to an offer, without a line of JSON."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from programs.domain.library import template_named
from programs.models import Agreement, TermsDraft
from programs.selectors import current_terms
from tests.browser.cast import case, selected
from tests.browser.conftest import People
from tests.browser.walk import Walk


def test_from_a_template_to_an_offer(person: People) -> None:
    recommendation = selected(case("writing"))
    agnes = person("agnes")
    agnes.open(reverse("admin:programs_recommendation_change", args=[recommendation.pk]))
    agnes.press("Propose an agreement").picture("terms-start")
    _presses(agnes, "attainment_bands")
    agnes.picture("terms-draft")
    _a_higher_first_tranche(agnes)
    _one_more_band(agnes)
    _tries_numbers(agnes)
    _adds_a_cap_that_is_wrong_first(agnes)
    _discards_nothing_by_mistake(agnes)
    agnes.press("Propose these terms").picture("terms-propose").confirm()
    agreement = Agreement.objects.get(recommendation=recommendation)
    terms = current_terms(agreement).document
    assert terms["steps"][1]["amount"] == "45000000"
    assert [band["gives"] for band in terms["steps"][2]["bands"]][-1] == "60000000"
    assert not TermsDraft.objects.filter(recommendation=recommendation).exists()


def _presses(walk: Walk, template: str) -> None:
    button = walk.page.locator(f"form:has(input[value={template}]) button")
    walk.follow(button)


def _part(walk: Walk, place: str, verb: str) -> Walk:
    words = walk.t(verb)
    line = walk.page.locator(f"#{place} .b-verbs").get_by_text(words, exact=False).first
    return walk.follow(line)


def _a_higher_first_tranche(agnes: Walk) -> None:
    _part(agnes, "steps-1", "Change").picture("terms-lump")
    agnes.fill(amount="4천만").confirm().picture("terms-lump-wrong")
    assert agnes.page.locator("[name=amount]").input_value() == "4천만"
    agnes.fill(amount="45,000,000").confirm()
    agnes.says("₩45,000,000")


def _one_more_band(agnes: Walk) -> None:
    _part(agnes, "steps-2", "Change").picture("terms-bands")
    agnes.fill(**{"bands-3-below": "1.2", "bands-4-from": "1.2", "bands-4-gives": "60,000,000"})
    agnes.confirm().says("₩60,000,000").picture("terms-with-band")


def _tries_numbers(agnes: Walk) -> None:
    agnes.fill(**{"w-hazards_removed": "60", "w-hazards_agreed": "50", "w-pool_share": ""})
    agnes.press("Work it out").says("₩60,000,000").picture("terms-tried")
    agnes.fill(**{"w-hazards_removed": "1001"}).press("Work it out").picture("terms-refused")


def _adds_a_cap_that_is_wrong_first(agnes: Walk) -> None:
    agnes.page.locator("#steps a[href$='operations/']").click()
    agnes.look().picture("terms-operations")
    agnes.follow(agnes.page.locator("a[href$='do=at_most']"))
    agnes.fill(key="capped", of="resultt", limit="55000000").picture("terms-add").confirm()
    agnes.says("“resultt”").picture("terms-with-error")
    step = agnes.page.locator("li[id^=steps-]:has(code:text-is('capped'))").get_attribute("id")
    assert step
    _part(agnes, step, "Remove").picture("terms-remove").confirm()


def _discards_nothing_by_mistake(agnes: Walk) -> None:
    agnes.press("Discard the draft").picture("terms-discard")
    agnes.press("Back, change nothing")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_library_shows_what_each_template_pays(person: People, scripts: bool) -> None:
    agnes = person("agnes", scripts=scripts).to("programs:library").picture("terms-library")
    agnes.to("programs:library_template", "rate_card").picture("terms-template")


def test_terms_are_written_on_a_phone_without_a_script(person: People) -> None:
    recommendation = selected(case("writing_by_phone"))
    agnes = person("agnes", scripts=False, phone=True)
    agnes.to("programs:draft", recommendation.pk).picture("terms-phone-start")
    _presses(agnes, "unit_rate_cap")
    agnes.picture("terms-phone-draft")
    _part(agnes, "steps-2", "Up").says("₩30,000,000")
    _part(agnes, "outputs-1", "Change").picture("terms-phone-edit")
    agnes.press("Back, change nothing")
    agnes.press("Import (JSON)").confirm()  # neither pasted nor chosen
    agnes.fill(text='{"schema": "boram.terms/1",}').confirm()
    agnes.fill(text=json.dumps(template_named("holdback").document())).confirm()
    agnes.says("사후 점검까지 지급 유보").picture("terms-phone-imported")
    kept = agnes.receive("Export (JSON)")
    assert json.loads(kept.read_text()) == template_named("holdback").document()
    agnes.press("Discard the draft").confirm()
