"""What a promise is worth: tables that an officer can check by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import RuleBroken
from core.domain.money import ROUNDINGS, Money
from core.domain.numbers import plain
from programs.domain.terms import APPROVED, Attainment, document_of, sheet_digest, sheet_from
from programs.domain.terms.simple.sheet import ROUNDED

SHEET: dict[str, Any] = {
    "schema": "boram.terms/0",
    "rounding": "won_down",
    "cap": 90_000_000,
    "clauses": [
        {"key": "advance", "kind": "fixed", "amount": 40_000_000},
        {"key": "guards", "kind": "per_unit", "rate": "500000", "most_units": "50"},
        {"key": "injuries", "kind": "threshold", "award": 30_000_000, "at_least": "1"},
        {"key": "training", "kind": "steps", "steps": [
            {"from": "0.8", "amount": 5_000_000}, {"from": "1", "amount": 8_000_000}]},
    ],
}  # fmt: skip
GUARD = {"kind": "per_unit", "rate": "500000", "most_units": "50"}
THIRDS = {"kind": "per_unit", "rate": "333.33", "most_units": "50"}
LUMP = {"kind": "threshold", "award": 10_000_000, "at_least": "0.9"}
BANDS = {
    "kind": "steps",
    "steps": [{"from": "0.8", "amount": 5_000_000}, {"from": "1", "amount": 8_000_000}],
}


def sheet_of(clause: dict[str, Any], *, rounding: str = "won_down", cap: int = 10**11) -> Any:
    return sheet_from(
        {
            "schema": "boram.terms/0",
            "rounding": rounding,
            "cap": cap,
            "clauses": [{"key": "x", **clause}],
        }
    )


def attained(verified: str | None, target: str = "50") -> Attainment:
    return Attainment(Decimal(target), None if verified is None else Decimal(verified))


@pytest.mark.parametrize(
    ("clause", "rounding", "target", "verified", "won"),
    [
        # clause  rounding             target verified won
        (GUARD,   "won_down",          "50",  "10",    5_000_000),   # ten guards at 500,000
        (GUARD,   "won_down",          "50",  "60",    25_000_000),  # beyond the most units nothing
        (GUARD,   "won_down",          "50",  "0",     0),
        (THIRDS,  "won_down",          "50",  "2",     666),         # 666.66 drops to 666
        (THIRDS,  "won_half_up",       "50",  "2",     667),
        (THIRDS,  "ten_won_down",      "50",  "2",     660),
        (LUMP,    "won_down",          "50",  "44.99", 0),           # nothing before the line
        (LUMP,    "won_down",          "50",  "45",    10_000_000),  # the line itself counts
        (BANDS,   "won_down",          "50",  "39.99", 0),
        (BANDS,   "won_down",          "50",  "40",    5_000_000),   # 80 % exactly
        (BANDS,   "won_down",          "50",  "49.99", 5_000_000),
        (BANDS,   "won_down",          "50",  "50",    8_000_000),
        (BANDS,   "won_down",          "3",   "2.4",   5_000_000),   # 80 % of 3 without a binary slip
    ],
)  # fmt: skip
def test_worked_examples(
    clause: dict[str, Any], rounding: str, target: str, verified: str, won: int
) -> None:
    priced = sheet_of(clause, rounding=rounding).price({"x": attained(verified, target)})
    assert priced.total == priced.of("x") == Money(won)
    assert str(priced.lines[0].working)


def test_a_whole_sheet_is_priced_line_by_line() -> None:
    priced = sheet_from(SHEET).price(
        {
            "advance": APPROVED,
            "guards": attained("50"),
            "injuries": attained("1", "1"),
            "training": attained("45"),
        }
    )
    assert [(line.key, str(line.working), line.amount.won) for line in priced.lines] == [
        ("advance", "₩40,000,000 on the approved plan.", 40_000_000),
        ("guards", "50 units at ₩500,000 (verified 50, target 50).", 25_000_000),
        ("injuries", "Verified 1 of 1: at least 100 %, so ₩30,000,000 is earned.", 30_000_000),
        ("training", "Verified 45 of 50: the step from 80 % is reached, ₩5,000,000.", 5_000_000),
        (
            "cap",
            "The clauses earn ₩100,000,000; the agreement pays at most ₩90,000,000.",
            -10_000_000,
        ),
    ]
    assert priced.total == Money(90_000_000)


def test_missing_is_not_zero_and_earns_nothing() -> None:
    priced = sheet_from(SHEET).price({"guards": attained(None), "injuries": attained("0", "1"), "training": attained("1"),
                                      "advance": Attainment(Decimal(1), Decimal(0))})  # fmt: skip
    assert priced.total == Money(0)
    assert [str(line.working) for line in priced.lines] == [
        "The plan is not approved yet.",
        "It cannot be evaluated: data are missing. That is not zero, and earns nothing.",
        "Verified 0 of 1: below 100 %, so nothing is earned.",
        "Verified 1 of 50: below the first step at 80 %.",
    ]
    assert (
        str(sheet_from(SHEET).price({}).lines[0].working)
        == "Not yet verified, so nothing is earned."
    )
    assert not attained(None).reaches(Decimal("0.1"))


def test_the_largest_amount_is_what_is_reserved() -> None:
    assert sheet_from(SHEET).largest() == Money(90_000_000)  # 40 + 25 + 30 + 8 million, capped
    assert sheet_from({**SHEET, "cap": 140_000_000}).largest() == Money(103_000_000)
    assert sheet_of(THIRDS).largest() == Money(16_666)


@pytest.mark.parametrize(("cap", "capped"), [(102_999_999, True), (103_000_000, False)])
def test_a_sheet_knows_whether_its_cap_can_ever_bite(cap: int, capped: bool) -> None:
    """40 + 25 + 30 + 8 million are 103 million."""
    assert sheet_from({**SHEET, "cap": cap}).is_capped is capped


def test_what_other_claims_used_up_is_taken_away_in_the_name_of_the_cap() -> None:
    line = sheet_from(SHEET).cap.used_up(left=Money(3_000_000), over=Money(2_000_000))
    assert (line.key, line.amount) == ("cap", Money(-2_000_000))
    assert "at most ₩90,000,000 in all, and ₩3,000,000 of it is left" in str(line.working)


def test_an_officer_can_sign_the_sentences() -> None:
    assert [str(s) for s in sheet_from(SHEET).sentences()] == [
        "advance: ₩40,000,000 is paid once, on the approved plan.",
        "guards: ₩500,000 is paid for each verified unit, for at most 50 units.",
        "injuries: ₩30,000,000 is paid once at least 100 % of the target is verified; below that, nothing.",
        "training: from 80 % of the target on, ₩5,000,000 in all.",
        "training: from 100 % of the target on, ₩8,000,000 in all.",
        "Each clause is rounded down to whole won.",
        "In all, never more than ₩90,000,000 is paid.",
    ]
    assert ROUNDED.keys() == ROUNDINGS.keys()


def test_the_same_terms_have_the_same_hash_however_written() -> None:
    sheet = sheet_from(SHEET)
    other = sheet_from(
        document_of(sheet)
        | {"clauses": [dict(reversed(list(c.items()))) for c in SHEET["clauses"]]}
    )
    assert sheet == other
    assert document_of(sheet) == SHEET
    assert (
        sheet_digest(sheet) == sheet_digest(other) != sheet_digest(sheet_from({**SHEET, "cap": 1}))
    )
    assert sheet_digest(sheet_of({**GUARD, "rate": "500000.00"})) == sheet_digest(sheet_of(GUARD))


def changed(place: str, value: object) -> dict[str, Any]:
    clauses = [dict(clause) for clause in SHEET["clauses"]]
    clause, name = place.split(".")
    clauses[int(clause)][name] = value
    return {**SHEET, "clauses": clauses}


def steps(*pairs: tuple[str, int]) -> list[dict[str, Any]]:
    return [{"from": share, "amount": amount} for share, amount in pairs]


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ([], "The document must be an object"),
        ({}, "schema is missing"),
        ({**SHEET, "schema": "other"}, "schema must be one of: boram.terms/0"),
        ({**SHEET, "bonus": 1}, "bonus is not known here"),
        ({**SHEET, "rounding": "up"}, "rounding must be one of: won_down"),
        ({**SHEET, "cap": 0}, "cap must be a whole number of won"),
        ({**SHEET, "cap": 1.5}, "cap holds 1.5, which cannot be kept exactly"),
        ({**SHEET, "clauses": []}, "clauses must be a list with 1 to 50 items"),
        ({**SHEET, "clauses": [{"key": "a", "kind": "magic"}]}, r"clauses\[0\].kind must be one of: fixed"),
        ({**SHEET, "clauses": [{"key": "a", "kind": "fixed", "amount": 1}] * 2}, r"clauses\[1\].key is “a”, .* taken"),
        (changed("0.key", "cap"), "already taken"),
        (changed("0.key", "Ä"), r"clauses\[0\].key must begin with a letter"),
        (changed("0.amount", -5), r"clauses\[0\].amount must be a whole number"),
        (changed("0.amount", True), r"clauses\[0\].amount must be a whole number"),
        (changed("0.amount", 10**13), r"clauses\[0\].amount must be a whole number"),
        (changed("1.rate", 500000), r"clauses\[1\].rate must be a number in quotation marks"),
        (changed("1.rate", "1e9"), r"clauses\[1\].rate must be a number in quotation marks"),
        (changed("1.most_units", "0"), r"clauses\[1\].most_units must be a number"),
        (changed("2.at_least", "11"), r"clauses\[2\].at_least must be a number .* to 10"),
        (changed("2.extra", 1), r"clauses\[2\].extra is not known here"),
        (changed("3.steps", steps(("0.8", 5), ("0.8", 8))), r"clauses\[3\].steps\[1\].from is 0.8; it has to be more"),
        (changed("3.steps", steps(("0.8", 5), ("1", 4))), r"clauses\[3\].steps\[1\].amount is ₩4; a higher step"),
        (changed("3.steps", [{"from": "1"}]), r"clauses\[3\].steps\[0\].amount is missing"),
        (changed("3.steps", steps(("1", 1)) * 21), "list with 1 to 20 items"),
        ({**SHEET, "cap": "x" * 70_000}, "at most 65536 are allowed"),
    ],
)  # fmt: skip
def test_a_bad_sheet_is_refused_with_the_place(document: object, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        sheet_from(document)


@pytest.mark.parametrize(
    ("target", "verified"), [("0", "1"), ("-1", "1"), ("NaN", "1"), ("1", "-1"), ("1", "Infinity")]
)
def test_a_senseless_attainment_is_refused(target: str, verified: str) -> None:
    with pytest.raises(RuleBroken, match="has to be"):
        attained(verified, target)


def test_an_attainment_for_an_unknown_clause_is_refused() -> None:
    with pytest.raises(RuleBroken, match="no clause “other”"):
        sheet_from(SHEET).price({"other": APPROVED})


amounts = st.integers(1, 10**9)
shares = st.integers(1, 10**7).map(lambda n: plain(Decimal(n).scaleb(-6)))
units = st.integers(1, 10**12).map(lambda n: plain(Decimal(n).scaleb(-6)))
clauses = st.one_of(
    st.fixed_dictionaries({"kind": st.just("fixed"), "amount": amounts}),
    st.fixed_dictionaries({"kind": st.just("per_unit"), "rate": units, "most_units": units}),
    st.fixed_dictionaries({"kind": st.just("threshold"), "award": amounts, "at_least": shares}),
    st.lists(
        st.tuples(shares, amounts), min_size=1, max_size=4, unique_by=lambda s: Decimal(s[0])
    ).map(
        lambda pairs: {
            "kind": "steps",
            "steps": steps(
                *zip(
                    sorted((p[0] for p in pairs), key=Decimal),
                    sorted(p[1] for p in pairs),
                    strict=True,
                )
            ),
        }
    ),
)
verified_values = st.integers(0, 10**13).map(lambda n: Decimal(n).scaleb(-4))


@given(clauses, st.sampled_from(sorted(ROUNDINGS)), amounts, verified_values, verified_values)
def test_more_never_earns_less_and_nothing_exceeds_the_largest(
    clause: dict[str, Any], rounding: str, cap: int, one: Decimal, other: Decimal
) -> None:
    sheet = sheet_of(clause, rounding=rounding, cap=cap)
    assert sheet_from(document_of(sheet)) == sheet
    low, high = (sheet.price({"x": Attainment(Decimal(50), v)}).total for v in sorted((one, other)))
    assert Money(0) <= low <= high <= sheet.largest() <= Money(cap)
