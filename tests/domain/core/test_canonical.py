"""The same document has the same bytes everywhere; what cannot be kept exactly is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.canonical import canonical_json, digest_of
from core.domain.errors import RuleBroken

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=3,
)


@given(values)
def test_reading_it_back_gives_the_same_value_and_the_same_bytes(value: Any) -> None:
    written = canonical_json(value)
    assert json.loads(written) == value
    assert canonical_json(json.loads(written)) == written


def test_keys_are_sorted_by_utf16_as_in_section_3_2_3_of_rfc_8785() -> None:
    unsorted = {"€": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
                "1": "One", "😀": "Emoji: Grinning Face", "\x80": "Control", "ö": "o with diaeresis"}  # fmt: skip
    assert list(json.loads(canonical_json(unsorted))) == [
        "\r",
        "1",
        "\x80",
        "ö",
        "€",
        "😀",
        "\ufb33",
    ]


def test_a_digest_can_be_checked_by_hand() -> None:
    assert (
        canonical_json({"b": [1, True, None], "a": "\n한"})
        == '{"a":"\\n한","b":[1,true,null]}'.encode()
    )
    assert digest_of({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"a": [0.1]}, r"a\[0\] holds 0.1, which cannot be kept exactly"),
        (2**53, "document holds 9007199254740992"),
        ({"a": {1: 2}}, "a has a name that is not text"),
        ("\ud800", "half a character"),
    ],
)
def test_what_cannot_be_kept_is_refused(value: object, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        canonical_json(value)
