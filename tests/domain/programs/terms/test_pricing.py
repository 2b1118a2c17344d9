"""What a case earns: amounts, and a line for every step that can be worked again."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from core.domain.errors import RuleBroken
from core.domain.words import Named
from programs.domain.terms.document import sheet_digest
from programs.domain.terms.price import Amount, price
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.values import Unknown
from tests.domain.programs.terms.build import named, priced, ranged, sheet_of, step, unpriced, worth


def out(key: str, amount: str, **members: str) -> dict[str, Any]:
    found = {"key": key, "label": named(key.upper(), f"{key}-ko"), "amount": amount}
    return {**found, "payer": "city", "payee": "carla", **members}


NESTED = sheet_of(
    step("unit_rate", "paid", of="units", rate="100"),
    step("sum_over", "of_supplier", of="paid", up_to="supplier"),
    step("at_most", "capped", of="of_supplier", limit="cap"),
    step("sum_over", "all", of="capped"),
    step("due", "when", after="begun", months=1),
    levels=[
        {"key": "supplier", "label": named("Supplier", "업체"), "most": 9},
        {"key": "site", "label": named("Site", "사업장"), "most": 9},
    ],
    inputs=[
        ranged("units", "0..9 @site"),
        {**ranged("cap", "0..9999 KRW @supplier"), "label": named("Cap", "상한")},
        ranged("begun", "2026-01-01..2026-12-31 @supplier"),
    ],
    outputs=[
        out("each", "paid", payee="site", tranche="incentive"),
        out("part", "capped", payer="supplier", payee="city", tranche="plan", due="when"),
        out("whole", "all"),
        out("fixed", "-500", due="2026-05-01"),
    ],
)
CASE: dict[str, Any] = {
    "supplier": [
        {"id": "Carla", "cap": "250", "begun": "2026-01-31",
         "site": [{"id": "A", "units": 1}, {"id": "B", "units": 2}]},
        {"cap": "9999", "site": [{"units": 3}]},
        {"id": "Late", "begun": "2026-02-01", "site": [{"units": 4}]},
    ]
}  # fmt: skip


def minors(sheet: Sheet, case: object) -> dict[str, list[int | None]]:
    found: dict[str, list[int | None]] = {}
    for one in price(sheet, case).amounts:
        found.setdefault(one.key, []).append(one.minor)
    return found


def test_amounts_on_every_level() -> None:
    assert minors(NESTED, CASE) == {
        "each": [100, 200, 300, 400],
        "part": [250, 300, None],
        "whole": [None],
        "fixed": [-500],
    }


def test_who_owes_whom_when_and_why_not() -> None:
    amounts = price(NESTED, CASE).amounts
    assert amounts[1] == Amount(
        key="each", label=Named("EACH", "each-ko"), subject="Carla / B", payer="city",
        payee="Carla / B", tranche="incentive", minor=200,
    )  # fmt: skip
    assert [one.payee for one in amounts[:4]] == ["Carla / A", "Carla / B", "2 / 1", "Late / 1"]
    carla, second, late = amounts[4:7]
    assert (carla.payer, carla.payee, carla.subject) == ("Carla", "city", "Carla")
    assert carla.due == date(2026, 2, 28)
    assert (second.minor, second.due) == (300, None)  # the amount is known, the day is not yet
    assert [str(one) for one in late.why] == ["Cap of Late is missing."]
    whole, fixed = amounts[7:]
    assert [str(one) for one in whole.why] == ["Cap of Late is missing."]
    assert (whole.subject, whole.payer, whole.payee, whole.tranche) == (
        "", "city", "carla", "results",
    )  # fmt: skip
    assert (fixed.minor, fixed.due, fixed.why) == (-500, date(2026, 5, 1), ())


def test_the_result_as_a_whole() -> None:
    found = price(NESTED, CASE)
    assert not found.is_complete
    assert found.total == 100 + 200 + 300 + 400 + 250 + 300 - 500
    assert found.digest == sheet_digest(NESTED)
    assert found.sheet == NESTED
    assert found.of("whole").minor is None
    assert found.of("part").subject == "Carla"
    assert found.value("units", 2) == 3
    assert found.value("paid", 1) == 200
    missing = found.value("all")
    assert isinstance(missing, Unknown)
    done = price(NESTED, {"supplier": CASE["supplier"][:1]})
    assert done.is_complete
    assert (done.of("whole").minor, done.total) == (250, 100 + 200 + 250 + 250 - 500)
    assert done.value("all") == 250


def test_a_case_with_nobody_in_it() -> None:
    assert minors(NESTED, {"supplier": []}) == {"whole": [0], "fixed": [-500]}


def test_a_list_that_is_missing_is_not_nobody() -> None:
    done = price(NESTED, {})
    found = {(one.key, one.subject): [str(why) for why in one.why] for one in done.amounts}
    missing = ["The list of “Supplier” is missing."]
    assert found == {
        ("whole", ""): missing, ("each", ""): missing, ("part", ""): missing, ("fixed", ""): [],
    }  # fmt: skip
    assert done.of("each") == Amount(
        key="each", label=Named("EACH", "each-ko"), subject="", payer="city", payee="site",
        tranche="incentive", minor=None, why=done.of("whole").why,
    )  # fmt: skip
    inner = price(NESTED, {"supplier": [{"id": "Carla"}]})
    assert [str(why) for why in inner.of("part").why] == [
        "The list of “Site” is missing.", "Cap of Carla is missing.",
    ]  # fmt: skip
    assert inner.of("part").subject == "Carla"


def test_a_pool_waits_until_it_is_known_who_shares_it() -> None:
    sheet = sheet_of(
        step("pool", "share", pool="pot", by="done", way="pro_rata", unit="1"),
        levels=[{"key": key, "label": named(key), "most": 5} for key in ("supplier", "site")],
        inputs=[ranged("done", "0..9 @site"), ranged("pot", "0..1000 KRW")],
        outputs=[out("each", "share", payee="site")],
    )
    known = {"id": "A", "site": [{"done": 1}, {"done": 1}]}
    half = price(sheet, {"pot": "1000", "supplier": [known, {"id": "B"}]})
    assert [one.minor for one in half.amounts] == [None, None, None]
    whole = price(sheet, {"pot": "1000", "supplier": [known, {"id": "B", "site": []}]})
    assert [one.minor for one in whole.amounts] == [500, 500]


def test_cents_are_counted() -> None:
    sheet = sheet_of(
        step("round", of="x", unit="0.01", way="half_up"),
        inputs=[ranged("x", "-9..9 USD /3")], outputs=[out("o", "s")],
        currency={"code": "USD", "minor": 2},
    )  # fmt: skip
    assert price(sheet, {"x": "1.005"}).of("o").minor == 101
    assert price(sheet, {"x": "-1.005"}).of("o").minor == -101


def test_a_part_of_a_case_that_is_missing_leaves_the_rest_priced() -> None:
    sheet = sheet_of(
        step("round", "a", of="x", unit="1", way="down"),
        step("round", "b", of="y", unit="1", way="down"),
        inputs=[ranged("x", "0..9 KRW"), ranged("y", "0..9 KRW")],
        outputs=[out("first", "a"), out("second", "b")],
    )
    assert minors(sheet, {"x": 5}) == {"first": [5], "second": [None]}
    assert minors(sheet, {"x": 0, "y": 0}) == {"first": [0], "second": [0]}


def test_a_sheet_that_makes_no_sense_is_not_priced() -> None:
    with pytest.raises(RuleBroken, match="which is neither an input nor a step"):
        price(sheet_of(step("sum", of=["nowhere"])), {})
    with pytest.raises(RuleBroken, match="is not an input of these terms"):
        price(sheet_of(), {"x": 1})


def test_a_number_that_nobody_means_is_refused_with_its_step() -> None:
    squares = [step("product", f"a{i + 1}", of=[f"a{i}", f"a{i}"]) for i in range(12)]
    assert unpriced(step("sum", "a0", of=["x"]), *squares, x="9.999999") == (
        "The step “a6” gives a number of more than 600 digits. Nobody means that: check its rates, "
        "years and factors."
    )
    half = step("waterfall", "w", of="a12", tranches=[{"to": "t"}])
    assert "The step “a6” gives a number" in unpriced(
        step("sum", "a0", of=["x"]), *squares, half, x="9.999999"
    )


def test_parts_and_averages_that_nobody_means_are_refused_with_their_step() -> None:
    squares = [step("product", f"a{i + 1}", of=[f"a{i}", f"a{i}"]) for i in range(6)]
    why = "The step “s” gives a number of more than 600 digits."
    held = step("holdback", of="a6", share="a6", unit="1")
    whole = sheet_of(step("sum", "a0", of=["x"]), *squares, held, inputs=[ranged("x", "0..999999")])
    with pytest.raises(RuleBroken, match=why):
        price(whole, {"x": 999999})
    powers = [step("product", f"b{i + 1}", of=[f"b{i}", f"b{i}"]) for i in range(10)]
    most = step("product", "p", of=[f"b{i}" for i in range(1, 11)])
    average = step("one_over", of="p", which="average")
    large = sheet_of(step("sum", "b0", of=["x"]), *powers, most, average,
                     inputs=[ranged("x", "0..9 @site")])  # fmt: skip
    assert price(large, {"site": [{"x": 2}]}).value("s") == 2**2046
    with pytest.raises(RuleBroken, match=why):
        price(large, {"site": [{"x": 2}, {"x": 0}, {"x": 0}]})


def test_parts_for_each_of_nobody() -> None:
    split = step("split", of="x", unit="1", parts=[{"to": "a", "share": "1"}, {"to": "b"}])
    found = priced(split, x="0..9 KRW @site")
    assert [found.columns[f"s.{part}"].values for part in "ab"] == [[], []]
    assert found.lines == ()


def test_subjects_see_what_lies_further_out() -> None:
    rate = step("unit_rate", of="x", rate="r")
    assert worth(rate, x=["1 day", "2 day"], r="5 KRW/day") == (Fraction(5), Fraction(10))
    limited = step("at_most", of="x", limit="y")
    assert worth(limited, x=["1", "9"], y=["3", "4"]) == (Fraction(1), Fraction(4))
