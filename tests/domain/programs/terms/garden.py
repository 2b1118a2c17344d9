"""Where random sheets grow: names with their kinds, and steps that take them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

WRITTEN = {
    "money": ("0", "1000", "250.5", "-300", "99999"),
    "point": ("0", "3", "-2", "7.5", "40"),
    "pure": ("0", "0.5", "0.25", "1"),
}
TESTS = ("at_least", "more_than", "at_most", "less_than")
WAYS = ("half_up", "half_even", "half_down", "down", "up", "floor", "ceiling")
UNITS = {"money": None, "point": "point", "pure": "1"}


@dataclass(frozen=True, slots=True)
class Known:
    """A name that stands already: what it is, and how far in its subjects are."""

    name: str
    sort: str  # money, point, pure, truth, word or date
    level: int


@dataclass(slots=True)
class Garden:
    """A sheet that grows. `rising` keeps to steps that never fall when money rises."""

    draw: Any
    rising: bool
    levels: list[dict[str, Any]] = field(default_factory=list)
    inputs: list[dict[str, Any]] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    deepest: int = 0  # of what the step that grows now has taken

    def one_of(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def whole(self, least: int, most: int) -> int:
        found: int = self.draw(st.integers(least, most))
        return found

    def name(self, sort: str, *, inside: bool = False, root: bool = False) -> str:
        """A name of this sort; later ones first, so that steps grow on steps."""
        found = [
            one
            for one in reversed(self.known)
            if one.sort == sort and (one.level > 0 or not inside) and (one.level == 0 or not root)
        ]
        one: Known = self.one_of(*found)
        self.deepest = max(self.deepest, one.level)
        return one.name

    def first(self, step: dict[str, Any], sort: str) -> str:
        """Add a step on the way to another one, which takes it."""
        before, self.deepest = self.deepest, 0
        step = {**step, "of": self.name(sort)}
        key = self.grow(step, sort)
        self.deepest = before
        return self.reach(key)

    def reach(self, key: str) -> str:
        """Take this name."""
        self.deepest = max([self.deepest, *(one.level for one in self.known if one.name == key)])
        return key

    def measured(self, sort: str) -> str:
        """An input, whose grid is known, so that others can be divided by it."""
        found = [one.name for one in self.known if one.sort == sort and "_" in one.name]
        return self.reach(self.one_of(*found))

    def has(self, sort: str, *, inside: bool = False) -> bool:
        return any(one.sort == sort and (one.level > 0 or not inside) for one in self.known)

    def take(self, sort: str) -> str:
        """A name, or now and then a written number."""
        written: str = self.one_of(*WRITTEN[sort]) if self.whole(0, 3) == 0 else ""
        return written or self.name(sort)

    def some(self, sort: str, *, least: int = 1, most: int = 3) -> list[str]:
        """At least one of them a name: written numbers alone have no unit."""
        more = self.whole(least - 1, most - 1)
        if sort == "truth":
            return [self.name(sort) for _ in range(more + 1)]
        return [self.name(sort), *(self.take(sort) for _ in range(more))]

    def number(self) -> str:
        """A sort of number to work with."""
        found: str = self.one_of("money", "money", "point", "pure")
        return found

    def edges(self, sort: str, count: int) -> list[str]:
        """Rising written numbers."""
        least, most, scale = {"pure": (0, 40, 20), "point": (-20, 200, 2)}[sort]
        found = self.draw(
            st.lists(st.integers(least, most), min_size=count, max_size=count, unique=True)
        )
        return [f"{one / scale:g}" for one in sorted(found)]

    def grow(self, step: dict[str, Any], sort: str, *, level: int | None = None) -> str:
        """Add a step; its level is that of the innermost name it takes."""
        key = f"s{len(self.steps)}"
        self.steps.append({"key": key, **step})
        self.known.append(Known(key, sort, self.deepest if level is None else level))
        self.deepest = 0
        return key

    def grow_parts(self, step: dict[str, Any], sort: str, parts: tuple[str, ...]) -> None:
        """Add a step with several results."""
        key = f"s{len(self.steps)}"
        self.steps.append({"key": key, **step})
        self.known += [Known(f"{key}.{part}", sort, self.deepest) for part in parts]
        self.deepest = 0
