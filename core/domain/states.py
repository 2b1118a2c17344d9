"""Lifecycles as data: a table of moves that is read by code, tests, pages and docs alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from core.domain.errors import IllegalMove

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Move(Generic[S]):
    """One arrow of the lifecycle: a verb takes an object from some states to one state."""

    verb: str
    sources: frozenset[S]
    target: S


class Lifecycle(Generic[S]):
    """The whole table of moves for one kind of object."""

    def __init__(self, *moves: Move[S]) -> None:
        self.moves = {move.verb: move for move in moves}
        if len(self.moves) != len(moves):
            raise ValueError("a verb may appear once")

    def after(self, verb: str, state: S) -> S:
        """The state that follows, or IllegalMove."""
        arrow = self.moves[verb]
        if state not in arrow.sources:
            raise IllegalMove(
                "This cannot be done while the state is “%(state)s”. "
                "Reload the page to see where it stands.",
                state=state,
            )
        return arrow.target

    def allows(self, verb: str, state: S) -> bool:
        """Whether the verb may be used now; for pages that offer buttons."""
        return state in self.moves[verb].sources

    def verbs_from(self, state: S) -> tuple[str, ...]:
        """What may be done next."""
        return tuple(verb for verb, arrow in self.moves.items() if state in arrow.sources)


def move(verb: str, target: S, *sources: S) -> Move[S]:
    """Shorthand so that a lifecycle reads as a table."""
    return Move(verb, frozenset(sources), target)
