"""A better result never earns less."""

from __future__ import annotations

from tests.domain.programs.terms.build import Document, step
from tests.domain.programs.terms.checks.looking import Found, found, paid

MEND = "which is better. Mend the step that does this, or write “none”."


def falls(problems: Found) -> Found:
    return [one for one in problems if one[1].endswith("direction")]


def fall(before: str, worse: str, after: str, better: str, *, who: str = "Carla Guard") -> Found:
    place = "inputs[0].direction"
    sentence = (
        f"{place}: {who} gets {before} where x is {worse}, but only {after} where it is {better}, "
        f"{MEND}"
    )
    return [("error", place, sentence)]


def table(*gives: str) -> Document:
    edges = [str(10 * i) for i in range(1, len(gives))]
    rows: list[Document] = [{"gives": one} for one in gives]
    for i, edge in enumerate(edges):
        rows[i]["below"], rows[i + 1]["from"] = edge, edge
    return step("bands", "pay", of="x", bands=rows)


def test_a_slip_in_a_table_is_found_at_its_edge() -> None:
    slip = table("0", "50", "40", "90")
    assert falls(found(slip, x="0..50", better="x")) == fall("₩50", "19", "₩40", "20")
    assert falls(found(slip, x="0..50 /1", better="x")) == fall("₩50", "19.9", "₩40", "20")
    assert falls(found(slip, x="0..19", better="x")) == []  # never reached
    assert falls(found(slip, x="0..50")) == []  # no direction: nothing is better


def test_where_less_is_better_it_is_walked_from_the_other_end() -> None:
    assert falls(found(table("90", "50", "0"), x="0..50", worse="x")) == []
    assert falls(found(table("90", "40", "50"), x="0..50", worse="x")) == fall(
        "₩50", "20", "₩40", "19"
    )
    assert falls(found(table("90", "50", "0"), x="0..50", better="x")) == fall(
        "₩90", "9", "₩50", "10"
    )


def test_a_slope_that_falls_between_edges_is_found_too() -> None:
    rising = {"at": "10", "gives": "100"}
    line = step(
        "line",
        "flat",
        of="x",
        knots=[{"at": "0", "gives": "0"}, rising, {"at": "30", "gives": "60"}],
    )
    won = step("round", "pay", of="flat", unit="1", way="half_up")
    assert falls(found(line, won, x="0..50", better="x")) == fall("₩100", "10", "₩98", "11")
    up = step("line", "flat", of="x", knots=[{"at": "0", "gives": "0"}, rising])
    assert falls(found(up, won, x="0..50", better="x")) == []


def test_a_rate_below_zero_falls_at_once() -> None:
    rate = step("unit_rate", "pay", of="x", rate="-7")
    assert falls(found(rate, x="3..50", better="x")) == fall("−₩21", "3", "−₩350", "50")
    assert falls(found(rate, x="3..50", worse="x")) == []


def test_a_fall_behind_steps_is_found_where_it_begins() -> None:
    """The share of 300 passes 0.6 at 450."""
    steps = (
        step("share", "part", of="x", rest="300"),
        step("compare", "too_good", of="part", is_="more_than", than="0.6"),
        step("choose", "pay_of", cases=[{"when": "too_good", "then": "1"}], otherwise="5"),
        step("unit_rate", "pay", of="pay_of", rate="100"),
    )
    assert falls(found(*steps, x="1..100000", better="x")) == fall("₩500", "450", "₩100", "451")


def test_other_inputs_are_tried_low_in_the_middle_and_high() -> None:
    """What more hands pay falls only where the other input is at an end, or only between."""
    cap = step("at_most", "pay", of="y", limit="left")
    left = step("difference", "left", of="90", less="x", stage="cap")
    high = found(left, cap, x="0..50 KRW", y="0..100 KRW", better="x")
    assert falls(high) == fall("₩50", "₩40", "₩49", "₩41")  # y is in the middle: 50
    only_high = found(left, cap, x="0..5 KRW", y="0..100 KRW", better="x")
    assert falls(only_high) == fall("₩90", "₩0", "₩85", "₩5")
    floor = step("at_least", "pay", of="y", limit="left")
    low = found(left, floor, x="0..50 KRW", y="0..100 KRW", better="x")
    assert falls(low) == fall("₩90", "₩0", "₩40", "₩50")
    assert falls(found(left, cap, x="0..5 KRW", y="0..80 KRW", better="x")) == []


