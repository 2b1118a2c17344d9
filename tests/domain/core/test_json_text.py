"""JSON from outside is read exactly, or refused with the line where it breaks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.domain.errors import RuleBroken
from core.domain.json_text import json_from


def test_numbers_stay_exact() -> None:
    found = json_from(
        '\ufeff{"a": 0.1, "b": 12345678901234567890, "c": [1e2, null, true]}'.encode()
    )
    assert found == {
        "a": Decimal("0.1"),
        "b": 12345678901234567890,
        "c": [Decimal(100), None, True],
    }
    assert isinstance(found["a"], Decimal)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b'{"a": 1,\n "b" 2}',
            (
                "The document breaks off as JSON in line 2, column 6: Expecting ':' delimiter. "
                "Look there for a comma, a bracket or a quotation mark."
            ),
        ),
        (
            b"",
            (
                "The document breaks off as JSON in line 1, column 1: Expecting value. "
                "Look there for a comma, a bracket or a quotation mark."
            ),
        ),
        (
            b'{"a": "\xb0"}',
            "The document is not in UTF-8: byte 8 fits no letter. Save it as UTF-8.",
        ),
        (b'{"a": {"b": 1, "b": 2}}', "“b” stands twice in one object. Leave one."),
        (b"[NaN]", "NaN is no number in JSON. Leave the value out where it is not known."),
        (
            b"[-Infinity]",
            "-Infinity is no number in JSON. Leave the value out where it is not known.",
        ),
        (
            b"[1e301]",
            "The number that begins with 1e301 is too long or too large to be meant. Shorten it.",
        ),
        (
            b"[1e99999999999999999999]",
            (
                "The number that begins with 1e999999999999999999 is too long or too large to be meant. "
                "Shorten it."
            ),
        ),
        (
            b"[" + b"7" * 301 + b"]",
            (
                "The number that begins with 77777777777777777777 is too long or too large to be meant. "
                "Shorten it."
            ),
        ),
        (
            b"[0." + b"7" * 299 + b"]",
            (
                "The number that begins with 0.777777777777777777 is too long or too large to be meant. "
                "Shorten it."
            ),
        ),
        (b"[" * 200_000, "The document is nested too deeply. Make it flatter."),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(content: bytes, said: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        json_from(content)
    assert str(refusal.value) == said


def test_the_longest_numbers_are_read() -> None:
    assert json_from(b"[" + b"7" * 300 + b"]") == [int("7" * 300)]
    assert json_from(b"[1e300, 1e-300]") == [Decimal("1e300"), Decimal("1e-300")]


def test_a_file_is_called_by_its_name() -> None:
    with pytest.raises(RuleBroken, match=r"^case\.json breaks off as JSON in line 1, column 2"):
        json_from(b"[", name="case.json")
