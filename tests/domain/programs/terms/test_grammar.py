"""What every part may hold, as data."""

from __future__ import annotations

import pytest

from core.domain.errors import RuleBroken
from programs.domain.terms.catalogue import OPS
from programs.domain.terms.grammar import (
    CURRENCY,
    EFFECTIVE,
    HEAD,
    HOMES,
    LISTED,
    Member,
    operand_members,
    step_members,
)
from programs.domain.terms.labels import KeysSlot
from programs.domain.terms.slots import OperandsSlot, WholeSlot


def shapes(members: tuple[Member, ...]) -> dict[str, str]:
    return {one.name: one.shape for one in members}


def test_the_header_and_its_parts() -> None:
    assert shapes(HEAD) == {"id": "key", "title": "label", "version": "whole", "source": "text"}
    assert [one.is_needed for one in HEAD] == [True, True, True, False]
    assert shapes(CURRENCY) == {"code": "word", "minor": "whole"}
    assert shapes(EFFECTIVE) == {"from": "day", "until": "day"}
    assert [one.is_needed for one in EFFECTIVE] == [True, False]


def test_the_members_of_a_list() -> None:
    assert shapes(LISTED["parties"]) == {"key": "key", "label": "label"}
    found = {one.name: one for one in LISTED["inputs"]}
    assert (found["unit"].default, found["unit"].shape) == ("1", "unit")
    assert (found["decimals"].default, found["words"].shape) == (0, "keys")
    assert found["kind"].words == ("number", "yes_no", "choice", "date")
    assert (found["least"].default, found["least"].is_needed) == (None, False)


def test_a_step_is_named_first_and_explained_last() -> None:
    found = step_members("bands")
    assert [one.name for one in found] == [
        "key",
        "label",
        "of",
        "bands",
        "unit",
        "stage",
        "because",
    ]
    assert [one.is_needed for one in found] == [True, False, True, True, False, False, False]
    assert shapes(found[3].rows) == {
        "from": "bound",
        "above": "bound",
        "to": "bound",
        "below": "bound",
        "gives": "operand",
    }
    assert (found[5].default, len(found[5].words)) == ("price", 8)


@pytest.mark.parametrize("do", OPS)
def test_every_member_of_every_operation_has_a_shape(do: str) -> None:
    for one in step_members(do):
        assert one.shape
        assert bool(one.rows) is (one.shape == "rows")
        assert bool(one.words) is (one.shape == "word")


def test_shapes_that_only_steps_have() -> None:
    assert shapes(step_members("round"))["unit"] == "number"
    assert shapes(step_members("due"))["months"] == "whole"
    assert shapes(step_members("sum"))["of"] == "operands"
    assert shapes(step_members("is_one_of"))["words"] == "keys"


@pytest.mark.parametrize(("version", "is_read"), [(0, False), (1, True), (10_000, True)])
def test_a_version_is_counted_from_one(version: int, is_read: bool) -> None:
    (member,) = [one for one in HEAD if one.name == "version"]
    if is_read:
        member.read_one(version, "Version")
        return
    with pytest.raises(RuleBroken, match="Version must be a whole number from 1 to 10000"):
        member.read_one(version, "Version")
    with pytest.raises(RuleBroken):
        member.read_one(10_001, "Version")


def test_every_operation_has_its_home() -> None:
    assert HOMES["at_most"] == "cap"
    assert HOMES.keys() == OPS.keys()


@pytest.mark.parametrize(
    ("do", "names"),
    [
        ("choose", ("cases", "otherwise")),
        ("sum", ("of",)),
        ("one_over", ("of",)),
        ("line", ("of",)),
        ("split", ("of", "parts")),
        ("nothing", ()),
        (None, ()),
        (["sum"], ()),
    ],
)
def test_where_names_of_others_stand(do: object, names: tuple[str, ...]) -> None:
    assert operand_members(do) == names


@pytest.mark.parametrize(
    ("member", "good", "bad", "words"),
    [
        (Member("of", OperandsSlot(1, 3)), "days", "Ä", "Of what must be the name of an input"),
        (Member("words", KeysSlot(1, 3)), "men", "Ä", "Of what must begin with a letter"),
        (Member("years", WholeSlot(1, 3)), 3, 4, "Of what must be a whole number from 1 to 3"),
    ],
)
def test_one_value_is_read_by_the_name_that_people_know(
    member: Member, good: object, bad: object, words: str
) -> None:
    member.read_one(good, "Of what")
    with pytest.raises(RuleBroken, match=words):
        member.read_one(bad, "Of what")
