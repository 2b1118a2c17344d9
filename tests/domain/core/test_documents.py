"""Every refusal of a document names the place and the repair."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain.documents import Part, document_from, part_of
from core.domain.errors import RuleBroken

PART = Part(
    "clauses[2]",
    {"key": "ok", "bad": "9", "won": 5, "no": True, "n": "0.5", "list": [{}], "long": [1] * 3},
)


def test_good_members_are_read() -> None:
    assert PART.key("key") == "ok"
    assert PART.won("won").won == 5
    assert str(PART.number("n")) == "0.5"
    assert [part.place for part in PART.parts("list", most=2)] == ["clauses[2].list[0]"]
    assert PART.one_of("key", {"ok": 1}) == 1
    assert PART.only(*PART.found) is PART
    assert part_of({}).at("cap") == "cap"


@pytest.mark.parametrize(
    ("read", "sentence"),
    [
        (lambda: PART.only("key"), r"clauses\[2\].bad is not known here. Known are: key."),
        (lambda: PART.member("x"), r"clauses\[2\].x is missing. Add it."),
        (lambda: PART.key("bad"), "must begin with a letter"),
        (lambda: PART.key("won"), "must begin with a letter"),
        (lambda: PART.one_of("key", {"a": 1, "b": 2}), "must be one of: a, b."),
        (lambda: PART.one_of("won", {"a": 1}), "must be one of: a."),
        (lambda: PART.won("n"), "whole number of won from 1"),
        (lambda: PART.won("no"), "whole number of won from 1"),
        (lambda: PART.number("won"), "number in quotation marks"),
        (lambda: PART.number("n", least="1"), "from 1 to"),
        (lambda: PART.number("n", most="0.1"), "from 0 to 0.1"),
        (lambda: list(PART.parts("long", most=2)), "list with 1 to 2 items"),
        (lambda: list(PART.parts("n", most=2)), "list with 1 to 2 items"),
        (lambda: list(PART.parts("long", most=3)), r"clauses\[2\].long\[0\] must be an object"),
        (lambda: part_of(3), "The document must be an object"),
    ],
)  # fmt: skip
def test_bad_members_are_refused(read: Any, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        read()


def test_a_document_has_a_size() -> None:
    assert document_from({"a": 1}, lambda part: part.found) == {"a": 1}
    with pytest.raises(RuleBroken, match="has 1003 bytes; at most 1000"):
        document_from({"a": "x" * 995}, lambda part: part, most_bytes=1000)


def test_a_document_has_a_depth() -> None:
    deep: dict[str, Any] = {}
    for _ in range(5000):
        deep = {"a": deep}
    with pytest.raises(RuleBroken, match="nested too deeply"):
        document_from(deep, lambda part: part)