def test_conditions_are_tried_both_ways() -> None:
    rate = step("unit_rate", "cost", of="x", rate="-7")
    for words, problems in (("yes_no", 1), ("red|blue", 1)):
        steps: list[Document] = []
        when = "open"
        if words != "yes_no":
            steps = [step("is_one_of", "is_blue", of="open", words=["blue"])]
            when = "is_blue"
        gate = step("gate", "pay", of="cost", when=when, stage="price")
        found_ = falls(found(*steps, rate, gate, x="0..50", open=words, better="x"))
        assert len(found_) == problems
    closed = step("not", "closed", of="open")
    gate = step("gate", "pay", of="cost", when="closed", stage="price")
    assert falls(found(rate, closed, gate, x="0..50", open="yes_no", better="x")) == fall(
        "₩0", "0", "−₩7", "1"
    )


def test_an_inner_subject_is_tried_as_the_only_one() -> None:
    rate = step("unit_rate", "each_pays", of="x", rate="-7")
    total = step("sum_over", "pay", of="each_pays")
    assert falls(found(rate, total, x="0..5 @site", better="x")) == fall("₩0", "0", "−₩7", "1")
    own = found(rate, x="0..5 @site", better="x", outputs=[paid("each_pays", payee="site")])
    assert falls(own) == fall("₩0", "0", "−₩7", "1", who="Site")


def test_what_one_gives_back_is_taken_off_what_it_gets() -> None:
    steps = (
        step("unit_rate", "gets", of="x", rate="10"),
        step("unit_rate", "gives", of="x", rate="8"),
    )
    back = paid("gives", "back", payer="carla", payee="city")
    assert falls(found(*steps, x="0..5", better="x", outputs=[paid("gets"), back])) == []
    outputs = [paid("gives"), {**back, "amount": "gets"}]
    assert falls(found(*steps, x="0..5", better="x", outputs=outputs)) == fall(
        "₩0", "0", "−₩2", "1"
    )


def test_amounts_to_one_payee_count_together_and_to_another_alone() -> None:
    steps = (
        step("unit_rate", "more", of="x", rate="10"),
        step("unit_rate", "less", of="x", rate="-4"),
    )
    assert (
        falls(found(*steps, x="0..5", better="x", outputs=[paid("more"), paid("less", "l")])) == []
    )
    other = [paid("more"), paid("less", "l", payee="city", payer="city")]
    assert falls(found(*steps, x="0..5", better="x", outputs=other)) == fall(
        "₩0", "0", "−₩4", "1", who="City"
    )


def test_where_an_amount_cannot_be_evaluated_its_neighbours_are_compared() -> None:
    steps = (
        step("ratio", "part", of="1", to="x"),
        step("compare", "much", of="part", is_="at_least", than="0.5"),
        step("choose", "n", cases=[{"when": "much", "then": "1"}], otherwise="3"),
        step("unit_rate", "pay", of="n", rate="100"),
    )
    assert falls(found(*steps, x="-5..5", better="x")) == fall("₩300", "−1", "₩100", "1")


def test_days_have_a_direction_too() -> None:
    late = step("days", "late", from_="2026-03-31", to="x", count="one_end")
    fee = step("unit_rate", "pay", of="late", rate="-10")
    assert falls(found(late, fee, x="2026-03-01..2026-05-01", worse="x")) == []
    assert falls(found(late, fee, x="2026-03-01..2026-05-01", better="x")) == fall(
        "₩0", "2026-03-31", "−₩10", "2026-04-01"
    )


def test_a_table_too_large_to_try_says_so() -> None:
    rows = [{"at": str(i), "gives": str(i * i)} for i in range(200)]
    lines = [step("line", "l0", of="x", knots=rows, unit="1")]
    lines += [step("line", f"l{i}", of=f"l{i - 1}", knots=rows, unit="1") for i in range(1, 30)]
    pay = step("line", "line", of="l29", knots=rows)
    won = step("round", "pay", of="line", unit="1", way="down")
    assert falls(found(*lines, pay, won, x="0..999999 /6", better="x")) == [
        (
            "warning",
            "inputs[0].direction",
            (
                "inputs[0].direction: these terms have too many edges to try them all. Look at the "
                "curve along x to see that nobody gets less for a better result."
            ),
        )
    ]


def test_a_large_table_is_tried_in_as_many_places_as_can_be() -> None:
    """Twenty tables beside each other; every fiftieth edge or so shows that they fall."""
    rows = [{"at": str(i), "gives": str(1000 - i)} for i in range(200)]
    lines = [step("line", f"l{i}", of="x", knots=rows) for i in range(20)]
    total = step("sum", "all", of=[one["key"] for one in lines])
    pay = step("round", "pay", of="all", unit="1", way="down")
    (problem,) = falls(found(*lines, total, pay, x="0..199 /6", better="x"))
    assert problem[0] == "error"
    assert "gets ₩20,000 where x is 0, but only" in problem[2]
