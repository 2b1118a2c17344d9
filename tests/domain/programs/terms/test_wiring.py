"""Names made out: in which order steps are worked, and what each one is."""

from __future__ import annotations

from itertools import pairwise
from time import process_time
from typing import Any

import pytest

from core.domain.errors import RuleBroken
from programs.domain.terms.kindness import KindsOf
from programs.domain.terms.kinds import What
from programs.domain.terms.units import Unit
from programs.domain.terms.wiring import sound, wire
from tests.domain.programs.terms.build import (
    given,
    kind,
    named,
    operand,
    problems,
    ranged,
    refused,
    sheet_of,
    step,
)

A, B, C = (step("sum", key, of=["x"]) for key in "abc")
NAMES = {"x": "0..9 KRW"}


def test_each_step_after_those_it_needs() -> None:
    last, middle, first = step("sum", "c", of=["b", "a"]), step("sum", "b", of=["a"]), A
    wired = sound(sheet_of(last, middle, first, inputs=[ranged("x", "0..9 KRW")]))
    assert [one.key for one in wired.order] == ["a", "b", "c"]
    apart = sound(sheet_of(C, A, B, inputs=[ranged("x", "0..9 KRW")]))
    assert [one.key for one in apart.order] == ["c", "a", "b"]  # as written where it may be


def test_parts_are_names() -> None:
    split = step("split", "p", of="x", unit="1", parts=[{"to": "a", "share": "0.5"}, {"to": "b"}])
    wired = sound(sheet_of(step("sum", of=["p.b"]), split, inputs=[ranged("x", "0..9 KRW")]))
    assert [one.key for one in wired.order] == ["p", "s"]
    assert set(wired.kinds) == {"x", "p.a", "p.b", "s"}


def test_a_name_that_stands_for_nothing() -> None:
    assert problems(step("sum", of=["x", "y"]), **NAMES) == [
        "steps[0].of[1] is “y”, which is neither an input nor a step. Known are: s, x."
    ]
    split = step("split", "p", of="x", unit="1", parts=[{"to": "a", "share": "0.5"}, {"to": "b"}])
    assert problems(split, step("sum", of=["p"]), **NAMES) == [
        "steps[1].of[0] is “p”, which is neither an input nor a step. Known are: p.a, p.b."
    ]
    assert problems(step("sum", of=["s.a"])) == [
        "steps[0].of[0] is “s.a”, which is neither an input nor a step. Known are: s."
    ]
    many = [step("sum", f"a{i:02}", of=["1"]) for i in range(30)]
    assert problems(*many, step("sum", of=["zz"])) == [
        "steps[30].of[0] is “zz”, which is neither an input nor a step. Known are: "
        + ", ".join(f"a{i:02}" for i in range(20)) + "."
    ]  # fmt: skip


def test_in_outputs_and_reports_too() -> None:
    label = named("X")
    sheet = sheet_of(
        reports=[{"key": "r", "label": label, "value": "nope"}],
        outputs=[{"key": "o", "label": label, "amount": "nope", "payer": "city", "payee": "carla",
                  "due": "never"}],
    )  # fmt: skip
    assert [str(one) for one in wire(sheet).problems] == [
        f"{place} is “{name}”, which is neither an input nor a step. Known are: —."
        for place, name in (("outputs[0].amount", "nope"), ("outputs[0].due", "never"),
                            ("reports[0].value", "nope"))
    ]  # fmt: skip


def test_what_stands_on_a_step_that_is_broken() -> None:
    broken = step("sum", "a", of=["y"])
    assert problems(broken, step("sum", of=["a"]), **NAMES) == [
        "steps[0].of[0] is “y”, which is neither an input nor a step. Known are: a, s, x.",
        "steps[1].of[0] uses “a”, which cannot be worked out. Mend that one first.",
    ]
    wrong = step("not", "a", of="x")
    assert problems(wrong, step("sum", of=["1", "a"]), **NAMES) == [
        "steps[0].of is a number; it has to be a yes or no.",
        "steps[1].of[1] uses “a”, which cannot be worked out. Mend that one first.",
    ]


