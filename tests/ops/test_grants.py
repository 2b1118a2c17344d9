"""Web and worker connect as a role that owns nothing: what they may not do, they cannot do."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import LazySettings, settings
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, connections, transaction

from core.management.commands.migrate import append_only_tables, grant

pytestmark = pytest.mark.django_db
DENIED = "permission denied|must be owner|permission denied for"


def refuses(statement: str) -> None:
    with pytest.raises(ProgrammingError, match=DENIED), transaction.atomic():
        connection.cursor().execute(statement)


def all_tables() -> list[str]:
    return sorted(m._meta.db_table for m in apps.get_models() if m._meta.managed)


def ask(question: str, *values: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        rows: list[tuple[object, ...]] = cursor.fetchall()
        return rows


def test_the_tests_themselves_run_as_the_application() -> None:
    ((me,),) = ask("SELECT current_user")
    assert me == "boram_app"
    owner = settings.DATABASE_OWNER
    assert owner is not None
    assert owner["USER"] == "boram_owner"


def test_the_application_owns_nothing() -> None:
    assert ask("SELECT relname FROM pg_class WHERE relowner = current_user::regrole") == []
    assert ask("SELECT proname FROM pg_proc WHERE proowner = current_user::regrole") == []
    assert ask("SELECT datname FROM pg_database WHERE datdba = current_user::regrole") == []


def test_neither_role_has_powers_over_the_server() -> None:
    rows = ask(
        "SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication"
        " FROM pg_roles WHERE rolname IN ('boram_app', 'boram_owner') ORDER BY rolname"
    )
    assert rows == [
        ("boram_app", False, False, False, False, False),
        ("boram_owner", False, False, True, False, False),
    ]


def test_there_are_tables_that_are_only_added_to() -> None:
    assert {"audit_event", "ledger_posting"} & set(append_only_tables()) or append_only_tables()


@pytest.mark.parametrize("table", append_only_tables())
def test_an_append_only_table_can_not_be_changed(table: str) -> None:
    refuses(f'UPDATE "{table}" SET id = id')  # noqa: S608
    refuses(f'DELETE FROM "{table}"')  # noqa: S608
    refuses(f'TRUNCATE "{table}"')


@pytest.mark.parametrize("table", append_only_tables())
def test_an_append_only_table_also_stops_its_owner(table: str) -> None:
    triggers = ask(
        "SELECT tgname, tgtype::int FROM pg_trigger"
        " WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled <> 'D'",
        table,
    )
    stopped = 0
    for _, kind in triggers:
        stopped |= int(str(kind))
    assert stopped & 16, f"{table} lets its owner update"
    assert stopped & 8, f"{table} lets its owner delete"
    assert stopped & 32, f"{table} lets its owner truncate"


@pytest.mark.parametrize("table", all_tables())
def test_no_table_can_be_emptied_reshaped_or_dropped(table: str) -> None:
    refuses(f'TRUNCATE "{table}"')
    refuses(f'ALTER TABLE "{table}" DISABLE TRIGGER ALL')
    refuses(f'ALTER TABLE "{table}" ADD COLUMN sneaked int')
    refuses(f'ALTER TABLE "{table}" OWNER TO boram_app')
    refuses(
        f'CREATE TRIGGER t BEFORE INSERT ON "{table}" EXECUTE FUNCTION suppress_redundant_updates_trigger()'
    )
    refuses(f'DROP TABLE "{table}"')


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "SET ROLE boram_owner",
        "SET SESSION AUTHORIZATION boram_owner",
        "CREATE TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE DATABASE mine",
        "CREATE ROLE mine",
        "ALTER ROLE boram_app SUPERUSER",
        "ALTER SYSTEM SET fsync = off",
        "UPDATE django_migrations SET name = name",
        "DELETE FROM django_migrations",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'y', now())",
        "COPY django_migrations TO PROGRAM 'true'",
    ],
)
def test_no_way_round_it(statement: str) -> None:
    if statement.startswith("CREATE DATABASE"):
        return refuses_outside_a_transaction(statement)
    if statement.startswith("ALTER SYSTEM"):
        return refuses_outside_a_transaction(statement)
    refuses(statement)
    return None


def refuses_outside_a_transaction(statement: str) -> None:
    line = connections.create_connection("default")
    try:
        with pytest.raises(ProgrammingError, match=DENIED):
            line.cursor().execute(statement)
    finally:
        line.close()


def test_granting_to_the_owner_itself_is_refused() -> None:
    with pytest.raises(CommandError, match="another role"):
        grant(connection, to=connection.settings_dict["USER"])


def test_migrating_without_the_owner_says_what_is_missing(settings: LazySettings) -> None:
    settings.DATABASE_OWNER = None
    with pytest.raises(CommandError, match="DATABASE_OWNER_URL"):
        call_command("migrate", verbosity=0)


def test_migrating_leaves_the_connection_as_the_application(transactional_db: None) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    ((me,),) = ask("SELECT current_user")
    assert me == "boram_app"
