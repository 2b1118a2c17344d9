"""The same form sent twice counts once: of public OSHA forms the newest id stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from core.domain.words import say
from programs.domain.indicators.facts import Unknown
from programs.domain.indicators.headers import plain_header

OWN = "id"
SITE = (
    ("establishment_id",),
    ("company_name", "establishment_name", "street_address", "city", "state", "zip_code"),
    ("establishment_name",),
)
TIME = ("year_filing_for", "year", "연도", "quarter", "month")
Records: TypeAlias = Sequence[Sequence[str]]


def replaced(header: Sequence[str], records: Records) -> dict[int, Unknown]:
    """By place in `records`: what a later form of the same site and year replaced."""
    places = {plain_header(name): i for i, name in enumerate(header)}
    own, site = places.get(OWN), _site(places)
    if own is None or not site:
        return {}
    known = [*site, *(places[plain_header(one)] for one in TIME if plain_header(one) in places)]
    newest: dict[tuple[str, ...], int] = {}
    gone: dict[int, Unknown] = {}
    for i, record in enumerate(records):
        name, mine = tuple(_cell(record, place) for place in known), _id(_cell(record, own))
        if mine is None or not any(name[: len(site)]):
            continue
        before = newest.setdefault(name, i)
        if before == i:
            continue
        other = _id(_cell(records[before], own)) or 0
        old, new = (before, i) if mine >= other else (i, before)
        newest[name] = new
        gone[old] = _older(max(mine, other))
    return gone


def _site(places: Mapping[str, int]) -> list[int]:
    for names in SITE:
        plain = [plain_header(name) for name in names]
        if all(name in places for name in plain):
            return [places[name] for name in plain]
    return []


def _cell(record: Sequence[str], place: int) -> str:
    return record[place].strip() if place < len(record) else ""


def _id(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _older(newer: int) -> Unknown:
    return Unknown(
        "replaced",
        say(
            "The same establishment sent this form again; number %(newer)s counts.",
            newer=newer,
        ),
    )
