"""Scenario 15: supplier and worksite that are not strangers are flagged, twice, until explained."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from audit.selectors import events_about
from companies import gateways
from companies.domain.related import Rule
from companies.models import Explanation, Supplier, Trace, Worksite
from companies.selectors import relations_of, unexplained_relations
from companies.services import explain_relation, note_arrival, note_trace
from core.domain.errors import IllegalMove, RuleBroken
from people.models import User
from tests.doors import signed_in
from tests.factories.companies import a_bank_account, a_supplier, a_worksite

ROUTE, HOME = "211.234.10.7", "211.234.10.99"


@pytest.fixture
def hanbit(carla: User) -> Supplier:
    return a_supplier()


@pytest.fixture
def site(hanbit: Supplier) -> Worksite:
    return a_worksite(supplier=hanbit)


def changed(site: Worksite, **facts: Any) -> Worksite:
    Worksite.objects.filter(pk=site.pk).update(**facts)
    site.refresh_from_db()
    return site


def rules(site: Worksite) -> list[Rule]:
    return [one.sign.rule for one in relations_of(site.registered_by, [site])]


def explained(site: Worksite, by: User, at: datetime, text: str = "Namesakes.") -> Explanation:
    (open_one, *_) = unexplained_relations(site.registered_by, [site])
    return explain_relation(
        supplier_id=site.registered_by_id,
        worksite_id=site.pk,
        digest=open_one.sign.digest,
        text=text,
        by=by,
        at=at,
    )


def test_strangers_show_no_sign(site: Worksite) -> None:
    assert rules(site) == []


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"representative": "han bit"}, Rule.REPRESENTATIVE),
        ({"address": "SEOUL Demo-ro 1, 3rd floor"}, Rule.ADDRESS),
        ({"phone": "02 0000 0000"}, Rule.PHONE),
        ({"contact_phone": "+82-2-0000-0000"}, Rule.PHONE),
    ],
)
def test_what_was_typed_is_compared(facts: dict[str, str], rule: Rule, site: Worksite) -> None:
    assert rules(changed(site, **facts)) == [rule]


def test_mailboxes_of_everybody_who_acts_or_acted_are_compared(
    site: Worksite, cato: User, noon: datetime
) -> None:
    User.objects.filter(pk=cato.pk).update(email="cato@hanbit.co.kr")
    cato.memberships.update(ended_at=noon)
    assert rules(changed(site, contact_email="w@hanbit.co.kr")) == [Rule.MAIL_DOMAIN]


def test_an_account_of_a_worksite_that_is_a_supplier_too_is_compared(
    site: Worksite, hanbit: Supplier
) -> None:
    other = a_supplier(name="Other Safety (demo)")
    for supplier in (hanbit, other):
        a_bank_account(supplier=supplier, number="99990000000001")
    assert rules(changed(site, business_number=other.business_number)) == [Rule.ACCOUNT]


# --- over which line ------------------------------------------------------------------------


def test_the_line_of_a_sign_in_and_of_an_answer_are_compared_and_kept_as_marks(
    site: Worksite, hanbit: Supplier, carla: User, noon: datetime
) -> None:
    for _ in ("once", "again"):
        note_arrival(user=carla, address=ROUTE, at=noon)
    note_trace(worksite=site, address=HOME, at=noon)
    assert rules(site) == [Rule.NETWORK]
    rows = Trace.objects.order_by("pk").values_list("supplier", "worksite")
    assert list(rows) == [(hanbit.pk, None), (None, site.pk)]
    kept = "".join(map(str, Trace.objects.values_list()))
    assert "211.234" not in kept
    logged = "".join(str(event.details) for event in (*events_about(hanbit), *events_about(site)))
    assert "211.234" not in logged
    assert [e.action for e in events_about(hanbit)] == ["trace.note"]


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.8", "", "unknown"])
def test_a_private_line_says_nothing(
    address: str, site: Worksite, carla: User, noon: datetime
) -> None:
    note_arrival(user=carla, address=address, at=noon)
    note_trace(worksite=site, address=address, at=noon)
    assert not Trace.objects.exists()


def test_staff_of_the_programme_leave_no_trace(agnes: User, noon: datetime) -> None:
    note_arrival(user=agnes, address=ROUTE, at=noon)
    assert not Trace.objects.exists()


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"worksite": None, "supplier": None}, "trace_of_one_firm"),
        ({"network_mark": "211.234.10.0/24"}, "trace_holds_marks_only"),
    ],
)
def test_the_database_keeps_marks_of_one_firm_only(
    changes: dict[str, Any], name: str, site: Worksite, noon: datetime
) -> None:
    mark = gateways.line_mark(ROUTE)
    facts = {"worksite": site, "address_mark": mark, "network_mark": mark, "first_seen_at": noon}
    Trace.objects.create(**facts)
    with pytest.raises(IntegrityError, match="trace_once"), transaction.atomic():
        Trace.objects.create(**facts)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Trace.objects.create(**{**facts, **changes})


# --- explained ------------------------------------------------------------------------------


def test_an_officer_explains_by_name_and_it_stays(
    site: Worksite, agnes: User, noon: datetime
) -> None:
    changed(site, representative="Han Bit")
    said = explained(site, agnes, noon, " Namesakes; both cards seen. ")
    (relation,) = relations_of(site.registered_by, [site])
    assert relation.explanation == said
    assert (said.text, said.explained_by) == ("Namesakes; both cards seen.", agnes)
    (event,) = events_about(site.registered_by)
    assert (event.action, event.details["rule"]) == ("relation.explain", "same_representative")
    with pytest.raises(IllegalMove, match="explained already"):
        explain_relation(
            supplier_id=site.registered_by_id,
            worksite_id=site.pk,
            digest=said.digest,
            text="Again.",
            by=agnes,
            at=noon,
        )


def test_what_changes_afterwards_is_to_be_explained_anew(
    site: Worksite, agnes: User, noon: datetime
) -> None:
    changed(site, address="Seoul, Demo-ro 1")
    explained(site, agnes, noon, "Neighbours in a tower.")
    changed(site, address="SEOUL Demo-ro 1")
    assert not unexplained_relations(site.registered_by, [site])  # only written otherwise
    Supplier.objects.update(address="Seoul, Demo-ro 2")
    moved = Supplier.objects.get(pk=site.registered_by_id)
    changed(site, address="Seoul, Demo-ro 2")
    (new,) = unexplained_relations(moved, [site])
    assert new.sign.rule == Rule.ADDRESS


def test_a_sign_that_is_gone_is_not_explained(site: Worksite, agnes: User, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="not there any more"):
        explain_relation(
            supplier_id=site.registered_by_id,
            worksite_id=site.pk,
            digest="0" * 64,
            text="Namesakes.",
            by=agnes,
            at=noon,
        )


def test_only_officers_explain_with_a_text(
    site: Worksite, agnes: User, carla: User, olivia: User, noon: datetime
) -> None:
    changed(site, representative="Han Bit")
    for other in (carla, olivia):
        with pytest.raises(PermissionDenied):
            explained(site, other, noon)
    with pytest.raises(RuleBroken, match="what you looked at") as refusal:
        explained(site, agnes, noon, "  ")
    assert refusal.value.field == "text"


def test_nobody_explains_what_points_at_their_own_firm(
    site: Worksite, hanbit: Supplier, agnes: User, carla: User, noon: datetime
) -> None:
    changed(site, representative="Han Bit")
    agnes.memberships.create(organization=hanbit.organization, role="editor", ended_at=noon)
    with pytest.raises(RuleBroken, match="You act, or have acted"):
        explained(site, agnes, noon)
    row = {"supplier": hanbit, "worksite": site, "digest": "0" * 64, "sign": {}, "text": "No."}
    for changes, name in (
        ({"explained_by": carla}, "explanation_not_by_supplier"),
        ({"explained_by": User.objects.create(email="x@y.kr"), "text": ""}, "explanation_in_words"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Explanation.objects.create(**{**row, "explained_at": noon, **changes})


def test_the_agency_sees_and_explains_on_the_page_and_the_supplier_sees_nothing(
    site: Worksite, agnes: User, carla: User, olivia: User
) -> None:
    changed(site, representative="Han Bit")
    address = f"/companies/suppliers/{site.registered_by_id}/"

    def seen(user: User) -> str:
        browser: Client = signed_in(user)
        browser.cookies["django_language"] = "en"
        return str(browser.get(address).content.decode())

    assert "Same representative" not in seen(carla)
    assert "Not explained yet" in seen(olivia)
    assert "a representative called hanbit" in seen(agnes)
    (relation,) = unexplained_relations(site.registered_by, [site])
    door = f"{address}relations/{site.pk}/{relation.sign.digest}/explain/"
    assert "hanbit" in signed_in(agnes).get(door).content.decode()
    assert signed_in(agnes).post(door, {"text": "Namesakes."}).status_code == 302
    assert "Namesakes." in seen(olivia)
