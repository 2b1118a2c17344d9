"""compute_payout and compute_advance"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db.models import F

from audit.selectors import events_about
from core.domain.errors import RuleBroken
from core.domain.words import say, sentence_from
from outcomes.models import Target
from payouts.models import Payout
from payouts.selectors import (
    advances_without_payout,
    committed_under,
    left_of_reserve,
    verifications_without_payout,
)
from payouts.services import (
    compute_advance,
    compute_payout,
    reject_payout,
    report_uncomputed,
)
from people.models import User
from programs.domain.lifecycle import AgreementState, Part
from programs.models import Agreement
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_measurement, a_target, verified
from tests.factories.payouts import a_computed_payout, a_verification, prepared
from tests.factories.people import the
from tests.factories.programs import a_program, an_agreement
from tests.factories.terms import for_the_best, promise

pytestmark = pytest.mark.django_db


def test_ten_guards_become_five_million_won(noon: datetime) -> None:
    verification = a_verification("10")
    assert list(verifications_without_payout()) == [verification]

    payout = compute_payout(verification_id=verification.pk, at=noon)

    assert (payout.amount, payout.state, payout.part) == (5_000_000, "computed", "success")
    assert payout.number == "PO-2026-00001"
    assert payout.approvals_needed == 2
    assert not verifications_without_payout().exists()
    assert _sums(payout) == [("earned", 5_000_000)]
    assert "₩500,000" in _said(payout, "guards_gross")
    assert [(e.actor, e.action) for e in events_about(payout)] == [("system", "payout.compute")]


def test_an_incentive_is_paid_out_of_its_own_purse(noon: datetime) -> None:
    a_program(incentive=25_000_000)
    agreement = an_agreement(terms=for_the_best(promise(guards=(500_000, 50)), "guards"))
    payout = compute_payout(verification_id=a_verification("10", agreement=agreement).pk, at=noon)
    assert (payout.amount, payout.part) == (5_000_000, Part.INCENTIVE)
    assert left_of_reserve(agreement, Part.INCENTIVE).won == 20_000_000
    assert left_of_reserve(agreement, Part.SUCCESS).won == 0


def test_an_incentive_signed_before_that_is_paid_out_of_results(noon: datetime) -> None:
    a_program(incentive=25_000_000)
    agreement = an_agreement(terms=for_the_best(promise(guards=(500_000, 50)), "guards"))
    reserve = {"success_reserved": 25_000_000, "incentive_reserved": 0}
    Agreement.objects.update(**reserve, incentive_apart=False)
    payout = compute_payout(verification_id=a_verification("10", agreement=agreement).pk, at=noon)
    assert (payout.amount, payout.part) == (5_000_000, Part.SUCCESS)


def test_the_inputs_name_versions_and_hashes(noon: datetime) -> None:
    target = a_target()
    a_measurement(target=target)
    payout = compute_payout(
        verification_id=verified(target, "10", by=the("victor"), at=noon).pk, at=noon
    )

    inputs = payout.inputs
    sheet = payout.term_sheet
    assert inputs["terms"] == {"version": 1, "digest": sheet.digest}
    assert inputs["case"] == {"plan": True, "guards": "10"}
    assert inputs["verification"]["target"] == target.number
    assert inputs["verification"]["data_digest"] == "0" * 64
    assert inputs["result"] == {"sentences": []}
    assert (inputs["carried"], inputs["left"]) == (0, 55_000_000)
    assert [other["attained"] for other in inputs["targets"]] == ["10"]


def test_computing_twice_pays_once(noon: datetime) -> None:
    verification = a_verification()
    first = compute_payout(verification_id=verification.pk, at=noon)
    assert compute_payout(verification_id=verification.pk, at=noon) == first


def test_worksites_that_share_a_measure_earn_in_one_sum(noon: datetime) -> None:
    agreement = an_agreement()
    first = compute_payout(
        verification_id=_verified_at(agreement, "Daesung", "10", noon).pk, at=noon
    )
    second = compute_payout(
        verification_id=_verified_at(agreement, "Woojin", "7", noon).pk, at=noon
    )

    assert (first.amount, second.amount) == (5_000_000, 3_500_000)
    assert _sums(second) == [("earned", 8_500_000), ("paid_before", -5_000_000)]
    assert [line["value"] for line in second.working if "value" in line] == ["8500000", "8500000"]
    assert [other["attained"] for other in second.inputs["targets"]] == ["10", "7"]
    assert committed_under(agreement, Part.SUCCESS).won == 8_500_000
    assert left_of_reserve(agreement, Part.SUCCESS).won == 46_500_000


def test_each_of_many_waiting_results_gets_what_it_adds(noon: datetime) -> None:
    agreement = an_agreement()
    waiting = [_verified_at(agreement, f"Site {n}", str(n), noon) for n in (1, 2, 3)]
    found = [compute_payout(verification_id=one.pk, at=noon) for one in waiting]
    assert [payout.amount for payout in found] == [500_000, 1_000_000, 1_500_000]


def test_a_site_that_cannot_be_evaluated_earns_nothing_and_says_why(noon: datetime) -> None:
    payout = a_computed_payout(None)
    assert (payout.state, payout.amount) == ("nothing_due", 0)
    assert "guards is missing" in _said(payout, "earned")
    assert [line["value"] for line in payout.working if "value" in line] == [None, None]
    assert payout.inputs["case"] == {"plan": True, "guards": None}


def test_an_unknown_site_does_not_hide_what_another_earned(noon: datetime) -> None:
    agreement = an_agreement()
    _verified_at(agreement, "Daesung", None, noon)
    payout = compute_payout(
        verification_id=_verified_at(agreement, "Woojin", "7", noon).pk, at=noon
    )
    assert payout.amount == 3_500_000


def test_a_target_not_met_earns_nothing_under_a_threshold(noon: datetime) -> None:
    payout = a_computed_payout("49", clause="injuries")
    assert (payout.state, payout.amount) == ("nothing_due", 0)
    assert [line["value"] for line in payout.working if "value" in line] == ["0.98", "false", "0"]


def test_a_target_met_earns_the_award(noon: datetime) -> None:
    assert a_computed_payout("50", clause="injuries").amount == 30_000_000


def test_the_reserve_is_the_end(noon: datetime) -> None:
    agreement = an_agreement()
    Agreement.objects.filter(pk=agreement.pk).update(success_reserved=3_000_000)
    payout = compute_payout(
        verification_id=_verified_at(agreement, "Daesung", "10", noon).pk, at=noon
    )
    assert payout.amount == 3_000_000
    assert "left of the reserve" in _said(payout, "held")

    more = compute_payout(verification_id=_verified_at(agreement, "Woojin", "9", noon).pk, at=noon)
    assert (more.state, more.amount) == ("nothing_due", 0)


def test_n_payouts_never_take_more_than_the_reserve(noon: datetime) -> None:
    agreement = an_agreement()
    Agreement.objects.filter(pk=agreement.pk).update(success_reserved=12_000_000)
    found = [
        compute_payout(verification_id=_verified_at(agreement, f"Site {n}", "10", noon).pk, at=noon)
        for n in range(4)
    ]
    assert [payout.amount for payout in found] == [5_000_000, 5_000_000, 2_000_000, 0]


def test_a_cap_is_a_step_of_the_working(noon: datetime) -> None:
    agreement = an_agreement(terms=promise(advance=40_000_000, guards=(5_000_000, 3)))
    payout = compute_payout(
        verification_id=_verified_at(agreement, "Daesung", "10", noon).pk, at=noon
    )
    assert payout.amount == 15_000_000  # three of the ten, at five million each
    assert "for at most 3" in str(sentence_from(payout.working[0]["working"]))
    assert _sums(payout) == [("earned", 15_000_000)]


def test_a_rejected_payout_can_be_earned_again(noon: datetime, anna: User) -> None:
    agreement = an_agreement()
    first = prepared(
        compute_payout(verification_id=_verified_at(agreement, "Daesung", "10", noon).pk, at=noon)
    )
    reject_payout(payout_id=first.pk, reason="Wrong site.", by=anna, at=noon)
    second = compute_payout(
        verification_id=_verified_at(agreement, "Woojin", "7", noon).pk, at=noon
    )
    assert second.amount == 8_500_000


def test_more_carried_than_earned_asks_for_a_person(noon: datetime) -> None:
    agreement = an_agreement()
    first = _verified_at(agreement, "Daesung", "10", noon)
    compute_payout(verification_id=first.pk, at=noon)
    Target.objects.filter(pk=first.target_id).update(state="superseded")

    payout = compute_payout(
        verification_id=_verified_at(agreement, "Woojin", "3", noon).pk, at=noon
    )

    assert (payout.state, payout.amount) == ("nothing_due", 0)
    assert sum(won for _key, won in _sums(payout)) == 0
    assert "carry ₩3,500,000 more" in _said(payout, "overpaid")


def test_the_first_tranche_follows_the_signatures(noon: datetime) -> None:
    agreement = an_agreement()
    (advance,) = advances_without_payout()
    assert (advance.agreement_id, advance.clause_key) == (agreement.pk, "advance")

    payout = compute_advance(agreement_id=agreement.pk, clause_key="advance", at=noon)

    assert (payout.amount, payout.part, payout.verification) == (40_000_000, "base", None)
    assert payout.inputs["agreement"] == agreement.number
    assert advances_without_payout() == ()
    again = compute_advance(agreement_id=agreement.pk, clause_key="advance", at=noon)
    assert again == payout


def test_an_unsigned_agreement_owes_no_first_tranche() -> None:
    an_agreement(state=AgreementState.PROPOSED)
    assert advances_without_payout() == ()


def test_a_clause_that_the_terms_do_not_know_is_refused(noon: datetime) -> None:
    verification = a_verification("10", clause="ladders")
    with pytest.raises(RuleBroken, match="pay nothing for “ladders”"):
        compute_payout(verification_id=verification.pk, at=noon)


def test_why_it_could_not_be_computed_is_recorded_once(noon: datetime) -> None:
    verification = a_verification()
    for _ in range(2):
        report_uncomputed(subject=verification, reason=say("No clause."), at=noon)
    report_uncomputed(subject=verification, reason=say("Another."), at=noon)
    assert [e.details["reason"]["text"] for e in events_about(verification)] == [
        "No clause.",
        "Another.",
    ]


def test_reserves_count_what_is_pending(noon: datetime) -> None:
    payout = a_computed_payout("10")
    assert left_of_reserve(payout.agreement, Part.BASE).won == 40_000_000
    Agreement.objects.filter(pk=payout.agreement_id).update(
        success_reserved=F("success_reserved") + 1
    )
    payout.agreement.refresh_from_db()
    assert left_of_reserve(payout.agreement, Part.SUCCESS).won == 50_000_001


def _verified_at(agreement: Agreement, site: str, quantity: str | None, at: datetime) -> Any:
    worksite = a_worksite(name=site, supplier=agreement.supplier)
    target = a_target(match=a_match(agreement=agreement, worksite=worksite))
    return verified(target, quantity, by=the("victor"), at=at)


def _sums(payout: Payout) -> list[tuple[str, int]]:
    return [(line["key"], line["won"]) for line in payout.working if "won" in line]


def _said(payout: Payout, key: str) -> str:
    (line,) = [line for line in payout.working if line["key"] == key]
    return str(sentence_from(line["working"]))
