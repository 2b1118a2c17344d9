"""The building code: small files, closed vocabulary, and what may stand on which floor."""

from __future__ import annotations

import ast
from statistics import median

from tests.architecture.house import (
    DOORS,
    ROOMS,
    ROOT,
    SOURCES,
    floor,
    functions,
    on_floor,
    place,
    room,
    tree,
)

MAX_FILE, MAX_FUNCTION, MEDIAN_FILE = 300, 50, 80
FLOORS = {
    "domain", "models", "gateways", "permissions", "selectors", "services", "forms", "templatetags",
    "views", "api", "tasks", "management", "urls", "admin", "apps", "migrations", "__init__",
}  # fmt: skip
ONLY_IN_CORE = {"translation"}
MAY_BE_A_PACKAGE = FLOORS - {"permissions", "apps", "__init__"}
VAGUE = {"utils", "helpers", "common", "misc", "manager", "base2", "tools", "constants", "types"}


def test_no_room_has_a_file_that_the_house_does_not_name() -> None:
    strangers = [
        place(path)
        for name in ROOMS[:-1]
        for path in sorted((ROOT / name).iterdir())
        if path.suffix in {".py", ""}
        and path.name != "__pycache__"
        and path.stem not in FLOORS | (ONLY_IN_CORE if name == "core" else set())
    ]
    assert not strangers


def test_only_floors_that_may_grow_are_packages() -> None:
    packages = [
        place(path)
        for name in ROOMS[:-1]
        for path in (ROOT / name).iterdir()
        if path.is_dir() and path.name not in MAY_BE_A_PACKAGE | {"__pycache__"}
    ]
    assert not packages


def test_every_file_is_named_after_a_noun() -> None:
    """A `utils.py` is a noun that nobody has found yet; `services2.py` is a file that should split."""
    vague = [place(p) for p in SOURCES if p.stem in VAGUE or p.stem[-1].isdigit()]
    assert not vague


def test_files_stay_small() -> None:
    long = {place(p): n for p in SOURCES if (n := len(p.read_text().splitlines())) > MAX_FILE}
    assert not long


def test_functions_stay_small() -> None:
    long = [
        f"{place(path, node)} {node.name}"
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= MAX_FUNCTION
    ]
    assert not long


def test_the_usual_file_fits_on_a_screen() -> None:
    lengths = [len(p.read_text().splitlines()) for p in SOURCES if p.stem != "__init__"]
    assert median(lengths) <= MEDIAN_FILE


def test_only_doors_read_the_clock() -> None:
    """`at` comes from outside, so that yesterday can be computed again tomorrow."""
    clocks = {("timezone", "now"), ("datetime", "now"), ("datetime", "utcnow"), ("date", "today")}
    readers = [
        place(path, node)
        for path in SOURCES
        if room(path) != "config" and floor(path) not in DOORS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and (getattr(node.value, "id", getattr(node.value, "attr", "")), node.attr) in clocks
    ]
    assert not readers


def test_a_table_only_holds_and_refuses() -> None:
    """Fields, constraints and one-line properties; a verb on a model would be a second way in."""
    verbs = [
        f"{place(path, node)} {owner.name}.{node.name}"
        for path in on_floor("models")
        for owner in ast.walk(tree(path))
        if isinstance(owner, ast.ClassDef) and not owner.name.endswith(("Manager", "QuerySet"))
        for node in owner.body
        if isinstance(node, ast.FunctionDef)
        and node.name != "__str__"
        and "property" not in {getattr(d, "id", "") for d in node.decorator_list}
    ]
    assert not verbs


def test_services_speak_in_keywords() -> None:
    """`approve_payout(3, olivia)` could mean anything; `by=olivia` can't."""
    positional = [
        f"{place(path, node)} {node.name}"
        for path in on_floor("services")
        for node in functions(path)
        if not node.name.startswith("_") and len(node.args.posonlyargs + node.args.args) > 1
    ]
    assert not positional


def test_selectors_and_services_know_no_door() -> None:
    """Neither HTTP nor a task has a place below the doors."""
    banned = ("django.http", "django.shortcuts", "django.urls", "rest_framework", "celery")
    below = on_floor("models", "services", "gateways", "domain")
    leaks = [
        place(path, node)
        for path in below
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith(banned))
        or (isinstance(node, ast.Import) and any(a.name.startswith(banned) for a in node.names))
    ]
    assert not leaks
