"""Nothing moves without a line in the log, and the log and the books can only grow."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from django.apps import apps
from django.db import connection

from core.models import AppendOnly
from tests.architecture.house import ROOT, called, functions, on_floor, room

SELF = {"audit", "ledger"}  # the log itself, and the books, which other rooms' verbs write
NOT_A_VERB = {
    "companies.encrypt_number": "turns a number into bytes; nothing is stored",
    "companies.answers_for_itself": "a check that two verbs make; nothing is stored",
    "companies.decrypt_number": "turns bytes into a number; nothing is stored",
    "outcomes.swept": "a step of the nightly look, which records how much it removed",
    "programs.hold_reserves": "locks rows; every move after it is recorded",
    "payouts.given_back_unless_killed": "takes a count of starts back; what was done is recorded",
    "payouts.read_answer": "a dry run: says what applying the file would do",
}
UPDATE, DELETE, TRUNCATE = 16, 8, 32


def test_every_public_service_writes_to_the_log() -> None:
    """Directly, or through another verb of its room."""
    silent = {name for name, steps in _verbs().items() if not steps & {"record", "record_each"}}
    assert silent == NOT_A_VERB.keys() & _verbs().keys()


def test_every_excuse_names_a_service_that_exists() -> None:
    rooms_built = {name.split(".")[0] for name in _verbs()}
    gone = {n for n in NOT_A_VERB if n.split(".")[0] in rooms_built} - _verbs().keys()
    assert not gone


@pytest.mark.django_db
def test_every_append_only_table_refuses_change_by_anybody() -> None:
    """The owner of the table included: a trigger stands in the door."""
    stopped: dict[str, int] = defaultdict(int)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgtype FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname LIKE '%append_only%' "
            "AND t.tgenabled <> 'D'"
        )
        for table, kind in cursor.fetchall():
            stopped[table] |= kind
    guarded = UPDATE | DELETE | TRUNCATE
    assert not [t for t in _append_only() if stopped[t] & guarded != guarded]


@pytest.mark.django_db
def test_the_application_may_only_add_to_append_only_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, privilege_type FROM information_schema.table_privileges "
            "WHERE grantee = current_user AND table_name = ANY(%s)",
            [_append_only()],
        )
        powers = set(cursor.fetchall())
    assert powers == {(table, p) for table in _append_only() for p in ("SELECT", "INSERT")}


@pytest.mark.django_db
def test_the_application_owns_no_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE tableowner = current_user")
        assert not cursor.fetchall()


def _append_only() -> list[str]:
    return sorted(m._meta.db_table for m in apps.get_models() if issubclass(m, AppendOnly))


def _verbs() -> dict[str, set[str]]:
    """room.verb → everything it calls, also through the functions of its own room."""
    steps: dict[str, dict[str, set[str]]] = defaultdict(dict)
    public: list[tuple[str, str]] = []
    for path in on_floor("services"):
        for node in functions(path):
            steps[room(path)][node.name] = called(node)
            if not node.name.startswith("_") and room(path) not in SELF:
                public.append((room(path), node.name))
    return {f"{r}.{name}": _reach(steps[r], name) for r, name in public}


def _reach(steps: dict[str, set[str]], verb: str) -> set[str]:
    seen: set[str] = set()
    todo = {verb}
    while todo:
        name = todo.pop()
        seen.add(name)
        todo |= steps.get(name, set()) - seen
    return seen


def test_every_verb_is_tried_by_a_test() -> None:
    """By its name, or by another verb that takes it along the way."""
    told = "\n".join(p.read_text() for p in (ROOT / "tests").rglob("test_*.py"))
    steps = {name.split(".")[1]: calls for name, calls in _verbs().items()}
    tried = {name for name in steps if re.search(rf"\b{name}\b", told)}
    taken_along = set().union(*(steps[name] for name in tried))
    untried = steps.keys() - tried - taken_along
    assert not untried