@pytest.mark.parametrize(
    ("needs", "place", "path"),
    [
        ({"a": "a"}, 0, "a → a"),
        ({"a": "b", "b": "a"}, 0, "a → b → a"),
        ({"a": "b", "b": "c", "c": "a"}, 0, "a → b → c → a"),
        ({"a": "b", "b": "c", "c": "b"}, 1, "b → c → b"),
        ({"a": "x", "b": "c", "c": "c"}, 2, "c → c"),
        ({"d": "p.l", "p": "d"}, 0, "d → p → d"),
    ],
)
def test_steps_that_need_each_other(needs: dict[str, str], place: int, path: str) -> None:
    steps = [
        step("waterfall", "p", of=name, tranches=[{"to": "l"}])
        if key == "p"
        else step("sum", key, of=["1", name])
        for key, name in needs.items()
    ]
    assert problems(*steps, **NAMES) == [
        f"steps[{place}] needs itself: {path}. Take one of these steps out of the circle."
    ]


def test_a_circle_of_four_hundred_steps_is_refused_soon() -> None:
    steps = [step("sum", f"s{i}", of=[f"s{(i + 1) % 400}"]) for i in range(400)]
    begun = process_time()
    found = problems(*steps)
    assert process_time() - begun < 1
    assert len(found) == 1
    assert found[0].startswith("steps[0] needs itself: s0 → s1 → s2 → ")


def test_a_chain_written_backwards_is_made_out_soon() -> None:
    steps = [step("sum", f"s{i}", of=[f"s{i + 1}" if i < 399 else "1"]) for i in range(400)]
    begun = process_time()
    wired = sound(sheet_of(*steps))
    assert process_time() - begun < 1
    assert [one.key for one in wired.order] == [f"s{i}" for i in reversed(range(400))]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (
            {"subject": "nowhere"},
            "inputs[0].subject is “nowhere”, which is no level. Levels are: contract, site.",
        ),
        ({"kind": "choice"}, "inputs[0].words is missing. Add it."),
        (
            {"least": None},
            "inputs[0].least is missing. Say how far x can go, so that the largest cost is known.",
        ),
        (
            {"most": None},
            "inputs[0].most is missing. Say how far x can go, so that the largest cost is known.",
        ),
        ({"least": "2026-01-01"}, "inputs[0].least must be a number, as the input is."),
        ({"most": "2026-01-01"}, "inputs[0].most must be a number, as the input is."),
        ({"kind": "date"}, "inputs[0].least must be a date, as the input is."),
        ({"least": "10"}, "inputs[0].least is more than the largest value. Exchange them."),
    ],
)
def test_inputs_that_make_no_sense(changed: dict[str, Any], why: str) -> None:
    found = {k: v for k, v in {**ranged("x", "0..9"), **changed}.items() if v is not None}
    assert [str(one) for one in wire(sheet_of(inputs=[found])).problems] == [why]


def test_every_problem_is_told_and_the_first_refuses() -> None:
    sheet = sheet_of(
        step("not", "a", of="y"), step("sum", "b", of=["z"]),
        inputs=[ranged("x", "9..0"), ranged("y", "0..9")],
    )  # fmt: skip
    assert [str(one) for one in wire(sheet).problems] == [
        "steps[1].of[0] is “z”, which is neither an input nor a step. Known are: a, b, x, y.",
        "inputs[0].least is more than the largest value. Exchange them.",
        "steps[0].of is a number; it has to be a yes or no.",
    ]
    with pytest.raises(RuleBroken, match=r"^steps\[1\]\.of\[0\] is “z”"):
        sound(sheet)


def test_a_refusal_that_is_kept_does_not_keep_who_asked() -> None:
    sheet = sheet_of(step("sum", of=["nowhere"]))

    def frames() -> int:
        with pytest.raises(RuleBroken) as broken:
            sound(sheet)
        return len(broken.traceback)

    assert frames() == frames() == frames()


def test_the_same_sheet_is_made_out_once() -> None:
    assert wire(sheet_of(A, inputs=[ranged("x", "0..9")])) is wire(
        sheet_of(A, inputs=[ranged("x", "0..9")])
    )


