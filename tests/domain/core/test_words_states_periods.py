"""Sentences, lifecycles and windows: the small change of the house."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import pytest

from core.domain.errors import IllegalMove, RuleBroken, Stale
from core.domain.periods import Period
from core.domain.states import Lifecycle, move
from core.domain.words import say, sentence_from


class Door(StrEnum):
    """A door."""

    OPEN = "open"
    SHUT = "shut"


DOOR = Lifecycle(move("close", Door.SHUT, Door.OPEN), move("open", Door.OPEN, Door.SHUT))


def test_a_sentence_is_kept_and_said_again() -> None:
    spoken = say("%(n)s of %(all)s, 100 %%.", n=3, all="7")
    assert str(spoken) == "3 of 7, 100 %."
    assert sentence_from(spoken.as_json()) == spoken


def test_an_error_carries_its_sentence_and_its_field() -> None:
    broken = Stale("The %(what)s changed. Look again.", field="amount", what="amount")
    assert str(broken) == "The amount changed. Look again."
    assert (broken.field, broken.sentence.values) == ("amount", {"what": "amount"})
    assert isinstance(broken, RuleBroken)


def test_a_lifecycle_is_its_table() -> None:
    assert DOOR.after("close", Door.OPEN) == Door.SHUT
    assert DOOR.allows("open", Door.SHUT)
    assert not DOOR.allows("open", Door.OPEN)
    assert DOOR.verbs_from(Door.SHUT) == ("open",)
    with pytest.raises(IllegalMove, match="cannot be done while the state is “shut”"):
        DOOR.after("close", Door.SHUT)


def test_a_verb_appears_once() -> None:
    with pytest.raises(ValueError, match="once"):
        Lifecycle(move("close", Door.SHUT, Door.OPEN), move("close", Door.OPEN, Door.SHUT))


def test_both_days_of_a_window_count() -> None:
    june = Period(date(2026, 6, 1), date(2026, 6, 30))
    assert june.days == 30
    assert str(june) == "2026-06-01 – 2026-06-30"
    assert june.overlaps(Period(date(2026, 6, 30), date(2026, 7, 1)))
    assert not june.overlaps(Period(date(2026, 7, 1), date(2026, 7, 1)))


def test_a_window_does_not_end_before_it_begins() -> None:
    with pytest.raises(RuleBroken, match="before it begins on 2026-06-02"):
        Period(date(2026, 6, 2), date(2026, 6, 1))
