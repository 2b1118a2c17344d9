"""One word, one meaning: every state is named once, and one verb has six spellings."""

from __future__ import annotations

import importlib
import re
from enum import StrEnum

from core.translation import LABELS
from people.views import VerbPage
from tests.architecture.house import ROOT, SOURCES, floor, place, room
from tests.architecture.test_doors import own_routes


def enums() -> set[type[StrEnum]]:
    """Every closed list of words in the pure packages."""
    found: set[type[StrEnum]] = set()
    for path in SOURCES:
        if floor(path) == "domain" and room(path) != "config":
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            things = vars(importlib.import_module(name)).values()
            found |= {t for t in things if isinstance(t, type) and issubclass(t, StrEnum)}
    return found - {StrEnum}


def test_every_state_and_kind_is_named_for_people() -> None:
    nameless = {f"{enum.__name__}.{m.name}" for enum in enums() for m in enum if m not in LABELS}
    assert not nameless


def test_every_label_names_something() -> None:
    words = {str(member) for enum in enums() for member in enum}
    text = "\n".join(p.read_text() for p in SOURCES if p.name != "translation.py")
    unused = [key for key in LABELS if key not in words and f'"{key}"' not in text]
    assert not unused


def test_one_verb_has_one_name_in_class_template_and_address() -> None:
    """`PayoutApprove` shows `payouts/payout_approve.html` at an address named after the verb."""
    torn = []
    for address, name, view in own_routes():
        if isinstance(view, type) and issubclass(view, VerbPage):
            space, _, spelled = name.rpartition(":")
            noun_verb = _snake(view.__name__)
            template = f"{space}/{noun_verb}.html"
            if view.template_name != template or not _agrees(spelled, noun_verb):
                torn.append(f"{address} {name} {view.__name__} {view.template_name}")
    assert not torn


def test_every_template_that_a_page_names_exists() -> None:
    missing = [
        f"{place(path)} {name}"
        for path in SOURCES
        for name in re.findall(r'template_name(?:: [^=]+)? = "([^"]+)"', path.read_text())
        if not (ROOT / "templates" / name).exists()
    ]
    assert not missing


def test_every_page_is_shown_by_something() -> None:
    """A template that nothing names is a page that nobody sees."""
    text = "\n".join(p.read_text() for p in SOURCES)
    text += "\n".join(p.read_text() for p in (ROOT / "templates").rglob("*.html"))
    folders = {room(path) for path in SOURCES} - {"core", "config"}
    unused = [
        str(path.relative_to(ROOT))
        for folder in folders
        for path in (ROOT / "templates" / folder).rglob("*.*")
        if str(path.relative_to(ROOT / "templates")) not in text
    ]
    assert not unused


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _agrees(spelled: str, noun_verb: str) -> bool:
    """`approve`, `payout_approve`, or `payout` where that page is the verb's only home."""
    return spelled in noun_verb and (f"_{noun_verb}_").find(f"_{spelled}_") >= 0
