"""Rate cards whose published outcomes are numbered: their names in the order of the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.domain.programs.terms.contracts.asking import Asked, Contract, laid_out, rates_of

METRIC = "outcomemetric"


def number(metric: str) -> int:
    return int(metric.removeprefix(METRIC)) - 1


def published_rates(contract: Contract, names: Sequence[str]) -> dict[str, Fraction]:
    card = contract["terms"]["rate_card"]
    return rates_of([(names[number(metric)], found["rate"]) for metric, found in card.items()])


def people(
    found: Mapping[str, str], names: Sequence[str], most: Mapping[str, int]
) -> list[dict[str, int]]:
    """Published counts by number, as claims of participants; what is not named was not claimed."""
    units = dict.fromkeys(names, 0) | {names[number(m)]: int(count) for m, count in found.items()}
    return laid_out(units, {name: most.get(name, 1) for name in names})


def single_and_all(
    contract: Contract, names: Sequence[str], most: Mapping[str, int], key: str
) -> list[Asked]:
    """A case for each outcome alone and one for all of them."""
    found = []
    for case in contract["cases"]:
        inputs = case["inputs"]
        units = inputs.get("all_metrics_payable_units") or {
            inputs["metric"]: inputs["payable_units"]
        }
        found.append(Asked({"participant": people(units, names, most)}, key))
    return found
