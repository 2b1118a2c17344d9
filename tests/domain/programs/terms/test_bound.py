"""What has to be reserved, for sheets that a hand can work out."""

from __future__ import annotations

from fractions import Fraction
from time import process_time
from typing import Any

import pytest

from core.domain.errors import RuleBroken
from programs.domain.terms.bound import Bound, Reach, bound
from programs.domain.terms.document import sheet_from
from programs.domain.terms.spans import Span
from tests.domain.programs.terms.build import document, named, ranged, step


def output(amount: str, key: str = "paid", **members: str) -> dict[str, Any]:
    return {
        "key": key, "label": named(key), "amount": amount, "payer": "city", "payee": "carla",
        **members,
    }  # fmt: skip


def reserve(*steps: dict[str, Any], outputs: list[Any] | None = None, **ranges: str) -> Bound:
    """The bound of steps whose last one is paid, unless outputs are given."""
    site_most = int(ranges.pop("site_most", "3"))
    inputs = [ranged(key, text) for key, text in ranges.items()]
    paid = outputs or [output(steps[-1]["key"])]
    return bound(sheet_from(document(*steps, inputs=inputs, outputs=paid, site_most=site_most)))


def won(of: str, key: str = "won", way: str = "down") -> dict[str, Any]:
    return step("round", key, of=of, unit="1", way=way)


def test_a_rate_costs_at_most_its_units_and_a_cap_its_limit() -> None:
    rate = step("unit_rate", "earned", of="sites", rate="1000")
    assert reserve(rate, sites="2..50").whole == Reach(2_000, 50_000, 0)
    cap = step("at_most", "capped", of="earned", limit="30000")
    found = reserve(rate, cap, sites="2..50")
    assert (found.smallest, found.largest, found.returned) == (2_000, 30_000, 0)
    assert found.spans["earned"] == Span(Fraction(2_000), Fraction(50_000))
    assert found.of("paid").subjects == 1


def test_ends_between_two_won_cannot_be_reached() -> None:
    found = reserve(
        step("ratio", "third", of="pot", to="3"),
        won("third"),
        step("at_most", "held", of="won", limit="33.5"),
        won("held", "paid_won", "floor"),
        pot="-100..100 KRW",
    )
    assert found.of("paid").each == (-33, 33)


def test_what_comes_back_is_kept_apart_from_what_is_owed() -> None:
    both = step("two_sided", "balance", of="x", pays="300", owes="200", below="10", above="20")
    found = reserve(both, x="0..100")
    assert found.whole == Reach(-200, 300, 200)
    assert found.of("paid").each == (-200, 300)


def test_each_output_counts_and_each_tranche_alone() -> None:
    found = reserve(
        step("unit_rate", "a", of="x", rate="3"),
        step("unit_rate", "b", of="y", rate="-5"),
        outputs=[
            output("a", "first", tranche="plan"),
            output("b", "second", tranche="follow_up"),
            output("7", "third", tranche="plan", payer="carla", payee="city"),
        ],
        x="1..10",
        y="2..4",
    )
    assert found.whole == Reach(3 - 20 + 7, 30 + 7, 20)
    assert found.of_tranche("plan") == Reach(10, 37, 0)
    assert found.of_tranche("follow_up") == Reach(-20, 0, 20)
    assert found.of_tranche("incentive") == Reach(0, 0, 0)
    assert found.of_payer("carla") == Reach(7, 7, 0)
    assert found.of_payer("city") == Reach(-17, 30, 20)
    assert found.of_payer("nobody") == Reach(0, 0, 0)
    assert [one.key for one in found.outputs] == ["first", "second", "third"]


def test_an_amount_for_each_site_counts_once_for_each_there_can_be() -> None:
    rate = step("unit_rate", "earned", of="done", rate="10")
    found = reserve(rate, done="2..5 @site", site_most="7")
    one = found.of("paid")
    assert (one.subjects, one.each, one.whole) == (7, (20, 50), (0, 350))  # or no site at all
    assert found.whole == Reach(0, 350, 0)
    back = reserve(step("unit_rate", "e", of="done", rate="-10"), done="2..5 @site", site_most="7")
    assert back.whole == Reach(-350, 0, 350)


def test_levels_multiply() -> None:
    levels = [
        {"key": "supplier", "label": named("Supplier"), "most": 4},
        {"key": "site", "label": named("Site"), "most": 6},
    ]
    paper = document(
        step("unit_rate", "earned", of="done", rate="10"),
        step("sum_over", "of_supplier", of="earned", up_to="supplier"),
        inputs=[ranged("done", "0..5 @site")],
        levels=levels,
        outputs=[output("earned", "each"), output("of_supplier", "all", payee="supplier")],
    )
    found = bound(sheet_from(paper))
    assert (found.of("each").subjects, found.of("each").largest) == (24, 24 * 50)
    assert (found.of("all").subjects, found.of("all").each) == (4, (0, 300))
    assert found.of("all").whole == (0, 1200)


def test_all_who_share_a_pool_get_no_more_than_the_pool() -> None:
    share = step("pool", "share", pool="pot", by="points", way="pro_rata", unit="1")
    found = reserve(share, points="0..9 @site", pot="0..1000 KRW", site_most="50")
    assert found.of("paid").each == (0, 1000)
    assert found.whole == Reach(0, 1000, 0)
    total = step("sum_over", "all", of="share")
    added = reserve(share, total, points="0..9 @site", pot="0..1000 KRW", site_most="50")
    assert added.whole == Reach(0, 1000, 0)


