"""Programmes, their calls and the money behind them, as each person sees them."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from people.domain.roles import Kind, Role
from people.models import User
from programs.domain.lifecycle import CallState, CommitmentState, ProgramState
from programs.models import Call, Commitment, CommitmentAmendment, Program
from programs.views import words as words_of_pages
from tests.apps.programs.pages import do, done, see
from tests.doors import signed_in
from tests.factories.companies import a_supplier
from tests.factories.people import a_member, an_organization
from tests.factories.programs import a_program, an_agreement

pytestmark = pytest.mark.django_db


def test_everybody_reads_a_programme(call: Call, rita: User, carla: User, victor: User) -> None:
    a_supplier()
    for who in (rita, carla, victor):
        assert "Safe sites 2026" in see(who, "programs")
        page = see(who, "program", call.program_id)
        assert "Caught in machinery" in page
        assert "First call" in page


def test_nobody_sees_a_draft_but_its_makers(agnes: User, olivia: User, carla: User) -> None:
    program = a_program()
    Program.objects.update(state=ProgramState.DRAFT)
    assert "No programme is open yet." in see(carla, "programs")
    see(carla, "program", program.pk, status=404)
    for who in (agnes, olivia):
        see(who, "program", program.pk)


def test_a_programme_without_calls_says_what_comes(carla: User) -> None:
    assert "There is no call yet." in see(carla, "program", a_program().pk)


def test_the_commitment_shows_for_those_who_may_see_it(
    call: Call, olivia: User, otto: User, carla: User
) -> None:
    for who in (olivia, otto):
        page = see(who, "program", call.program_id)
        assert "₩2,800,000,000" in page
        assert "₩0 of ₩2,800,000,000 is reserved or paid" in page
    assert "₩2,800,000,000" not in see(carla, "program", call.program_id)


def test_the_offer_to_apply_or_why_not(call: Call, carla: User, cato: User) -> None:
    a_supplier()
    assert "Begin an application" in see(carla, "program", call.program_id)
    assert "Begin an application" not in see(cato, "program", call.program_id)
    Call.objects.update(state=CallState.CLOSED)
    page = see(carla, "program", call.program_id)
    assert "Why can&#x27;t I apply now?" in page or "Why can't I apply now?" in page
    assert "it is not open" in page


def test_olivia_commits_and_anna_confirms(olivia: User, anna: User) -> None:
    program = a_program()
    Commitment.objects.all().delete()
    assert "Commit funds" in see(olivia, "program", program.pk)
    assert "three parts" in see(olivia, "commitment_commit", program.pk)
    answer = do(
        olivia,
        "commitment_commit",
        program.pk,
        base="2,800,000,000",
        success="4200000000",
        incentive="0",
    )
    commitment = Commitment.objects.get()
    done(answer, "commitment", commitment.pk)
    assert "approver of the bank who did not write it down" in see(
        olivia, "commitment", commitment.pk
    )
    assert "Confirm the commitment" in see(anna, "commitment", commitment.pk)
    assert "₩7,000,000,000" in see(anna, "commitment_confirm", commitment.pk)
    done(do(anna, "commitment_confirm", commitment.pk), "commitment", commitment.pk)
    commitment.refresh_from_db()
    assert commitment.state == CommitmentState.CONFIRMED


def test_a_wrong_amount_comes_back_with_what_was_typed(olivia: User) -> None:
    program = a_program()
    Commitment.objects.all().delete()
    answer = do(
        olivia, "commitment_commit", program.pk, base="1.5", success="4,200,000,000", incentive="0"
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“1.5” has a fraction" in page
    assert 'value="4,200,000,000"' in page
    answer = do(olivia, "commitment_commit", program.pk, base="0", success="0", incentive="0")
    assert "All parts are zero" in answer.content.decode()


def test_a_change_of_the_commitment_takes_two_people(olivia: User, anna: User) -> None:
    commitment = a_program().commitment
    assert "₩4,200,000,000" in see(olivia, "commitment_amend", commitment.pk)
    change = {
        "base_delta": "-800,000,000",
        "success_delta": "0",
        "incentive_delta": "0",
        "effective_on": f"{timezone.localdate()}",
        "reason": "Moved to next year.",
    }
    done(do(olivia, "commitment_amend", commitment.pk, **change), "commitment", commitment.pk)
    amendment = CommitmentAmendment.objects.get()
    assert "Moved to next year." in see(anna, "commitment", commitment.pk)
    page = see(anna, "amendment_confirm", amendment.pk)
    assert "₩2,800,000,000 → ₩2,000,000,000" in page
    done(do(anna, "amendment_confirm", amendment.pk), "commitment", commitment.pk)
    assert Commitment.objects.get().base_amount == 2_000_000_000


def test_a_mistaken_change_is_withdrawn_with_its_reason(olivia: User, anna: User) -> None:
    commitment = a_program().commitment
    amendment = commitment.amendments.create(
        base_delta=-8, reason="Typed wrong.", effective_on=timezone.localdate(),
        success_delta=0, proposed_by=olivia,
    )  # fmt: skip
    assert "Withdraw" in see(anna, "commitment", commitment.pk)
    answer = do(olivia, "amendment_withdraw", amendment.pk, reason=" ")
    assert answer.status_code == 422
    words = {"reason": "I left out three zeros."}
    done(do(olivia, "amendment_withdraw", amendment.pk, **words), "commitment", commitment.pk)
    page = see(anna, "commitment", commitment.pk)
    assert "I left out three zeros." in page
    assert "Withdraw</a>" not in page
    again = do(anna, "amendment_withdraw", amendment.pk, reason="Too late.")
    assert again.status_code in {409, 422}
    assert "I left out three zeros." in see(anna, "commitment", commitment.pk)


def test_an_amendment_below_what_is_used_stays_on_its_page(olivia: User) -> None:
    a_program(committed=(50_000_000, 75_000_000))
    an_agreement()
    pk = Commitment.objects.get().pk
    answer = do(
        olivia,
        "commitment_amend",
        pk,
        base_delta="-20000000",
        success_delta="0",
        incentive_delta="0",
        effective_on="2099-01-01",
        reason="Less.",
    )
    assert answer.status_code == 422
    assert "only ₩10,000,000 of it is free" in answer.content.decode()


def test_another_banks_commitment_is_not_there(carla: User) -> None:
    commitment = a_program().commitment
    other = an_organization(kind=Kind.FUNDER, name="Other Bank")
    alan = a_member(name="alan", role=Role.APPROVER, organization=other)
    for name in ("commitment", "commitment_confirm"):
        see(alan, name, commitment.pk, status=404)
    see(carla, "commitment", commitment.pk, status=403)


def test_suppliers_look_into_no_commitment(carla: User) -> None:
    from programs.selectors import commitments_for  # noqa: PLC0415 - only asked here

    a_program()
    assert not commitments_for(carla).exists()


def test_long_lists_come_in_pages(agnes: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words_of_pages, "PAGE", 2)
    for n in range(3):
        an_agreement(supplier=a_supplier(name=f"Firm {n}"))
    first = see(agnes, "agreements")
    assert "Firm 2" in first
    assert "Firm 0" not in first
    assert "Page 1 of 2" in first
    desk = signed_in(agnes)
    for number in ("2", "99"):
        page = desk.get(reverse("programs:agreements"), {"page": number}).content.decode()
        assert "Firm 0" in page
        assert "Firm 2" not in page


def test_lists_ask_the_database_a_few_times_only(
    otto: User, django_assert_max_num_queries: Any
) -> None:
    for n in range(6):
        an_agreement(supplier=a_supplier(name=f"Firm {n}"))
    watcher = signed_in(otto)
    for name in ("programs", "applications", "recommendations", "agreements"):
        with django_assert_max_num_queries(15):
            assert watcher.get(reverse(f"programs:{name}")).status_code == 200
