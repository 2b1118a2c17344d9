"""How much one question may take: both sides of every bound, in the real sizes."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from core.domain.errors import RuleBroken
from core.domain.words import say
from programs.domain.terms.differences import money_difference
from programs.domain.terms.frame import frame_of
from programs.domain.terms.price import price
from programs.domain.terms.room import MOST_LINES, MOST_VALUES, Room, TooMuch
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.values import MOST_REASONS, Unknown
from tests.domain.programs.terms.build import named, ranged, sheet_of, step
from tests.domain.programs.terms.checks.looking import paid

LINES = (
    "This takes {} lines of working or more; at most 100,000 are worked out at once. Give fewer "
    "subjects or fewer cases, or price them in bulk."
)
VALUES = (
    "This takes {} values of inputs or more; at most 200,000 are read at once. Give fewer subjects "
    "or fewer cases."
)


def counted(*steps: dict[str, Any], **members: Any) -> Sheet:
    inputs = members.pop("inputs", [ranged("x", "0..9 KRW @site")])
    return sheet_of(*steps, inputs=inputs, site_most=20_000, **members)


def doubled(count: int) -> list[dict[str, Any]]:
    return [step("sum", f"s{i}", of=["x", "x"]) for i in range(count)]


def sites(count: int, **found: Any) -> dict[str, Any]:
    return {"site": [found] * count}


def refusal(sheet: Sheet, case: object, room: Room) -> str:
    with pytest.raises(TooMuch) as refused:
        price(sheet, case, room)
    return str(refused.value)


def test_one_question_takes_a_hundred_thousand_lines_and_not_one_more() -> None:
    assert (MOST_LINES, MOST_VALUES) == (100_000, 200_000)
    sheet = counted(*doubled(2))
    room = Room(lines=MOST_LINES - 6)
    assert len(price(sheet, sites(3, x=1), room).lines) == 6
    assert room == Room(lines=MOST_LINES, values=3)
    assert refusal(sheet, sites(3, x=1), Room(lines=MOST_LINES - 5)) == LINES.format("100,001")
    assert price(sheet, sites(3, x=1)).lines == price(sheet, sites(3, x=1)).lines  # room of its own


@pytest.mark.parametrize(
    ("members", "lines"),
    [
        ({}, 6),
        ({"outputs": [paid("s1")]}, 9),
        ({"outputs": [paid("5")]}, 6),
        ({"reports": [{"key": "r", "label": named("R"), "value": "s0"}]}, 9),
        ({"reports": [{"key": "r", "label": named("R"), "value": "5"}]}, 6),
    ],
)
def test_amounts_and_reports_are_lines_too(members: dict[str, Any], lines: int) -> None:
    room = Room()
    price(counted(*doubled(2), **members), sites(3, x=1), room)
    assert room.lines == lines


def test_every_part_of_a_step_is_a_line_on_the_level_of_the_step() -> None:
    split = step("split", "who", of="x", unit="1", parts=[{"to": "a", "share": "0.5"}, {"to": "b"}])
    room = Room()
    priced = price(counted(split, step("sum_over", "all", of="who.a")), sites(3, x=1), room)
    assert room.lines == len(priced.lines) == 2 * 3 + 1


def test_many_steps_for_many_subjects_are_refused_before_any_is_worked() -> None:
    sheet = counted(*doubled(400))
    begun = process_time()
    assert refusal(sheet, sites(20_000, x=1), Room()) == LINES.format("8,000,000")
    assert refusal(sheet, sites(251), Room()) == LINES.format("100,400")
    assert process_time() - begun < 1


def test_all_cases_of_one_question_share_its_lines() -> None:
    old, new = counted(*doubled(200)), counted(*doubled(300))
    cases = [sites(50, x=1)] * 4  # 200 × 50 + 300 × 50 lines each
    assert len(money_difference(old, new, cases[:1])) == 1
    with pytest.raises(TooMuch) as refused:
        money_difference(counted(*doubled(200)), counted(*doubled(301)), [sites(200, x=1)])
    assert str(refused.value) == LINES.format("100,200")


def test_what_is_too_much_is_no_result_of_a_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("programs.domain.terms.room.MOST_LINES", 24)
    old, new = counted(*doubled(2)), counted(*doubled(4))
    assert len(money_difference(old, new, [sites(2, x=1)] * 2)) == 1  # 2 × (4 + 8) lines
    for cases in ([sites(2, x=1)] * 2 + [sites(1, x=1)], [sites(7, x=1)], [sites(5, x=1)]):
        with pytest.raises(TooMuch, match="at most 24 are worked out"):
            money_difference(old, new, cases)


def test_inputs_are_read_up_to_two_hundred_thousand_values() -> None:
    asked = [ranged(f"x{i}", "0..9 @site") for i in range(3)]
    sheet = counted(inputs=[*asked, ranged("y", "0..9")])
    room = Room(values=MOST_VALUES - 7)
    assert frame_of(sheet, sites(2), room).count(1) == 2
    assert room.values == MOST_VALUES
    with pytest.raises(TooMuch) as refused:
        frame_of(sheet, sites(2), Room(values=MOST_VALUES - 6))
    assert str(refused.value) == VALUES.format("200,001")


def test_nobody_reads_four_million_values() -> None:
    sheet = counted(inputs=[ranged(f"x{i}", "0..9 @site") for i in range(200)])
    with pytest.raises(TooMuch) as refused:
        price(sheet, sites(20_000))
    assert str(refused.value) == VALUES.format("200,200")


def test_cases_that_are_refused_have_been_read_all_the_same() -> None:
    sheet = counted(*doubled(1), inputs=[ranged(f"x{i}", "0..9 KRW @site") for i in ("", *"abc")])
    wrong = {"site": [*sites(9_999)["site"], {"x": 10}]}
    with pytest.raises(RuleBroken, match=r"^site\[9999\]\.x is 10"):
        money_difference(sheet, sheet, [wrong])
    more = counted(*doubled(1), inputs=[ranged("x", "0..10 KRW @site"), *[
        ranged(f"x{i}", "0..9 KRW @site") for i in "abc"]])  # fmt: skip
    with pytest.raises(TooMuch, match="at most 200,000 are read"):
        money_difference(sheet, more, [wrong] * 3)


def reasons(*numbers: int) -> Unknown:
    return Unknown(tuple(say("%(n)s is missing.", n=n) for n in numbers))


def test_twenty_reasons_are_told_and_that_there_are_more() -> None:
    assert MOST_REASONS == 20
    first = Unknown.together([reasons(*range(20)), reasons(3, 19)])
    assert first == reasons(*range(20))
    more = Unknown.together([reasons(*range(15)), reasons(*range(10, 21))])
    assert more.reasons[:-1] == first.reasons
    assert str(more.reasons[-1]) == "There are more reasons than these."
    assert Unknown.together([more, reasons(5), more]) == more
    assert Unknown.together([reasons(99), more]).reasons[0] == reasons(99).reasons[0]
    assert len(Unknown.together([reasons(99), more, reasons(98)]).reasons) == 21
    assert Unknown.together([reasons(2), reasons(1), reasons(2)]) == reasons(2, 1)


def test_what_thousands_do_not_tell_is_soon_known_not_to_be_known() -> None:
    sheet = counted(step("sum_over", "all", of="x"), step("sum", "s", of=["x", "all"]))
    begun = process_time()
    priced = price(sheet, sites(3_000))
    assert {len(line.why) for line in priced.lines} == {21}
    assert process_time() - begun < 2
