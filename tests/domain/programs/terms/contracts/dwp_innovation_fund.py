"""One young person in either round, with a list of outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.domain.programs.terms.contracts.asking import Asked, Contract

NAMES = {
    "behaviour": "behaviour", "attendance": "attendance", "attitude": "attitude",
    "level1": "level_1", "level2": "level_2", "level3": "level_3", "level4": "level_4",
    "esol": "esol", "entry_level": "entry_level", "basic_skills": "basic_skills",
    "job13w": "job_13_weeks", "job26w": "job_26_weeks",
}  # fmt: skip


def _person(inputs: Mapping[str, Any]) -> Asked:
    reached = dict.fromkeys(NAMES.values(), 0) | {NAMES[name]: 1 for name in inputs["outcomes"]}
    return Asked({"round": f"round_{inputs['round']}", "participant": [reached]}, "person")


def asked(contract: Contract) -> list[Asked]:
    return [_person(case["inputs"]) for case in contract["cases"]]
