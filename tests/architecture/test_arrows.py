"""One street: an import, a foreign key, a reverse accessor and a signal are four spellings of one arrow."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, ManyToManyField

from tests.architecture.house import RANK, ROOT, SOURCES, place, room, tree

ADMIN_OF_THE_LOG = "admin.LogEntry"


def keys_between_rooms() -> list[tuple[str, str, Field[Any, Any]]]:
    """(room, room pointed at, key) for every key that leaves its room."""
    return [
        (model._meta.app_label, field.related_model._meta.app_label, field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | ManyToManyField)
        and {model._meta.app_label, field.related_model._meta.app_label} <= RANK.keys()
        and model._meta.app_label != field.related_model._meta.app_label
    ]


def owners() -> dict[str, str]:
    """Reverse accessor → the room that it belongs to."""
    return {
        str(back.get_accessor_name()): here
        for here, _, key in keys_between_rooms()
        if (back := key.remote_field) is not None and not back.hidden
    }


def test_rooms_and_floors_import_only_from_the_left_and_from_below() -> None:
    """The contracts in pyproject.toml hold."""
    tool = Path(sys.executable).parent / "lint-imports"
    run = subprocess.run(
        [tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_house_knows_nothing_of_those_who_measure_or_break_it() -> None:
    """What `bench`, `chaos` and `tests` need they take; the house holds no switch for them."""
    outside = {"bench", "chaos", "tests", "scripts"}
    known = [
        place(path, node)
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and {
            (name or "").partition(".")[0]
            for name in (
                [node.module]
                if isinstance(node, ast.ImportFrom)
                else [one.name for one in node.names]
            )
        }
        & outside
    ]
    assert not known


def test_a_foreign_key_is_an_import() -> None:
    """A key to a later room would tie the knot that import-linter forbids."""
    backwards = [str(key) for here, there, key in keys_between_rooms() if RANK[there] >= RANK[here]]
    assert not backwards


def test_no_key_points_at_something_by_any_kind() -> None:
    """A generic key is a key to every room at once."""
    kinds = [
        str(field)
        for model in apps.get_models()
        if model._meta.app_label in RANK
        for field in model._meta.private_fields
    ]
    assert not kinds


def test_a_reverse_accessor_is_an_import_in_disguise() -> None:
    """`agreement.payouts` belongs to payouts; earlier rooms may not reach through it."""
    owner = owners()
    peeks = [
        f"{place(path, node)} .{node.attr}"
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr in owner
        and RANK.get(room(path), 99) < RANK[owner[node.attr]]
    ]
    assert not peeks


def test_a_lookup_across_a_reverse_key_is_one_too() -> None:
    """`filter(payouts__state=…)` in an earlier room reads a later room's table."""
    owner = owners()
    peeks = [
        f"{place(path)} {name}="
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        for name in (k.arg or "" for k in node.keywords)
        if "__" in name
        and RANK.get(room(path), 99) < RANK.get(owner.get(name.split("__")[0], ""), -1)
    ]
    assert not peeks


def test_nothing_happens_behind_your_back() -> None:
    """A signal hides the next step; call it."""
    hidden = ("django.db.models.signals", "django.dispatch", "django.core.signals")
    signals = [
        place(path, node)
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and ((node.module or "").startswith(hidden) or (node.module or "").endswith(".signals"))
    ]
    assert not signals
