"""Money that has to come back is followed on its pages, from the inbox to the last won."""

from __future__ import annotations

from typing import Any

import pytest

from payouts.models import Clawback, Recovery
from people.domain.roles import Kind, Role
from people.models import User
from reports.selectors.inbox import inbox_of
from tests.apps.payouts.pages import text, url
from tests.doors import signed_in
from tests.factories.clawbacks import a_clawback, a_recovery
from tests.factories.payouts import NOON
from tests.factories.people import a_member, an_organization, the

pytestmark = pytest.mark.django_db
REPAID = {
    "kind": "repaid",
    "amount": "400,000",
    "came_on": "2026-06-01",
    "reason": "Line 7 of the statement.",
}


def see(person: User, name: str, *keys: Any, status: int = 200) -> str:
    answer = signed_in(person).get(url(name, *keys))
    assert answer.status_code == status
    return text(answer) if status == 200 else ""


def do(person: User, name: str, *keys: Any, **said: Any) -> Any:
    return signed_in(person).post(url(name, *keys), said, follow=True)


def work_of(person: User) -> list[str]:
    return [item.todo.text for item in inbox_of(person, NOON).items]


def test_theo_writes_it_down_and_anna_confirms_it(theo: User, anna: User) -> None:
    clawback = a_clawback()
    assert "Money has to come back: write down what became of it" in work_of(theo)
    page = see(theo, "clawback", clawback.pk)
    assert "₩1,000,000" in page
    assert "Write down what became of it" in page
    answer = do(theo, "recovery_propose", clawback.pk, **REPAID)
    assert "Another person has to confirm it." in text(answer)
    assert url("recovery_confirm", Recovery.objects.get().pk) not in answer.content.decode()
    assert "Money has to come back: write down what became of it" not in work_of(theo)
    assert "Confirm what came back, or is given up" in work_of(anna)

    recovery = Recovery.objects.get()
    shown = see(anna, "recovery_confirm", recovery.pk)
    for words in ("₩400,000", "₩1,000,000", "Line 7 of the statement.", "Theo"):
        assert words in shown
    assert "in the books" in text(do(anna, "recovery_confirm", recovery.pk))
    page = see(anna, "clawback", clawback.pk)
    assert "₩600,000" in page
    assert "Money has to come back: write down what became of it" in work_of(theo)


def test_the_rest_is_given_up_and_has_no_day(theo: User, anna: User) -> None:
    clawback = a_clawback()
    given_up = {**REPAID, "kind": "written_off", "amount": "1,000,000", "reason": "Insolvent."}
    do(theo, "recovery_propose", clawback.pk, **given_up)
    recovery = Recovery.objects.get()
    assert recovery.came_on is None
    do(anna, "recovery_confirm", recovery.pk)
    clawback.refresh_from_db()
    assert clawback.state == "written_off"
    page = see(theo, "clawback", clawback.pk)
    assert "Write down what became of it" not in page
    assert "Insolvent." in page
    assert not [todo for todo in work_of(theo) if "come back" in todo]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"amount": "1,000,001"}, "of it is still open"),
        ({"amount": "0"}, "Enter an amount above zero"),
        ({"came_on": ""}, "Say on which day the money came in"),
        ({"kind": "stolen"}, "stolen"),
    ],
)
def test_what_is_typed_wrong_is_said_and_stays(
    changed: dict[str, str], words: str, theo: User
) -> None:
    clawback = a_clawback()
    answer = do(theo, "recovery_propose", clawback.pk, **{**REPAID, **changed})
    assert answer.status_code == 422
    assert words in text(answer)
    assert "Line 7 of the statement." in answer.content.decode()
    assert not Recovery.objects.exists()


def test_what_did_not_come_is_withdrawn(theo: User, anna: User) -> None:
    recovery = a_recovery(a_clawback())
    assert "Nothing has moved." in text(do(anna, "recovery_withdraw", recovery.pk))
    page = see(theo, "clawback", recovery.clawback_id)
    assert "Withdrawn" in page
    assert do(anna, "recovery_confirm", recovery.pk).status_code in {409, 422}


def test_who_sees_it(theo: User, carla: User, agnes: User) -> None:
    """The firm sees what it owes; another bank and another firm do not."""
    clawback = a_clawback()
    for person in (theo, carla, agnes, the("audrey")):
        assert clawback.number in see(person, "clawbacks")
        assert "₩1,000,000" in see(person, "clawback", clawback.pk)
    other = an_organization(kind=Kind.FUNDER, name="Other Bank")
    tess = a_member(name="tess", role=Role.TREASURER, organization=other)
    assert "Nothing has to come back." in see(tess, "clawbacks")
    see(tess, "clawback", clawback.pk, status=404)
    see(tess, "recovery_propose", clawback.pk, status=404)
    see(carla, "recovery_propose", clawback.pk, status=403)
    assert Clawback.objects.get().number == clawback.number
