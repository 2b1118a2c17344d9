"""Spans where one input reaches a step on several ways."""

from __future__ import annotations

from fractions import Fraction

from programs.domain.terms.narrowing import Narrowed, meet, narrowed
from programs.domain.terms.ranges import spans_of
from programs.domain.terms.spans import Span, point
from programs.domain.terms.wiring import sound
from tests.domain.programs.terms.build import Document, named, ranged, sheet_of, step


def looked(*steps: Document, outputs: list[str] | None = None, **ranges: str) -> Narrowed:
    inputs = [ranged(key, text) for key, text in ranges.items()]
    paid = [
        {"key": f"o{i}", "label": named("o"), "amount": one, "payer": "city", "payee": "carla"}
        for i, one in enumerate(outputs or [])
    ]
    return narrowed(sound(sheet_of(*steps, inputs=inputs, outputs=paid)))


def ends(found: Narrowed, name: str) -> tuple[str, str]:
    span = found.spans[name]
    return str(span.low), str(span.high)


def plain(*steps: Document, **ranges: str) -> tuple[str, str]:
    """The last step without looking at the ways together."""
    inputs = [ranged(key, text) for key, text in ranges.items()]
    span = spans_of(sound(sheet_of(*steps, inputs=inputs)))[steps[-1]["key"]]
    return str(span.low), str(span.high)


OPEN = step("compare", "open", of="x", is_="at_least", than="10")
COST = step("unit_rate", "cost", of="x", rate="-3")
GATED = step("gate", "pay", of="cost", when="open")


def test_a_gate_is_looked_at_with_what_opens_it() -> None:
    closed = step("not", "closed", of="open")
    gated = step("gate", "pay", of="cost", when="closed")
    assert plain(OPEN, closed, COST, gated, x="0..40") == ("-120", "0")
    assert ends(looked(OPEN, closed, COST, gated, x="0..40"), "pay") == ("-27", "0")
    assert ends(looked(OPEN, closed, COST, gated, x="0..40 /1"), "pay") == ("-297/10", "0")
    assert ends(looked(OPEN, COST, GATED, x="0..40"), "pay") == ("-120", "0")


def test_each_site_is_cut_for_itself_and_the_sum_follows() -> None:
    closed = step("not", "closed", of="open")
    gated = step("gate", "pay", of="cost", when="closed")
    total = step("sum_over", "all", of="pay")
    found = looked(OPEN, closed, COST, gated, total, x="0..40 @site")
    assert ends(found, "pay") == ("-27", "0")
    assert ends(found, "all") == ("-81", "0")  # three sites
    assert found.worlds == ()  # each site can be in another piece


def test_sites_that_differ_are_not_taken_for_one() -> None:
    """The sum of what is below 10 and of what is not are of different sites."""
    closed = step("not", "closed", of="open")
    low = step("gate", "low", of="x", when="closed")
    high = step("gate", "high", of="x", when="open")
    lows, highs = step("sum_over", "lows", of="low"), step("sum_over", "highs", of="high")
    both = step("smallest_of", "both", of=["lows", "highs"])
    assert ends(looked(OPEN, closed, low, high, lows, highs, both, x="0..40 @site"), "both") == (
        "0",
        "27",
    )


def test_a_yes_or_no_and_a_choice_are_cut_too() -> None:
    other = step("not", "other", of="flag")
    a, b = (
        step("lump", "a", amount="100", when="flag"),
        step("lump", "b", amount="70", when="other"),
    )
    total = step("sum", "all", of=["a", "b"])
    assert plain(other, a, b, total, flag="yes_no") == ("0", "170")
    assert ends(looked(other, a, b, total, flag="yes_no"), "all") == ("70", "100")
    is_red = step("is_one_of", "is_red", of="colour", words=["red"])
    is_blue = step("is_one_of", "is_blue", of="colour", words=["blue"])
    a, b = (
        step("lump", "a", amount="100", when="is_red"),
        step("lump", "b", amount="70", when="is_blue"),
    )
    assert ends(looked(is_red, is_blue, a, b, total, colour="red|blue|green"), "all") == (
        "0",
        "100",
    )


