"""Arthur's desk speaks Korean: no column, filter, field or button of any table is left in English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.contrib import admin
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.test import Client

from audit.models import Event
from tests.factories.people import the

SILENT = {"script", "style", "template", "textarea"}
SAID = {"alt", "aria-label", "placeholder", "title"}
NAMES = {"kosme", "kst", "ksic", "json", "csv", "pdf", "sha-256", "boram", "api", "english"}
NAMES |= {"dart", "ilo", "ltifr", "trifr", "trir"}  # rates have the names their sources give them
NAMES |= {"site", "hours"}  # columns of a file are named as they stand in it
LATIN = re.compile(r"(?<![\w-])[A-Za-z]{3,}(?![\w-])")


class Voice(HTMLParser):
    """Everything that a page says to a reader or to a screen reader."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.silent, self.said = 0, list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        given = dict(attrs)
        names = SAID | ({"value"} if given.get("type") in {"submit", "button"} else set())
        self.said += [value for name, value in attrs if name in names and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def typed_by_people() -> re.Pattern[str]:
    """What stands in the tables because somebody typed it; longest first."""
    found = set[str]()
    for model in admin.site._registry:
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField) and not field.choices:
                found |= set(model._base_manager.values_list(field.name, flat=True))
    for details in Event.objects.values_list("details", flat=True):
        found.add(json.dumps(details, ensure_ascii=False, cls=DjangoJSONEncoder))
    longest_first = sorted(filter(None, found), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def english_in(page: str, data: re.Pattern[str]) -> set[str]:
    left = data.sub(" ", "\n".join(Voice(page).said))
    return {word for word in LATIN.findall(left) if word.lower() not in NAMES}


def pages(desk: Client) -> Iterator[tuple[str, str]]:
    """The first page, each list, one object of each, and the form of every verb."""
    yield "/admin/", desk.get("/admin/").content.decode()
    for model, table in admin.site._registry.items():
        here = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        rows = model._default_manager.order_by("-pk")
        assert rows, f"no row of {model.__name__} to look at"
        verbs = [f"do/{verb.name}/" for verb in getattr(table, "list_actions", ())]
        for verb in getattr(table, "object_actions", ()):
            row = next(row for row in rows if verb(row).offered(the("arthur")))
            if not verb(row).leads_to():  # what leads away from the desk is read where it leads
                verbs.append(f"{row.pk}/do/{verb.name}/")
        for address in ("", f"{rows[0].pk}/change/", *verbs):
            answer = desk.get(here + address)
            assert answer.status_code == 200, here + address
            yield here + address, answer.content.decode()


def test_the_desk_says_nothing_in_english(desk: Client, everything: None) -> None:
    data = typed_by_people()
    left = {address: words for address, page in pages(desk) if (words := english_in(page, data))}
    assert not left, "\n".join(f"{a} {sorted(w)}" for a, w in left.items())
