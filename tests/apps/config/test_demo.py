"""The demo: every person finds work waiting, and every state of every life can be looked at."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import Field
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.domain.actions import DEEDS
from audit.models import Event
from audit.selectors import chain_intact
from config.demo.scenes import play
from ledger.selectors import books_balance
from outcomes.domain.evidence.states import ScanState
from outcomes.domain.lifecycle import FILE_WAITS
from outcomes.models import EvidenceScan, MeasurementFile
from payouts.domain.clawbacks import ClawbackState, OffsetState
from payouts.domain.runs import ChunkState, RunState
from payouts.models import AnswerAlarm, AsideRow, Clawback, Offset, PayRun, PayRunChunk
from payouts.selectors.inspection import CHECKS
from people.domain.roles import Role
from people.models import Membership, User
from people.permissions import WATCHERS, roles_of
from programs.models import Program
from reports.domain.inbox import Inbox
from reports.selectors import dashboard_of, inbox_of

FEW = 32  # firms: one at every place of the road


@pytest.mark.django_db
def test_a_walk_past_every_chair() -> None:
    """One demo for all questions: it takes longer to play than to look at."""
    program = play(at=timezone.now(), suppliers=FEW)
    waiting = {one: inbox_of(one, timezone.now()) for one in User.objects.filter(is_demo=True)}
    everybody_has_work(waiting)
    every_place_of_work_opens(waiting)
    every_state_is_there()
    nothing_is_said_in_code()
    the_money_is_right(program)
    the_bank_is_asked_after()
    again_changes_nothing(program)


def everybody_has_work(waiting: dict[User, Inbox]) -> None:
    acting = [one for one in waiting if not roles_of(one) <= WATCHERS]
    assert {role for one in acting for role in roles_of(one)} == set(Role) - WATCHERS
    assert not [one.email for one in acting if not waiting[one].items]


def every_place_of_work_opens(waiting: dict[User, Inbox]) -> None:
    """Where a line of somebody's work leads, that person may go."""
    places = {
        item.place.route: (one, item) for one, inbox in waiting.items() for item in inbox.items
    }
    shut = []
    for person, item in places.values():
        browser = Client()
        browser.force_login(person)
        address = reverse(item.place.route, args=[item.place.key] if item.place.key else [])
        if browser.get(address).status_code != 200:
            shut.append(f"{person}: {address}")
    assert not shut


def every_state_is_there() -> None:
    missing = {
        f"{field.model.__name__}.{field.name}": sorted(absent)
        for field in lives()
        if (absent := {key for key, _ in field.flatchoices} - there(field) - passing(field))
    }
    assert not missing


def passing(field: Field[object, object]) -> set[str]:
    """A file and a pay run wait only until the clock rings next; a scan needs a scanner."""
    states: dict[object, set[str]] = {
        MeasurementFile: set(FILE_WAITS),
        Clawback: {ClawbackState.DEMANDED.value},
        Offset: {OffsetState.TAKEN.value},
        PayRun: {RunState.UNDER_WAY.value},
        PayRunChunk: {ChunkState.WAITING.value},
        EvidenceScan: {one.value for one in ScanState} - {ScanState.NOT_SCANNED.value},
    }
    return states.get(field.model, set())


def lives() -> list[Field[object, object]]:
    """Every column that says where something stands."""
    found = [
        field
        for model in apps.get_models()
        for field in model._meta.fields
        if field.name in {"state", "verdict"} and field.flatchoices
    ]
    assert len(found) >= 17
    return found


def there(field: Field[object, object]) -> set[str]:
    return set(field.model._default_manager.values_list(field.name, flat=True))


def nothing_is_said_in_code() -> None:
    assert not set(Event.objects.values_list("action", flat=True)) - DEEDS.keys()


def the_money_is_right(program: Program) -> None:
    assert books_balance()
    assert not [(check.name, *check.wrong()) for check in CHECKS if [*check.wrong()]]
    assert chain_intact().intact
    dashboard = dashboard_of(program)
    assert dashboard.agrees_with_books
    assert str(dashboard.purse.committed) == "₩7,000,000,000"


def the_bank_is_asked_after() -> None:
    """A row that waits, one that is resolved, and one file that is overdue, each once."""
    waits, done = AsideRow.objects.order_by("disbursement_id", "pk")
    assert (waits.disbursement is None, done.disbursement is None) == (False, True)
    assert done.resolution.reason
    alarm = AnswerAlarm.objects.get()
    assert alarm.batch == waits.answer.batch
    theo = User.objects.get(is_demo=True, memberships__role=Role.TREASURER)
    told = [item.todo.text for item in inbox_of(theo, timezone.now()).items]
    assert sum("set aside" in one for one in told) == 1
    assert sum("not answered in time" in one for one in told) == 1


def again_changes_nothing(program: Program) -> None:
    before = (Event.objects.count(), Membership.objects.count())
    assert play(at=timezone.now()) == program
    assert (Event.objects.count(), Membership.objects.count()) == before
