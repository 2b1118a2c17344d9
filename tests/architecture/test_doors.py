"""Every route says who may walk it: a line of the permission table, or that it is public."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from people.permissions import MAY
from tests.architecture.house import DOORS, SOURCES, called, floor, functions, place, room, tree

GUARDED_BY_OTHERS = (
    "allauth.",  # sign-in, second factor, sessions
    "django.contrib.admin",  # agency staff; every model says for itself who may
    "django.contrib.staticfiles",
    "django.views.i18n",  # the language switch
    "django.views.static",
    "drf_spectacular.",  # the description of the API, no data
    "whitenoise.",
)
ADMINISTRATION = "admin:"


def routes(
    patterns: list[Any] | None = None, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str, Any]]:
    """(address, namespace:name, view class or function) of every route."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, here, inner)
        elif isinstance(pattern, URLPattern):
            yield here, f"{space}{pattern.name or ''}", view_of(pattern.callback)


def view_of(callback: Any) -> Any:
    """The class behind a route, or the function itself."""
    return getattr(callback, "view_class", None) or getattr(callback, "cls", callback)


def own_routes() -> list[tuple[str, str, Any]]:
    """Routes that this project guards itself; the administration has its own guard and tests."""
    return [
        (address, name, view)
        for address, name, view in routes()
        if not name.startswith(ADMINISTRATION) and not _module(view).startswith(GUARDED_BY_OTHERS)
    ]


def _module(view: Any) -> str:
    return getattr(view, "__module__", "") or type(view).__module__


def actions_of(view: Any) -> set[str]:
    """The line of the permission table, or one line for each method."""
    named = getattr(view, "action", None)
    by_method = getattr(view, "actions", None)
    named = {named} if isinstance(named, str) else set()
    return named | (set(by_method.values()) if isinstance(by_method, dict) else set())


def test_every_route_names_its_action_or_says_that_it_is_public() -> None:
    open_doors = [
        f"{address} {view!r}"
        for address, _, view in own_routes()
        if not getattr(view, "public", False) and not actions_of(view)
    ]
    assert not open_doors


def test_every_action_of_a_route_is_a_line_of_the_permission_table() -> None:
    unknown = {
        address: actions_of(view) - MAY.keys()
        for address, _, view in routes()
        if actions_of(view) - MAY.keys()
    }
    assert not unknown


def test_nothing_is_public_and_guarded_at_once() -> None:
    torn = [a for a, _, view in own_routes() if getattr(view, "public", False) and actions_of(view)]
    assert not torn


def test_every_route_has_a_name_in_its_room() -> None:
    nameless = [address for address, name, _ in own_routes() if not name.rpartition(":")[2]]
    assert not nameless


def test_every_line_of_the_permission_table_is_asked_somewhere() -> None:
    """A right that no code asks for is a promise that nobody keeps."""
    text = "\n".join(
        path.read_text()
        for path in SOURCES
        if path.stem != "permissions" and room(path) != "config"
    )
    unused = [action for action in MAY if f'"{action}"' not in text]
    assert not unused


def test_tasks_are_alarm_clocks() -> None:
    """A task finds what is due and calls a verb; it writes nothing itself."""
    writers = [
        f"{place(path, node)} {node.name}"
        for path in SOURCES
        if floor(path) == "tasks" and room(path) != "config"
        for node in functions(path)
        if called(node) & {"save", "create", "bulk_create", "update", "delete", "record"}
    ]
    assert not writers


def test_doors_write_nothing_themselves() -> None:
    """Parse, one call, answer."""
    writes = {"bulk_create", "bulk_update", "select_for_update", "record", "get_or_create"}
    writers = [
        place(path)
        for path in SOURCES
        if floor(path) in DOORS - {"management"}
        and room(path) != "config"
        and called_in(path) & writes
    ]
    assert not writers


def called_in(path: Any) -> set[str]:
    """Everything that a file calls."""
    return called(tree(path))
