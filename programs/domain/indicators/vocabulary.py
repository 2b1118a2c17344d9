"""The words in which an indicator is defined: what is counted, per what, which way is better."""

from __future__ import annotations

from enum import StrEnum


class Counted(StrEnum):
    """What the numerator counts; one accident (건) may hurt three people (명)."""

    CASES = "cases"
    PERSONS = "persons"
    DAYS = "days"
    HOURS = "hours"
    POINTS = "points"


class Per(StrEnum):
    """What the denominator counts; nothing, where a number stands by itself."""

    HOURS = "hours"
    EMPLOYEES = "employees"
    INSPECTIONS = "inspections"
    HAZARDS = "hazards"
    COURSES = "courses"
    NOTHING = "nothing"


class Direction(StrEnum):
    """Which way is better; more near-miss reports are neither."""

    LOWER = "lower"
    HIGHER = "higher"
    NEITHER = "neither"


class Nature(StrEnum):
    """Injuries themselves, or what prevents them."""

    LAGGING = "lagging"
    LEADING = "leading"


class Level(StrEnum):
    """Of whom a value speaks, from the smallest to the largest."""

    SITE = "site"
    SUPPLIER = "supplier"
    PROGRAM = "programme"


LEVELS = tuple(Level)
