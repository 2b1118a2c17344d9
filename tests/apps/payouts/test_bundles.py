"""Many payouts signed in one go: the same guards for each row, and a report of every row."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.domain.errors import RuleBroken, Stale
from core.domain.money import Money
from core.domain.words import sentence_from
from payouts import services
from payouts.domain.bundles import MOST, SignedBundle, key_of_row
from payouts.domain.sights import Sight, Signing
from payouts.gateways import seal_sights, unseal_sights
from payouts.models import Approval, Bundle, BundleRow, Payout
from payouts.selectors.bundles import report_of, to_sign
from payouts.selectors.sights import sight_of
from people.domain.factors import Factor
from people.domain.roles import Role
from people.models import User
from tests.apps.payouts.pages import hidden, just_now, sent, text, url
from tests.apps.payouts.walked import a_payout_of
from tests.doors import signed_in
from tests.factories.payouts import NOON, a_prepared_payout, approved, prepared, replaced, the_bank
from tests.factories.people import a_member, the

pytestmark = pytest.mark.django_db
FIRMS = ("Daesung", "Woojin", "Hanil")


def three() -> list[Payout]:
    """Each of a firm of its own, prepared by olivia."""
    return [prepared(a_payout_of(firm)) for firm in FIRMS]


def seen_by(user: User, payouts: list[Payout]) -> tuple[Sight, ...]:
    return tuple(sight_of(Payout.objects.get(pk=one.pk), user) for one in payouts)


def signed(user: User, seen: tuple[Sight, ...], **more: Any) -> Bundle:
    bundle = SignedBundle(seen, Factor("totp", NOON), "Looked at.")
    given: dict[str, Any] = {"key": uuid4(), "by": user, "at": NOON} | more
    return services.sign_bundle(signed=bundle, **given)


def outcomes(bundle: Bundle) -> list[str]:
    return [row.outcome for row in report_of(bundle).rows]


def said(bundle: Bundle, place: int) -> str:
    return str(sentence_from(bundle.rows.order_by("pk")[place].words or {}))


def test_anna_chooses_looks_signs_once_and_reads_what_became_of_each(anna: User) -> None:
    payouts, client = three(), just_now(anna)
    choose = client.get(url("bundle_choose"))
    assert all(payout.number in text(choose) for payout in payouts)
    assert "checked" not in text(choose).replace("unchecked", "")
    asked = {"payout": [one.pk for one in payouts]}
    page = client.get(url("bundle_sign"), asked)
    for payout in payouts:
        assert payout.number in text(page)
        assert payout.digest in text(page)
    assert "₩15,000,000" in text(page)
    form = {"seen": hidden(page, "seen"), "key": hidden(page, "key"), "comment": "Looked at."}
    report = client.post(url("bundle_sign"), form, follow=True)
    assert text(report).count("Receipt for") == 3
    assert "₩15,000,000" in text(report)
    assert {one.comment for one in Approval.objects.all()} == {"Looked at."}
    assert all(one.approvals.get().sight.factor == "totp" for one in payouts)
    again = client.post(url("bundle_sign"), form, follow=True)
    assert again.redirect_chain == report.redirect_chain
    assert (Bundle.objects.count(), Approval.objects.count()) == (1, 3)


def test_every_row_has_an_outcome_of_its_own(anna: User, ben: User) -> None:
    fine, held, twice = three()
    seen = seen_by(anna, [fine, held, twice])
    services.hold_payout(payout_id=held.pk, reason="A tip.", by=ben, at=NOON)
    approved(twice, "anna")
    bundle = signed(anna, seen)
    assert outcomes(bundle) == ["approved", "changed", "refused"]
    page = text(signed_in(anna).get(url("bundle", bundle.key)))
    assert "Not as you saw it any more: State" in page
    assert "You have approved this payout already." in page
    assert "Changed since it was seen" in page
    assert report_of(bundle).approved == Money(5_000_000)


def test_the_maker_is_refused_in_a_bundle_too(olivia: User) -> None:
    payouts = three()
    a_member(name="olivia", role=Role.APPROVER, organization=the_bank())
    bundle = signed(olivia, seen_by(olivia, payouts))
    assert outcomes(bundle) == ["refused"] * 3
    assert "You have already acted on this payout" in said(bundle, 0)
    page = text(just_now(olivia).get(url("bundle_sign"), {"payout": payouts[0].pk}))
    assert "This one is not signed here" in page
    assert "You have already acted on this payout (Prepared)" in page
    assert "Sign these approvals" not in page
    assert not Approval.objects.exists()


def test_an_approver_of_another_bank_signs_nothing(anna: User) -> None:
    payouts = three()
    seen = seen_by(anna, payouts)
    the("anna").memberships.update(ended_at=NOON)
    other = the_bank()
    other.pk = None
    other.name = "Another bank (demo)"
    other.save()
    a_member(name="anna", role=Role.APPROVER, organization=other)
    bundle = signed(anna, seen)
    assert outcomes(bundle) == ["refused"] * 3
    assert "work of the bank's approvers" in said(bundle, 0)


def test_a_row_that_breaks_the_program_is_told_and_stops_no_other(
    anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    payouts = three()
    seen = seen_by(anna, payouts)
    broken = Sight(seen[1].payout, anna.pk, "x" * 80, seen[1].lines)
    monkeypatch.setattr("payouts.services.signing.sight_of", _blind_to(broken))
    bundle = signed(anna, (seen[0], broken, seen[2]))
    assert outcomes(bundle) == ["approved", "refused", "approved"]
    assert "It could not be signed" in said(bundle, 1)


def _blind_to(broken: Sight) -> Any:
    def look(payout: Payout, viewer: User) -> Sight:
        if payout.pk == broken.payout:
            raise ZeroDivisionError
        return sight_of(payout, viewer)

    return look


def test_a_page_that_stopped_half_way_goes_on(
    anna: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The process dies at the second row; sent again, the rest follows and nothing is twice."""
    payouts, key = three(), uuid4()
    seen = seen_by(anna, payouts)
    with monkeypatch.context() as patch:
        patch.setattr("payouts.services.bundles.sign_approval", _dying_at(seen[1]))
        with pytest.raises(KeyboardInterrupt):
            signed(anna, seen, key=key)
    bundle = Bundle.objects.get()
    assert outcomes(bundle) == ["approved"]
    assert signed(anna, seen, key=key) == bundle
    assert outcomes(bundle) == ["approved"] * 3
    assert BundleRow.objects.count() == Approval.objects.count() == 3
    keys = {one.key for one in Approval.objects.all()}
    assert keys == {key_of_row(key, one.pk) for one in payouts}
    assert not caplog.records  # what is done is not tried again


