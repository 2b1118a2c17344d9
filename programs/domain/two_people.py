"""What one person writes down, another confirms."""

from __future__ import annotations

from core.domain.errors import RuleBroken


def check_second_person(first: int, second: int) -> None:
    """Whoever wrote something down never confirms it."""
    if first == second:
        raise RuleBroken("You wrote this down yourself. Another person has to confirm it.")
