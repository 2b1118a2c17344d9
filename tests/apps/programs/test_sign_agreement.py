"""Three signatures under the same terms, and money set aside for all they can cost."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from core.domain.canonical import digest_of
from core.domain.errors import IllegalMove, RuleBroken, Stale
from core.domain.money import NOTHING, Money
from ledger.selectors import balance_of, books_balance
from people.domain.roles import Kind, Role
from people.models import Membership, User
from programs.domain.lifecycle import AgreementState, CommitmentState, Part, Party
from programs.domain.postings import free, reserved
from programs.domain.simple_terms import translated
from programs.models import Agreement, Commitment, Signature, TermSheet
from programs.selectors import (
    agreements_for,
    cost_of,
    current_terms,
    parties_of,
    signature_lines,
)
from programs.services import (
    Payment,
    close_agreement,
    give_back_reserves,
    revise_agreement,
    sign_agreement,
    spend_reserves,
    withdraw_agreement,
)
from tests.apps.programs.hands import signs
from tests.crowd import together
from tests.factories.companies import a_supplier
from tests.factories.people import a_member, an_organization, the
from tests.factories.programs import TERMS, a_program, an_agreement
from tests.factories.terms import promise

CHEAPER = promise(advance=40_000_000, guards=(500_000, 40))


@pytest.mark.django_db
def test_three_people_sign_and_the_largest_cost_is_set_aside(
    proposed: Agreement, noon: datetime
) -> None:
    for who in ("cato", "arthur"):
        assert signs(proposed, who, noon).state == AgreementState.PROPOSED
    assert Commitment.objects.get().reserved == NOTHING
    done = signs(proposed, "ben", noon)
    assert (done.state, done.signed_at) == (AgreementState.SIGNED, noon)
    assert (done.base_reserved, done.success_reserved) == (40_000_000, 55_000_000)
    commitment = Commitment.objects.get()
    assert (commitment.base_reserved, commitment.success_reserved) == (40_000_000, 55_000_000)
    assert balance_of(reserved(done.pk, Part.SUCCESS)) == Money(55_000_000)
    assert balance_of(free(done.program_id, Part.BASE)) == Money(-40_000_000)
    assert books_balance()
    assert {line.who for line in signature_lines(done)} == {"Cato", "Arthur", "Ben"}


@pytest.mark.django_db
def test_only_what_was_read_is_signed(proposed: Agreement, noon: datetime) -> None:
    with pytest.raises(Stale, match="terms have changed since you opened the page"):
        sign_agreement(agreement_id=proposed.pk, digest="f" * 64, by=the("cato"), at=noon)


@pytest.mark.django_db
def test_new_terms_void_the_signatures_under_the_old(
    proposed: Agreement, agnes: User, noon: datetime
) -> None:
    old = current_terms(proposed)
    signs(proposed, "cato", noon)
    revise_agreement(agreement_id=proposed.pk, document=CHEAPER, by=agnes, at=noon)
    assert current_terms(proposed).version == 2
    assert [line.who for line in signature_lines(proposed)] == ["", "", ""]
    with pytest.raises(Stale):
        sign_agreement(agreement_id=proposed.pk, digest=old.digest, by=the("ben"), at=noon)
    for who in ("cato", "arthur", "ben"):
        signs(proposed, who, noon)
    proposed.refresh_from_db()
    assert proposed.reserve == Money(60_000_000)


@pytest.mark.django_db
def test_signed_terms_are_not_revised(agnes: User, noon: datetime) -> None:
    with pytest.raises(IllegalMove, match="not signed yet"):
        revise_agreement(agreement_id=an_agreement().pk, document=CHEAPER, by=agnes, at=noon)


@pytest.mark.django_db
def test_one_signature_for_each_party(proposed: Agreement, noon: datetime) -> None:
    signs(proposed, "ben", noon)
    with pytest.raises(RuleBroken, match="Your party has signed"):
        signs(proposed, "anna", noon)
    with pytest.raises(RuleBroken, match="You have signed these terms already"):
        signs(proposed, "ben", noon)


@pytest.mark.django_db
def test_one_person_does_not_sign_for_two(proposed: Agreement, noon: datetime) -> None:
    """Ben signs for the bank, goes over to the agency, and wants to sign there too."""
    signs(proposed, "ben", noon)
    the("ben").memberships.update(ended_at=noon)
    ben = a_member(name="ben", role=Role.AGENCY_OFFICER, organization=proposed.program.agency)
    assert parties_of(proposed, ben) == [Party.AGENCY]
    with pytest.raises(RuleBroken, match="You have signed these terms already"):
        sign_agreement(
            agreement_id=proposed.pk, digest=current_terms(proposed).digest, by=ben, at=noon
        )


@pytest.mark.django_db
def test_what_was_offered_in_the_old_kinds_is_proposed_anew(noon: datetime) -> None:
    """Two clauses of up to 80 under a cap of 100 would cost 160 in steps, which nobody agreed to."""
    clause = {"kind": "threshold", "award": 80, "at_least": "1"}
    old = {
        "schema": "boram.terms/0", "rounding": "won_down", "cap": 100,
        "clauses": [{"key": key, **clause} for key in ("a", "b")],
    }  # fmt: skip
    proposed = an_agreement(state=AgreementState.PROPOSED)
    terms = TermSheet.objects.create(
        agreement=proposed, version=2, document=translated(old, version=2), signed_document=old,
        digest=digest_of(old), written_by=the("agnes"), written_at=noon,
    )  # fmt: skip
    cost = cost_of(terms)
    assert (cost.base.won, cost.success.won) == (0, 100)
    with pytest.raises(RuleBroken, match="has to propose them anew"):
        sign_agreement(agreement_id=proposed.pk, digest=terms.digest, by=the("cato"), at=noon)


@pytest.mark.django_db
def test_strangers_do_not_sign(proposed: Agreement, noon: datetime) -> None:
    other = an_organization(kind=Kind.SUPPLIER, name="Other firm")
    a_member(name="chris", role=Role.CERTIFIER, organization=other)
    chris = Membership.objects.get(organization=other).user
    retired = the("cato")
    retired.is_active = False
    for who in (chris, retired, the("carla"), the("olivia"), the("rita")):
        with pytest.raises(PermissionDenied):
            sign_agreement(
                agreement_id=proposed.pk, digest=current_terms(proposed).digest, by=who, at=noon
            )


@pytest.mark.django_db
def test_only_the_agency_proposes_revises_withdraws_and_closes(
    proposed: Agreement, carla: User, noon: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        revise_agreement(agreement_id=proposed.pk, document=TERMS, by=carla, at=noon)
    for verb in (withdraw_agreement, close_agreement):
        with pytest.raises(PermissionDenied):
            verb(agreement_id=proposed.pk, by=carla, at=noon)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("base_amount", "₩40,000,000 from the first tranche, and ₩39,999,999 of it is free"),
        ("success_amount", "₩55,000,000 from the part on results, and ₩39,999,999 of it is free"),
    ],
)
def test_the_last_signature_finds_too_little_and_says_how_much(
    column: str, words: str, proposed: Agreement, noon: datetime
) -> None:
    Commitment.objects.update(**{column: 39_999_999})
    signs(proposed, "cato", noon)
    signs(proposed, "arthur", noon)
    with pytest.raises(RuleBroken, match=words):
        signs(proposed, "ben", noon)
    proposed.refresh_from_db()
    assert proposed.state == AgreementState.PROPOSED
    assert proposed.signatures.count() == 2


@pytest.mark.django_db
def test_other_refusals_of_the_database_are_not_dressed_up(
    proposed: Agreement, noon: datetime
) -> None:
    Commitment.objects.update(state=CommitmentState.PROPOSED, confirmed_by=None)
    signs(proposed, "cato", noon)
    signs(proposed, "arthur", noon)
    with pytest.raises(IntegrityError, match="commitment_unconfirmed_is_empty"):
        signs(proposed, "ben", noon)


@pytest.mark.django_db
def test_money_is_spent_given_back_and_what_is_left_is_released(
    proposed: Agreement, agnes: User, theo: User, noon: datetime
) -> None:
    for who in ("cato", "arthur", "ben"):
        signs(proposed, who, noon)
    first = Payment(proposed.pk, Part.BASE, Money(40_000_000))
    second = Payment(proposed.pk, Part.SUCCESS, Money(5_000_000))
    back = Payment(proposed.pk, Part.SUCCESS, Money(2_000_000))
    spend_reserves(payments=[first, second], by=theo, at=noon)
    give_back_reserves(payments=[back], by=theo, at=noon)
    commitment = Commitment.objects.get()
    assert commitment.paid == Money(43_000_000)
    assert commitment.reserved == Money(52_000_000)
    with pytest.raises(RuleBroken, match="₩1 can't be paid: this agreement has ₩0 left"):
        spend_reserves(payments=[Payment(proposed.pk, Part.BASE, Money(1))], by=theo, at=noon)

    close_agreement(agreement_id=proposed.pk, by=agnes, at=noon)
    commitment.refresh_from_db()
    assert commitment.reserved == NOTHING
    assert commitment.free == Money(7_000_000_000 - 43_000_000)
    late = Payment(proposed.pk, Part.SUCCESS, Money(3_000_000))
    give_back_reserves(payments=[late], by=theo, at=noon)
    commitment.refresh_from_db()
    assert commitment.reserved == Money(3_000_000)  # it is owed to the supplier still
    assert commitment.paid == Money(40_000_000)
    assert books_balance()


@pytest.mark.django_db
def test_an_agreement_that_used_everything_closes_without_an_entry(
    agnes: User, noon: datetime
) -> None:
    agreement = an_agreement()
    everything = [
        Payment(agreement.pk, Part.BASE, Money(40_000_000)),
        Payment(agreement.pk, Part.SUCCESS, Money(55_000_000)),
    ]
    spend_reserves(payments=everything, by=the("theo"), at=noon)
    close_agreement(agreement_id=agreement.pk, by=agnes, at=noon)
    assert balance_of(reserved(agreement.pk, Part.BASE)) == NOTHING


@pytest.mark.django_db
def test_who_sees_an_agreement(
    proposed: Agreement, carla: User, anna: User, agnes: User, otto: User, victor: User, rita: User
) -> None:
    eve = a_member(
        name="eve",
        role=Role.EDITOR,
        organization=an_organization(kind=Kind.SUPPLIER, name="Other firm"),
    )
    assert [list(agreements_for(w)) for w in (carla, anna, agnes, otto)] == [[proposed]] * 4
    assert [list(agreements_for(w)) for w in (eve, victor, rita)] == [[]] * 3
    signed = an_agreement(supplier=a_supplier(name="Other firm"))
    assert list(agreements_for(victor)) == list(agreements_for(eve)) == [signed]


@pytest.mark.django_db(transaction=True)
def test_eight_last_signatures_at_once_find_room_for_seven(noon: datetime) -> None:
    """Whoever comes last is told so; the promise is never overspent, not by a won."""
    agreements = eight_that_wait_for_the_bank(noon)
    anna, outcomes = the("anna"), []

    def sign(agreement: Agreement) -> None:
        digest = current_terms(agreement).digest
        try:
            sign_agreement(agreement_id=agreement.pk, digest=digest, by=anna, at=noon)
            outcomes.append("signed")
        except RuleBroken as refusal:
            outcomes.append(str(refusal))

    together([partial(sign, agreement) for agreement in agreements])

    assert outcomes.count("signed") == 7
    (refused,) = [words for words in outcomes if words != "signed"]
    assert "₩54,999,999 of it is free" in refused
    assert Commitment.objects.get().success_reserved == 7 * 55_000_000
    assert Agreement.objects.filter(state=AgreementState.SIGNED).count() == 7
    assert Signature.objects.count() == 3 * 8 - 1
    assert books_balance()


def eight_that_wait_for_the_bank(at: datetime) -> list[Agreement]:
    """Signed by supplier and agency; the commitment has a won too little for all of them."""
    a_program(committed=(8 * 40_000_000, 8 * 55_000_000 - 1))
    agreements = [
        an_agreement(state=AgreementState.PROPOSED, supplier=a_supplier(name=f"Firm {n}"))
        for n in range(8)
    ]
    for n, agreement in enumerate(agreements):
        firm, digest = agreement.supplier.organization, current_terms(agreement).digest
        certifier = a_member(name=f"certifier{n}", role=Role.CERTIFIER, organization=firm)
        for who in (certifier, the("arthur")):
            sign_agreement(agreement_id=agreement.pk, digest=digest, by=who, at=at)
    return agreements
