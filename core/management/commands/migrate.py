"""Migrate as the owner, then give the application role exactly what it needs."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from core.models import AppendOnly

READ_ONLY = ("django_migrations",)


class Command(DjangoMigrate):
    """The web and worker processes connect as a role that owns no table; this one as the owner."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Sign in as the owner, migrate, grant, and be the application again."""
        connection = connections[options["database"]]
        application = connection.settings_dict
        if settings.DATABASE_OWNER is None:
            raise CommandError("Set DATABASE_OWNER_URL: only the owner of the tables may migrate.")
        connection.close()
        connection.settings_dict = {**application, **settings.DATABASE_OWNER}
        try:
            super().handle(*args, **options)
            if not (options["check_unapplied"] or options["plan"]):
                grant(connection, to=application["USER"])
        finally:
            connection.close()
            connection.settings_dict = application


def append_only_tables() -> list[str]:
    """Tables that are added to and never changed."""
    return sorted(m._meta.db_table for m in apps.get_models() if _is_append_only(m))


def _is_append_only(model: type[Model]) -> bool:
    return issubclass(model, AppendOnly) and model._meta.managed


def grant(connection: BaseDatabaseWrapper, *, to: str) -> None:
    """Say from nothing what the application role may do; saying it twice changes nothing."""
    role = connection.ops.quote_name(to)
    append_only = append_only_tables()
    if to == connection.settings_dict["USER"]:
        raise CommandError("DATABASE_URL must name another role than DATABASE_OWNER_URL.")
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        for table in connection.introspection.table_names():
            name = connection.ops.quote_name(table)
            cursor.execute(f"REVOKE ALL ON {name} FROM {role}, PUBLIC")
            cursor.execute(f"GRANT {_powers(table, append_only)} ON {name} TO {role}")


def _powers(table: str, append_only: list[str]) -> str:
    if table in READ_ONLY:
        return "SELECT"
    if table in append_only:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE"