def _dying_at(row: Sight) -> Any:
    def sign(*, signing: Signing, **more: Any) -> Approval:
        if signing.seen == row:
            raise KeyboardInterrupt
        return services.sign_approval(signing=signing, **more)

    return sign


def test_a_row_that_is_stale_for_another_reason_says_that(
    anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = seen_by(anna, [a_prepared_payout()])
    monkeypatch.setattr("payouts.services.bundles.sign_approval", _stale)
    assert said(signed(anna, seen), 0) == "Another reason."


def _stale(**_given: Any) -> Approval:
    raise Stale("Another reason.")


def test_a_key_is_for_one_page_of_one_person(anna: User, ben: User) -> None:
    payouts, key = three(), uuid4()
    signed(anna, seen_by(anna, payouts[:1]), key=key)
    for user, rows in ((anna, payouts), (ben, payouts[:1])):
        with pytest.raises(RuleBroken, match="used for something else"):
            signed(user, seen_by(user, rows), key=key)
    with pytest.raises(RuleBroken, match="used for something else"):
        signed(ben, seen_by(anna, payouts))
    assert Approval.objects.count() == 1


def test_none_twice_and_too_many_are_no_bundle(anna: User) -> None:
    (one,) = seen_by(anna, [a_prepared_payout()])
    many = tuple(Sight(n, anna.pk, "", ()) for n in range(MOST + 1))
    for seen in ((), (one, one), many):
        with pytest.raises(RuleBroken, match="each once"):
            signed(anna, seen)
    assert not Bundle.objects.exists()


def test_the_second_factor_is_asked_once_for_all(anna: User) -> None:
    payouts = three()
    client = signed_in(anna)
    asked = {"payout": [one.pk for one in payouts]}
    assert "reauthenticate" in client.get(url("bundle_sign"), asked)["Location"]
    form = sent(seen=seal_sights(seen_by(anna, payouts)))
    assert "reauthenticate" in client.post(url("bundle_sign"), form)["Location"]
    assert not Bundle.objects.exists()


def test_who_chose_nothing_or_lost_the_page_chooses_again(anna: User) -> None:
    client = just_now(anna)
    payout = a_prepared_payout()
    for answer in (
        client.get(url("bundle_sign"), follow=True),
        client.get(url("bundle_sign"), {"payout": ["x", "987654"]}, follow=True),
        client.post(url("bundle_sign"), sent(seen="broken"), follow=True),
        client.post(url("bundle_sign"), {}, follow=True),
    ):
        assert answer.redirect_chain[-1][0] == url("bundle_choose")
        assert "Tick at least one payout" in text(answer)
    seal = seal_sights(seen_by(anna, [payout]))
    answer = client.post(url("bundle_sign"), {"seen": seal, "comment": "Hm."})
    assert answer.status_code == 422
    assert "Hm." in text(answer)
    assert hidden(answer, "seen") == seal
    assert not Bundle.objects.exists()


def test_nothing_waits_says_so_and_a_report_is_ones_own(anna: User, ben: User) -> None:
    assert "No payout waits for your approval." in text(signed_in(anna).get(url("bundle_choose")))
    bundle = signed(anna, seen_by(anna, [a_prepared_payout()]))
    assert signed_in(ben).get(url("bundle", bundle.key)).status_code == 404


def test_a_replaced_account_is_shown_as_a_reason(anna: User) -> None:
    payout = a_prepared_payout()
    replaced(payout)
    (row,) = to_sign(anna, [payout.pk], NOON)
    assert not row.can
    assert row.notes


def test_seals_of_rows_are_not_seals_of_a_page(anna: User) -> None:
    seen = seen_by(anna, [a_prepared_payout()])
    assert unseal_sights(seal_sights(seen)) == seen
    assert unseal_sights(seal_sights(seen).replace(":", ":x", 1)) == ()


def test_the_database_keeps_one_outcome_for_each_row(anna: User) -> None:
    payout = a_prepared_payout()
    bundle = signed(anna, seen_by(anna, [payout]))
    wrongs: tuple[tuple[str, dict[str, Any]], ...] = (
        ("bundle_row_once", {"outcome": "refused", "words": {"text": "No.", "values": {}}}),
        ("bundle_row_says_why_not", {"outcome": "refused"}),
        ("bundle_row_says_why_not", {"outcome": "approved"}),
    )
    for name, wrong in wrongs:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            BundleRow.objects.create(bundle=bundle, payout=payout, **wrong)
    for table in ("payouts_bundle", "payouts_bundlerow"):
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(f"DELETE FROM {table}")  # noqa: S608
    assert bundle.at + timedelta(0) == NOON
    assert str(bundle) == str(bundle.key)
