"""Measuring one thing again leaves what was measured of the others as it is."""

from __future__ import annotations

from bench.page import replaced, section_of

PAGE = "# Measured\n\nWritten by itself.\n\n## One\n\nold\n\n## Two\n\nkept\n"


def test_a_section_takes_the_place_of_the_one_with_its_title() -> None:
    assert replaced(PAGE, ["## One\n\nnew\n"]) == PAGE.replace("old", "new")


def test_a_new_section_stands_behind_the_others() -> None:
    three = section_of("Three", told="How.", versions={"x": "1"}, table="| a |")
    assert replaced(PAGE, [three]) == f"{PAGE}\n{three}"


def test_nothing_new_changes_nothing() -> None:
    assert replaced(PAGE, []) == PAGE
