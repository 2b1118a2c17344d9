"""A page that is not one's own, or not now, says why and who can; to strangers it says nothing."""

from __future__ import annotations

import pytest

from payouts import services
from payouts.domain.lifecycle import PAYOUT, PayoutState
from payouts.models import Payout
from payouts.selectors.refusals import WORK
from people.domain.roles import Kind, Role
from people.models import User
from people.permissions import MAY
from tests.apps.payouts.pages import just_now, sent, text, url
from tests.apps.payouts.walked import a_payout_in_every_state, now_at_the_bank
from tests.doors import signed_in
from tests.factories.payouts import (
    NOON,
    a_built_batch,
    a_prepared_payout,
    a_sent_batch,
    an_approved_payout,
    approved,
    the_bank,
)
from tests.factories.people import a_member, an_organization, the

pytestmark = pytest.mark.django_db
VERBS = {
    "payout_prepare": "payout.prepare",
    "payout_decide": "payout.approve",
    "payout_approve": "payout.approve",
    "payout_reject": "payout.reject",
    "payout_hold": "payout.hold",
    "payout_release": "payout.release",
    "payout_retry": "payout.retry",
    "payout_adjust": "payout.adjust",
}
FILES = {
    "batch_send": "batch.send",
    "batch_withdraw": "batch.withdraw",
    "batch_download": "batch.download",
    "answer_read": "batch.answer",
    "answer_apply": "batch.answer",
}


def test_the_preparer_reads_that_she_may_not_approve_and_who_can(olivia: User, ben: User) -> None:
    payout = a_prepared_payout()
    client = signed_in(olivia)  # nobody is asked for a second factor to read a refusal
    for ask in (client.get, client.post):
        answer = ask(url("payout_approve", payout.pk))
        assert answer.status_code == 403
        assert "Approving a payout is the work of the bank&#x27;s approvers." in text(answer)
        assert "These people can: Anna, Ben." in text(answer)
        assert url("payout", payout.pk) in text(answer)


def test_whoever_acted_before_reads_it_even_with_the_role(olivia: User, ben: User) -> None:
    payout = a_prepared_payout()
    a_member(name="olivia", role=Role.APPROVER, organization=the_bank())
    page = text(signed_in(olivia).get(url("payout", payout.pk)))
    assert "Why can't I approve this?" in page
    assert "You have already acted on this payout (Prepared)" in page
    assert "Next: check and sign" not in page
    for name in ("payout_approve", "payout_reject"):
        answer = signed_in(olivia).get(url(name, payout.pk))
        assert answer.status_code == 403
        assert "Nobody acts at two stages" in text(answer)
        assert "These people can: Anna, Ben." in text(answer)


def test_the_verifier_who_also_prepares_reads_it_too(victor: User) -> None:
    payout = a_prepared_payout()
    services.hold_payout(payout_id=payout.pk, reason="A tip.", by=the("anna"), at=NOON)
    services.release_payout(payout_id=payout.pk, reason="Well.", by=the("anna"), at=NOON)
    now_at_the_bank("victor", Role.PREPARER)
    answer = signed_in(victor).get(url("payout_prepare", payout.pk))
    assert answer.status_code == 403
    assert "You have already acted on this payout (Verified)" in text(answer)


def test_every_verb_says_whose_work_it_is(theo: User, otto: User, carla: User) -> None:
    payout = a_prepared_payout()
    otto_looks, theo_looks, carla_looks = map(signed_in, (otto, theo, carla))
    for name, action in VERBS.items():
        for client in (otto_looks, theo_looks):
            answer = client.get(url(name, payout.pk))
            assert answer.status_code == 403, name
            assert WORK[action].text.replace("'", "&#x27;") in text(answer)
        own = text(carla_looks.get(url(name, payout.pk)))
        assert "There is nothing you have to do." in own
        assert "These people can" not in own


def test_every_file_verb_says_whose_work_it_is(olivia: User, otto: User) -> None:
    batch = a_built_batch()
    for name, action in FILES.items():
        for who in (olivia, otto):
            answer = signed_in(who).get(url(name, batch.pk))
            assert answer.status_code == 403, name
            assert WORK[action].text.replace("'", "&#x27;") in text(answer)
            assert "These people can: Theo." in text(answer)
    answer = signed_in(olivia).get(url("batch_build", batch.program_id))
    assert "Building a bank file is the work" in text(answer)
    assert answer.status_code == 403


def test_where_nobody_is_left_the_programme_office_invites_somebody(olivia: User) -> None:
    payout = a_prepared_payout()
    the("anna").memberships.all().delete()
    the("ben").memberships.all().delete()
    page = text(signed_in(olivia).get(url("payout_approve", payout.pk)))
    assert "Ask the programme office to invite somebody." in page


def test_strangers_read_nothing() -> None:
    batch = a_built_batch()
    payout = Payout.objects.get()
    other = an_organization(kind=Kind.SUPPLIER, name="Other firm")
    rival = signed_in(a_member(name="rival", role=Role.EDITOR, organization=other))
    rita = signed_in(the("rita"))
    pages = [url(name, payout.pk) for name in VERBS] + [url(name, batch.pk) for name in FILES]
    for client in (rival, rita):
        for page in [*pages, url("batch_build", batch.program_id)]:
            answer = client.get(page)
            assert answer.status_code == 403
            assert "This is not yours to open or do" in text(answer)
            assert payout.number not in text(answer)


def test_what_is_not_the_next_step_says_where_it_stands() -> None:
    verbs = {"hold": "anna", "release": "anna", "reject": "anna", "retry": "olivia"}
    clients = {name: signed_in(the(name)) for name in ("anna", "olivia")}
    for payout in a_payout_in_every_state():
        for verb, who in verbs.items():
            answer = clients[who].get(url(f"payout_{verb}", payout.pk))
            is_open = PAYOUT.allows(verb, PayoutState(payout.state))
            assert answer.status_code == (200 if is_open else 409), (verb, payout.state)
            assert ("this is not its next step" in text(answer)) is not is_open


def test_who_has_approved_already_does_not_get_the_page_again(anna: User) -> None:
    payout = approved(a_prepared_payout(), "anna")
    answer = signed_in(anna).get(url("payout_approve", payout.pk))
    assert answer.status_code == 409
    assert "You have approved it already; another person approves next." in text(answer)


def test_a_file_that_stands_elsewhere_says_so(theo: User) -> None:
    payout = an_approved_payout()
    client, batch = just_now(theo), a_built_batch(payout)
    for name in ("batch_download", "answer_read", "answer_apply"):
        answer = client.get(url(name, batch.pk))
        assert answer.status_code == 409
        assert "Mark it as sent first." in text(answer)
    client.post(url("batch_withdraw", batch.pk), sent(reason="Wrong day."))
    for name in ("batch_send", "batch_withdraw"):
        answer = client.get(url(name, batch.pk))
        assert answer.status_code == 409
        assert "The file is “Withdrawn”" in text(answer)
    assert client.get(url("answer_read", a_sent_batch(payout).pk)).status_code == 200


def test_whose_work_it_is_is_what_the_permission_table_says() -> None:
    names = {
        Role.PREPARER: "preparers",
        Role.APPROVER: "approvers",
        Role.SENIOR_APPROVER: "approvers",
        Role.TREASURER: "treasurers",
    }
    assert WORK.keys() == {a for a in MAY if a.startswith(("payout.", "batch.", "row."))} - {
        "payout.see",
        "batch.see",
    }
    for action, words in WORK.items():
        assert {role for role, name in names.items() if name in words.text} == MAY[action]
