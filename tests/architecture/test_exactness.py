"""Money is whole won: no float comes near it, in code or in tables."""

from __future__ import annotations

import ast
from typing import Any

from django.apps import apps
from django.db import models

from tests.architecture.house import RANK, ROOT, SOURCES, place, room, tree

LAW = ROOT / "outcomes" / "domain"
STATISTICS = {LAW / "evaluation", LAW / "luck", LAW / "sampling"}  # estimates, never an amount


def test_no_float_stands_in_any_room_but_statistics() -> None:
    floats = [
        place(path, node)
        for path in SOURCES
        if room(path) in RANK and not STATISTICS.intersection(path.parents)
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Attribute) and node.attr == "FloatField")
    ]
    assert not floats


def test_no_table_keeps_a_float() -> None:
    floats = [str(f) for f in _fields() if isinstance(f, models.FloatField)]
    assert not floats


def test_every_amount_is_whole_won() -> None:
    money = ("amount", "_reserved", "_paid", "delta", "total", "won", "balance")
    wrong = [
        str(field)
        for field in _fields()
        if field.name.endswith(money)
        and not isinstance(field, models.BigIntegerField | models.ForeignKey)
    ]
    assert not wrong


def _fields() -> list[models.Field[Any, Any]]:
    return [
        field
        for model in apps.get_models()
        if model._meta.app_label in RANK
        for field in model._meta.fields
    ]
