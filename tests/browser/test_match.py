"""Who is improved, who pays already, who is asked: at 320 px, by keyboard, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from companies.domain.facts import Contact
from companies.models import ContactChange, Worksite
from config.demo.site import a_site
from outcomes.models import Match, Subsidy
from people.gateways import sent_mails
from programs.models import Agreement
from tests.browser.cast import Case, case, signed
from tests.browser.conftest import People
from tests.browser.test_measurement_file import keyed
from tests.browser.walk import NARROW, Walk

MOST_TAPS = 5


def reached(walk: Walk, **answers: object) -> Walk:
    """Tab from the top of the page to each field, which the keyboard must reach, and answer it."""
    for name, answer in answers.items():
        walk.page.locator("body").evaluate("body => { body.tabIndex = -1; body.focus(); }")
        for _ in range(60):
            walk.page.keyboard.press("Tab")
            if walk.page.evaluate("document.activeElement.name") == name:
                break
        else:
            raise AssertionError(f"no key leads to the field {name}")
        if answer is True:
            walk.page.keyboard.press("Space")
        else:
            walk.fill(**{name: answer})
    return walk


def in_english(walk: Walk) -> Walk:
    walk.language = "en"
    return walk.press("English")


def in_korean(walk: Walk) -> Walk:
    walk.language = "ko"
    return walk.press("한국어")


def test_a_site_is_proposed_asked_and_withdrawn_by_keyboard(
    person: People, visitor: People
) -> None:
    story = case("matching")
    agreement = signed(story)
    sites = [a_site(firm=story.firm, serial=7_500 + nth, at=story.at) for nth in range(2)]
    carla = person(story.editor)
    carla.page.set_viewport_size(NARROW)
    _carla_declares(carla, sites[0], agreement)
    match = _carla_proposes(carla, sites[0], agreement)
    _wendy_knows_of_another(visitor(phone=True, scripts=False), sites[0])
    match.refresh_from_db()
    assert match.state == "refused"
    carla.to("outcomes:match", match.pk).says("두루누리 안전지원").picture("match-refused")
    _carla_withdraws(carla, sites[1], agreement)
    _another_contact(carla, person(story.certifier), sites[1])
    _the_agency_looks(person, story, sites[1])


def _carla_declares(carla: Walk, site: Worksite, agreement: Agreement) -> None:
    """What the first half of the programme is paid for by somebody else."""
    first = agreement.program.starts_on
    keyed(carla.to("outcomes:matches"), "Other subsidies")
    keyed(carla, "Declare another subsidy")
    hazard = agreement.program.hazards.order_by("pk")[0]
    reached(carla, worksite=site.pk, hazard=hazard.pk, giver="클린사업장 조성지원")
    reached(carla, first_day=first, last_day=first + timedelta(days=30))
    keyed(carla, "Declare").says("클린사업장 조성지원").picture("subsidies")


def _carla_proposes(carla: Walk, site: Worksite, agreement: Agreement) -> Match:
    """Over the days of the subsidy first: it is said for which days; then for days outside."""
    hazard = agreement.program.hazards.order_by("pk")[0]
    first = agreement.program.starts_on
    in_english(carla.to("outcomes:match_propose"))
    reached(carla, agreement=agreement.pk, worksite=site.pk, hazard=hazard.pk)
    keyed(carla, "Propose").says("another subsidy is declared", f"{first + timedelta(days=30)}")
    reached(carla, first_day=first + timedelta(days=31), last_day=agreement.program.ends_on)
    keyed(carla, "Propose").picture("match-narrow")
    match = Match.objects.get(worksite=site)
    in_korean(carla)
    keyed(carla, "Ask the worksite for its consent")
    keyed(carla, "Send the link")  # nobody asks without having said that nobody else pays
    keyed(reached(carla, alone=True), "Send the link")
    return match


def _wendy_knows_of_another(wendy: Walk, site: Worksite) -> None:
    mail = next(mail for mail in sent_mails() if site.contact_email in mail.to)
    link = re.search(r"http://\S+", mail.text)
    assert link is not None
    wendy.taps = 0
    wendy.open(link.group()).picture("worksite-consent")
    wendy.fill(answer="yes", paid=True, giver="두루누리 안전지원").press("Next")
    wendy.says("두루누리 안전지원").press("Send")
    wendy.says(
        wendy.t(
            "Nothing is paid for twice: with this answer the improvement does not begin, "
            "and the programme office looks."
        )
    ).picture("worksite-paid-already")
    assert wendy.taps <= MOST_TAPS
    assert Subsidy.objects.filter(worksite=site, giver="두루누리 안전지원").exists()


def _carla_withdraws(carla: Walk, site: Worksite, agreement: Agreement) -> None:
    hazard = agreement.program.hazards.order_by("pk")[0]
    carla.to("outcomes:match_propose")
    reached(carla, agreement=agreement.pk, worksite=site.pk, hazard=hazard.pk)
    keyed(carla, "Propose")
    keyed(carla, "Withdraw this match")
    keyed(reached(carla, reason="사업장을 잘못 골랐습니다."), "Withdraw").says(carla.t("Withdrawn"))
    assert Match.objects.get(worksite=site).state == "withdrawn"


def _another_contact(carla: Walk, cato: Walk, site: Worksite) -> None:
    keyed(carla.to("companies:worksite", site.pk), "Name another contact person")
    new = replace(Contact("새 담당자", "", "010-1234-5678"), email="new-contact@demo.invalid")
    reached(carla, name=new.name, email=new.email, phone=new.phone, reason="퇴사했습니다.")
    keyed(carla, "Send for confirmation").says(new.name)
    change = ContactChange.objects.get(worksite=site)
    cato.page.set_viewport_size(NARROW)
    cato.to("companies:contact_confirm", change.pk).picture("contact-confirm")
    keyed(cato, "Confirm").says(new.email)


def _the_agency_looks(person: People, story: Case, site: Worksite) -> None:
    """The site's telephone is the supplier's: nothing is paid until an officer says why."""
    Worksite.objects.filter(pk=site.pk).update(phone="02-555-0199")
    type(story.firm.supplier).objects.filter(pk=story.firm.supplier.pk).update(phone="025550199")
    agnes = person("agnes")
    agnes.page.set_viewport_size(NARROW)
    agnes.to("companies:supplier", story.firm.supplier.pk).says("025550199").picture("relations")
    agnes.follow(agnes.page.locator("main a[href*='/relations/']").first)
    keyed(reached(agnes, text="같은 건물의 안내 전화입니다."), "Explain")
    agnes.says("같은 건물의 안내 전화입니다.")
