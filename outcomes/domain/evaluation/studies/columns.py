"""Which column holds what: named in the parameters, or known by one of its usual names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.domain.documents import part_of
from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.studies.naming import AFTER, ALIASES, BEFORE, is_wide, normal
from outcomes.domain.evaluation.studies.params import Param

SIDES = {"before": BEFORE, "after": AFTER}
Named = Mapping[str, list[str]]
Places = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table; `named` are those that the parameters name, by role."""

    header: tuple[str, ...]
    named: Named = field(default_factory=dict)

    def of(self, role: str) -> Places:
        """Where a role stands: several columns are added up, none is an empty answer."""
        if role in self.named:
            return tuple(self.place(name, f"columns.{role}") for name in self.named[role])
        kind, _, side = role.rpartition("_")
        if side in SIDES and kind in ALIASES:
            return self._wide(kind, side)
        for alias in ALIASES.get(role, ()):
            found = [i for i, name in enumerate(self.header) if normal(name) == alias]
            if found:
                return (self._single(found),)
        return ()

    def need(self, role: str) -> Places:
        """A role without which there is no answer."""
        if found := self.of(role):
            return found
        raise RuleBroken(
            "No column for “%(role)s” was found. The columns are: %(columns)s. Name it in the "
            'parameters: {"columns": {"%(role)s": "…"}}.',
            role=role,
            columns=", ".join(self.header),
        )

    def place(self, name: str, where: str) -> int:
        """A column by its own name or by its role."""
        found = [i for i, header in enumerate(self.header) if header == name] or [
            i for i, header in enumerate(self.header) if normal(header) == normal(name)
        ]
        if not found and where == "by":
            found = list(self.of(name))
        if not found:
            raise RuleBroken(
                "%(place)s names “%(name)s”, which is no column. The columns are: %(columns)s.",
                place=where,
                name=name,
                columns=", ".join(self.header),
            )
        return self._single(found)

    def names(self, places: Places) -> list[str]:
        """What they are called in the file."""
        return [self.header[i] for i in places]

    def _wide(self, kind: str, side: str) -> Places:
        return tuple(i for i, name in enumerate(self.header) if is_wide(name, kind, SIDES[side]))

    def _single(self, found: list[int]) -> int:
        if len(found) > 1:
            raise RuleBroken(
                "The column “%(column)s” appears more than once. Leave one.",
                column=self.header[found[0]],
            )
        return found[0]


def _named(place: str, value: object) -> dict[str, list[str]]:
    part = part_of(value, place)
    sides = [f"{kind}_{side}" for kind in ("count", "exposure") for side in SIDES]
    part.only(*ALIASES, *sides, *MORE)
    return {role: _names(part.at(role), names) for role, names in part.found.items()}


def _names(place: str, value: object) -> list[str]:
    names = [value] if isinstance(value, str) else value
    if isinstance(names, list) and names and all(isinstance(one, str) for one in names):
        return [str(one) for one in names]
    raise RuleBroken(
        '%(place)s must be the name of a column, such as "injuries", or a list of names whose '
        "cells are added up.",
        place=place,
    )


MORE = ("predicted_before", "predicted_after", "k", "cluster", "stratum", "covariates")
NAMED = Param({}, _named)