def test_kinds_of_inputs() -> None:
    found = sound(
        sheet_of(inputs=[ranged("x", "0..9 day /1 @site"), given("p", True),
                         given("g", "red|blue"), given("d", "2026-01-01")],
                 levels=[{"key": "site", "label": named("Site"), "most": 3}])
    ).kinds  # fmt: skip
    assert (found["x"].level, str(found["x"].unit), str(found["x"].grid)) == (1, "day", "1/10")
    assert found["p"].what == What.TRUTH
    assert (found["g"].what, found["g"].words) == (What.WORD, ("red", "blue"))
    assert found["d"].what == What.DATE


def test_an_operand_that_is_not_of_the_step_stands_where_the_step_does() -> None:
    op = sheet_of(step("sum", of=["x"])).steps[0]
    kinds = KindsOf({}, Unit(), op, "steps[7]")
    assert kinds.at(operand("x")) == "steps[7]"
    assert kinds.at(op.op.operands()[0]) == "steps[7].of[0]"


def test_written_numbers_take_the_unit_beside_them() -> None:
    assert str(kind(step("sum", of=["5", "x"]), x="0..9 day").unit) == "day"
    assert kind(step("sum", of=["5", "2"])).is_literal
    assert not kind(step("sum", of=["5", "x"]), x="0..9 day").is_literal
    fixed = step("sum", "f", of=["5", "2"])
    assert str(kind(fixed, step("sum", of=["f", "x"]), x="0..9 day").unit) == "day"
    assert refused(step("sum", of=["5", "2026-01-01"])) == (
        "steps[0].of[1] is a date; it has to be a number."
    )


def test_kinds_that_were_expected_are_named() -> None:
    why = "steps[0].of[0] is {}; it has to be a number."
    assert refused(step("sum", of=["p"]), p="yes_no") == why.format("a yes or no")
    assert refused(step("sum", of=["p"]), p="red|blue") == why.format("a choice")
    assert refused(step("sum", of=["p"]), p="2026-01-01..2026-02-01") == why.format("a date")
    assert refused(step("is_one_of", of="p", words=["red"]), p="0..9") == (
        "steps[0].of is a number; it has to be a choice."
    )


def test_powers_of_a_unit_end_at_twenty() -> None:
    assert problems(step("product", of=["x"] * 10, key="a"), step("product", of=["a", "a"]),
                    x="0..1 point") == []  # fmt: skip
    names = ["x", *(f"a{i}" for i in range(40))]
    squares = [step("product", b, of=[a, a]) for a, b in pairwise(names)]
    start = process_time()
    found = problems(*squares, x="0..1 point")
    assert process_time() - start < 1
    assert found[:2] == [
        (
            "steps[4] is counted in “point” to a power beyond 20. Multiply or divide by fewer "
            "numbers that are counted in it, or count them in 1."
        ),
        "steps[5].of[0] uses “a4”, which cannot be worked out. Mend that one first.",
    ]
    assert len(found) == 36
    assert problems(*squares[:10], x="0..1") == []
    over = [step("ratio", b, of="1" if a == "x" else a, to="x") for a, b in pairwise(names[:22])]
    assert problems(*over[:20], x="1..2 point") == []
    assert problems(*over, x="1..2 point")[0].startswith("steps[20] is counted in “point”")


def test_no_more_names_that_stand_for_nothing_are_told_than_anybody_reads() -> None:
    tranches = [{"to": f"t{i}", "most": "1"} for i in range(20)]
    falls = [step("waterfall", f"w{i}", of="x", tranches=tranches) for i in range(100)]
    sums = [step("sum", f"u{i}", of=["q"] * 50) for i in range(100)]
    start = process_time()
    found = problems(*falls, *sums, **NAMES)
    assert process_time() - start < 1
    assert len(found) == 200
    near = [f"u{i}" for i in range(10)] + [f"u{i}{j}" for i in range(10) for j in range(10)][10:]
    assert found[-1] == (
        "steps[103].of[49] is “q”, which is neither an input nor a step. Known are: "
        + ", ".join(sorted(near)[:20]) + "."
    )  # fmt: skip
