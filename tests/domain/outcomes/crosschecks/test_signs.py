"""All rules at once: what blocks comes first, and every rule is in the list."""

from __future__ import annotations

from pathlib import Path

from outcomes.domain import crosschecks
from outcomes.domain.crosschecks import RULES, signs_in
from tests.domain.outcomes.crosschecks.readings import after, before, facts


def test_what_blocks_comes_first() -> None:
    reading = after(events=0, people=0, lost_days=3, deaths=1, hours="500000")
    found = signs_in(facts(reading, before(), headcount=100))
    assert [sign.rule for sign in found] == [
        "people_cover_deaths",
        "hours_fit_headcount",
        "hours_go_on",
        "days_need_people",
    ]


def test_every_file_of_the_folder_is_a_rule_in_the_list_with_a_test_of_its_own() -> None:
    folder, tests = Path(crosschecks.__file__).parent, Path(__file__).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__", "facts"}
    assert {rule.__name__ for rule in RULES} == files
    assert {f"test_{name}.py" for name in files} <= {path.name for path in tests.glob("*.py")}