def test_several_inputs_are_cut_together() -> None:
    """A city pays in full only where an insurer does not pay at all."""
    steps = (
        step(
            "bands",
            "table",
            of="x",
            bands=[{"below": "50", "gives": "0"}, {"from": "50", "gives": "900"}],
        ),
        step("gate", "paid", of="table", when="verified"),
        step("difference", "short", of="600", less="paid"),
        step("at_least", "insured", of="short", limit="0"),
        step("sum", "both", of=["paid", "insured"]),
    )
    assert plain(*steps, x="0..100", verified="yes_no") == ("0", "1500")
    found = looked(*steps, x="0..100", verified="yes_no")
    assert ends(found, "both") == ("600", "900")
    assert len(found.worlds) == 1


def test_outputs_that_depend_on_one_input_make_worlds_of_it() -> None:
    a = step("unit_rate", "a", of="x", rate="3")
    b = step("unit_rate", "b", of="x", rate="-2")
    assert looked(a, b, x="0..9").worlds == ()
    found = looked(a, b, outputs=["a", "b"], x="0..9")
    ((zero, above),) = found.worlds  # cut where the amount leaves zero: at 0 and 1
    assert (zero["a"], zero["b"]) == (
        Span(Fraction(0), Fraction(3)),
        Span(Fraction(-2), Fraction(0)),
    )
    assert above["a"] == Span(Fraction(6), Fraction(27))
    assert above["b"] == Span(Fraction(-18), Fraction(-4))


def test_an_input_on_one_way_is_left_alone() -> None:
    assert looked(COST, step("at_least", "floor", of="cost", limit="-5"), x="0..9").worlds == ()


def test_the_sum_of_a_pool_is_the_pool() -> None:
    pool = step("pool", "share", pool="pot", by="points", way="equal", unit="1")
    total = step("sum_over", "all", of="share")
    assert plain(pool, total, pot="0..100 KRW", points="0..9 @site") == ("0", "300")
    assert ends(looked(pool, total, pot="0..100 KRW", points="0..9 @site"), "all") == ("0", "100")
    more = step("sum_over", "all", of="points")
    assert ends(looked(pool, more, pot="0..100 KRW", points="0..9 @site"), "all") == ("0", "27")


def test_a_large_table_is_cut_into_fewer_pieces_and_stays_true() -> None:
    rows = [{"at": str(i), "gives": str(i * 7 % 100)} for i in range(200)]
    steps = [step("line", f"l{i}", of="x", knots=rows) for i in range(10)]
    both = step("sum", "all", of=[one["key"] for one in steps])
    found = looked(*steps, both, x="0..300 /3")
    low, high = found.spans["all"].low, found.spans["all"].high
    assert low == 0
    assert high == 10 * 99


def test_pieces_hold_every_value_of_the_range() -> None:
    """From −1 on it costs; up to 0.4 it is worth more; the rest is in the last piece."""
    table = step(
        "bands", "worth", of="x",
        bands=[{"below": "-1", "gives": "5"}, {"from": "-1", "to": "0.4", "gives": "9"}, {"above": "0.4", "gives": "1"}],
    )  # fmt: skip
    both = step("sum", "both", of=["worth", "cost"])
    found = looked(table, COST, both, x="-3..2 /1")
    # below −1: 5 + (3.3 to 9); to 0.4: 9 + (−1.2 to 3); above: 1 + (−6 to −1.5)
    assert ends(found, "both") == ("-5", "14")


def test_what_both_allow() -> None:
    wide, high = Span(Fraction(0), Fraction(9)), Span(Fraction(4), Fraction(12))
    assert meet(wide, high) == Span(Fraction(4), Fraction(9))
    assert meet(high, wide) == Span(Fraction(4), Fraction(9))
    assert meet(wide, point(9)) == point(9)
    assert meet(wide, point(10)) == wide  # nothing is left: there is no result at all
    words = Span(Fraction(0), Fraction(0), frozenset({"a", "b"}))
    assert meet(words, Span(Fraction(0), Fraction(0), frozenset({"b", "c"}))).words == {"b"}