def test_each_parent_has_a_pool_of_its_own() -> None:
    levels = [
        {"key": "supplier", "label": named("Supplier"), "most": 4},
        {"key": "site", "label": named("Site"), "most": 6},
    ]
    paper = document(
        step("pool", "share", pool="pot", by="points", way="equal", unit="1"),
        step("sum_over", "all", of="share"),
        step("sum_over", "of_supplier", of="share", up_to="supplier"),
        inputs=[ranged("points", "0..5 @site"), ranged("pot", "0..1000 KRW @supplier")],
        levels=levels,
        outputs=[output("share", "shares"), output("all"), output("of_supplier", "own")],
    )
    found = bound(sheet_from(paper))
    assert found.of("shares").whole == (0, 4_000)
    assert found.of("paid").whole == (0, 4_000)
    assert found.of("own").each == (0, 1_000)


SPLIT = step(
    "split", "who", of="won", unit="1",
    parts=[{"to": "a", "share": "0.3"}, {"to": "b", "share": "0.3"}, {"to": "c", "share": "0.4"}],
)  # fmt: skip


def test_parts_of_one_whole_are_never_more_than_the_whole() -> None:
    parts = [output(f"who.{name}", name) for name in "abc"]
    found = reserve(won("x"), SPLIT, outputs=parts, x="55..101 KRW")
    assert [found.of(name).each for name in "abc"] == [(16, 31), (16, 31), (22, 41)]
    assert found.whole == Reach(55, 101, 0)  # and not 54 and 103
    assert reserve(won("x"), SPLIT, outputs=parts, x="0..101 KRW").whole == Reach(0, 101, 0)


def test_some_parts_alone_keep_their_own_least() -> None:
    parts = [output(f"who.{name}", name) for name in "ac"]
    found = reserve(won("x"), SPLIT, outputs=parts, x="55..101 KRW")
    assert found.whole == Reach(16 + 22, 31 + 41, 0)


def test_a_part_paid_twice_is_paid_twice() -> None:
    parts = [output("who.c", "one"), output("who.c", "again"), output("who.a", "other")]
    found = reserve(won("x"), SPLIT, outputs=parts, x="0..100 KRW")
    assert found.whole == Reach(0, 40 + 40 + 30, 0)


def test_parts_that_can_be_below_zero_are_taken_one_by_one() -> None:
    flow = step("waterfall", "fill", of="x", tranches=[{"to": "a", "most": "60"}])
    parts = [output("fill.a", "a"), output("fill.left", "left")]
    assert reserve(flow, outputs=parts, x="-50..100 KRW").whole == Reach(-50, 100, 50)


def test_a_test_and_what_it_opens_are_looked_at_together() -> None:
    """15 is paid for each unit above 40, and the first 40 open nothing."""
    found = reserve(
        step("unit_rate", "owed_back", of="x", rate="-15"),
        step("compare", "enough", of="x", is_="more_than", than="40"),
        step(
            "choose", "paid_now", cases=[{"when": "enough", "then": "100"}], otherwise="owed_back"
        ),
        x="0..1000",
    )
    assert found.whole == Reach(-600, 100, 600)  # and not −15,000


def test_outputs_that_exclude_each_other_are_not_both_reserved() -> None:
    found = reserve(
        step(
            "bands",
            "good",
            of="x",
            bands=[{"below": "50", "gives": "0"}, {"from": "50", "gives": "900"}],
        ),
        step(
            "bands",
            "bad",
            of="x",
            bands=[{"below": "50", "gives": "700"}, {"from": "50", "gives": "0"}],
        ),
        outputs=[output("good", "pays"), output("bad", "insured", payer="carla", payee="city")],
        x="0..100",
    )
    assert found.whole == Reach(700, 900, 0)
    assert found.of_payer("city").largest == 900
    assert found.of_payer("carla").largest == 700


def test_what_cannot_be_bounded_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"The step “m8” can give a number of more than 2048"):
        reserve(
            *(step("product", f"m{i + 1}", of=[f"m{i}", f"m{i}"]) for i in range(1, 12)),
            step("unit_rate", "pay", of="m12", rate="1"),
            won("pay"),
            m1="0..999999 /3",
        )
    with pytest.raises(RuleBroken, match=r"^outputs\[0\]\.amount is “half”, which can have parts"):
        reserve(step("product", "half", of=["x", "0.5"]), x="0..9 KRW")


def test_a_million_sites_are_multiplied_and_not_counted() -> None:
    rate = step("unit_rate", "earned", of="done", rate="1000000")
    found = reserve(rate, done="0..12 @site", site_most="1000000")
    assert found.largest == 12_000_000_000_000


def test_many_outputs_in_many_worlds_take_no_time() -> None:
    kinds = [f"x{i}" for i in range(120)]
    halves = [{"to": "a", "share": "0.5"}, {"to": "b", "share": "0.5"}]
    gates = [
        one
        for x in kinds
        for one in (
            step("compare", f"is_{x}", of=x, is_="at_least", than="5"),
            step("gate", f"got_{x}", of=x, when=f"is_{x}"),
        )
    ]
    sums = [step("sum", f"m{i}", of=[f"got_{x}" for x in kinds[i : i + 40]]) for i in (0, 40, 80)]
    total = step("sum", "all", of=["m0", "m40", "m80"])
    splits = [step("split", f"p{i}", of="all", unit="1", parts=halves) for i in range(50)]
    ranges = dict.fromkeys(kinds, "0..10 KRW")
    outputs = [output(f"p{i}.a", f"o{i}") for i in range(50)]
    start = process_time()
    found = reserve(*gates, *sums, total, *splits, outputs=outputs, **ranges)
    assert process_time() - start < 2
    assert found.whole == Reach(0, 50 * 600, 0)
