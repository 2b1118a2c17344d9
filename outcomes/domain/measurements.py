"""What a reading may be: which sort of number, how large, and what is said when it is not."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum

from core.domain.cells import number_in
from core.domain.words import Sentence, say


class ReadingKind(StrEnum):
    """What sort of number a reading is."""

    EVENTS = "events"
    HOURS = "hours"
    COUNT = "count"
    SHARE = "share"
    WHOLE = "whole"


MOST = Decimal(9_999_999_999)
PLACES = 4  # what the tables keep
LONGEST_NOTE = 2_000

# Whether a number fits its kind, and what is said when it does not.
FITS: dict[ReadingKind, tuple[Callable[[Decimal], bool], Sentence]] = {
    ReadingKind.EVENTS: (
        lambda number: not number % 1 and number <= 1_000_000,
        say("Injuries are counted in whole numbers. Write 0 only when there was none."),
    ),
    ReadingKind.HOURS: (
        lambda number: number <= 1_000_000_000,
        say("These are too many hours. Write the hours worked by everybody in the period."),
    ),
    ReadingKind.COUNT: (
        lambda number: number <= MOST,
        say("This number is too large."),
    ),
    ReadingKind.WHOLE: (
        lambda number: not number % 1 and number <= 1_000_000,
        say("This is counted in whole numbers up to 1,000,000. Write 0 only when there was none."),
    ),
    ReadingKind.SHARE: (
        lambda number: number <= 1,
        say("A share lies between 0 and 1. Write 0.8 for 80 %%."),
    ),
}
NO_NUMBER = say(
    "This is not a number. Write digits such as 12.5; leave the cell empty when it is unknown."
)


def wrong_reading(kind: ReadingKind, text: str) -> Sentence | None:
    """Why a text is no reading of this kind; an empty one is missing, which is not wrong."""
    if not text:
        return None
    number = number_in(text)
    if number is None or round(number, PLACES) != number:
        return NO_NUMBER
    fits, sentence = FITS[kind]
    return None if fits(number) else sentence
