"""`docs/terms.md` read by a machine, so that nothing is shown there that the engine does not do.

A comment before a block says what it is: an example with cases and results below it, a mistake with
the message below it, a file of the tutorial, or the frame that examples are put into.
"""

from __future__ import annotations

import ast
import json
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from programs.domain.terms.naming import exact
from programs.domain.terms.price import Priced
from programs.domain.terms.values import Unknown

PATH = Path(__file__).resolve().parents[4] / "docs" / "terms.md"
TEXT = PATH.read_text(encoding="utf-8")
BLOCK = re.compile(
    r"<!-- (\w+)(?:: ([\w.-]+))? -->\n```json\n(.*?)\n```\n(.*?)(?=\n<!-- |\n#|\Z)", re.DOTALL
)
CASE = re.compile(r"^- `(\{.*?\})` → (.*)$", re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")
QUOTED = re.compile(r"^> (.*)$", re.MULTILINE)
HEADING = re.compile(r"^(#+) (.*)$", re.MULTILINE)
NAMED = re.compile(r"([a-z][\w.-]*)(?:\[(.+?)\])? ")
SIGN = re.compile(r" ([=≈]) ")
WRITTEN: Mapping[str, str] = {"×": "*", "−": "-", "^": "**"}
ARITHMETIC: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
CHOSEN: Mapping[str, Callable[..., Fraction]] = {"min": min, "max": max}


@dataclass(frozen=True, slots=True)
class Block:
    """A block of JSON, what the comment before it says, and the text below it."""

    what: str
    key: str
    json: Any
    below: str

    @property
    def cases(self) -> Iterator[tuple[Any, list[str]]]:
        """Each case with what is said of it."""
        for case, said in CASE.findall(self.below):
            yield json.loads(case, parse_float=Decimal), CODE.findall(said)

    @property
    def messages(self) -> list[str]:
        """What is quoted below it."""
        return QUOTED.findall(self.below)


def blocks(what: str, text: str = TEXT) -> list[Block]:
    """All blocks of one kind, in order."""
    return [
        Block(kind, key, json.loads(found), below)
        for kind, key, found, below in BLOCK.findall(text)
        if kind == what
    ]


def framed(fragment: Mapping[str, Any]) -> dict[str, Any]:
    """A fragment as a whole sheet: its members in the frame that the handbook shows."""
    (frame,) = blocks("frame")
    return {**frame.json, **fragment}


def section(heading: str) -> str:
    """What stands under a heading, up to the next one of the same rank or above."""
    found = [one for one in HEADING.finditer(TEXT) if one[2] == heading]
    (start,) = found
    ends = (one.start() for one in HEADING.finditer(TEXT, start.end()) if one[1] <= start[1])
    return TEXT[start.end() : next(ends, len(TEXT))]


def rows(text: str) -> dict[str, list[str]]:
    """The rows of the tables in a text by what stands in code in their first column."""
    lines = (line.strip("| ").split(" | ") for line in text.splitlines() if line[:3] == "| `")
    return {cells[0].strip("`"): cells[1:] for cells in lines}


def agrees(said: str, priced: Priced) -> bool:
    """Whether a line such as `paid = 12 × 500 = 6000` is right in its arithmetic and result."""
    name, subject = next(iter(NAMED.findall(said)))
    _name, *parts = SIGN.split(said)
    found = found_in(priced, name, subject)
    if found != shown(parts[-1]):
        raise AssertionError(f"{said}: it is {found}")
    return all(
        near(parts[i - 1], parts[i + 1]) if parts[i] == "≈" else same(parts[i - 1], parts[i + 1])
        for i in range(2, len(parts), 2)
    )


def found_in(priced: Priced, name: str, subject: str) -> str:
    """What a step or an output came to, as text."""
    if name in priced.columns:
        column = priced.columns[name]
        names = priced.frame.names[column.level]
        value = column.values[names.index(subject) if subject else 0]
        if isinstance(value, Unknown):
            return f"not known: {' '.join(map(str, value.reasons))}"
        line = next((one for one in priced.lines if one.key == name), None)
        return str(line.told) if line and is_date(str(line.told)) else exact(value)
    (amount,) = (
        one
        for one in priced.amounts
        if one.key == name and one.subject.rpartition(" / ")[2] == subject
    )
    if amount.minor is None:
        return f"not known: {' '.join(map(str, amount.why))}"
    return exact(amount.minor * priced.sheet.currency.smallest)


def shown(text: str) -> str:
    """A result as the engine writes it."""
    if text.startswith("not known") or is_date(text) or text in {"true", "false"}:
        return text
    return exact(worth(text))


def is_date(text: str) -> bool:
    """Whether a text is a day."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def same(one: str, other: str) -> bool:
    """Exactly the same number."""
    return worth(one) == worth(other)


def near(one: str, other: str) -> bool:
    """The same number but for less than a unit of the last digit shown; thousands are rounded."""
    _whole, _point, decimals = other.partition(".")
    zeros = len(other) - len(other.rstrip("0")) if not decimals else -len(decimals)
    return abs(worth(one) - worth(other)) < Fraction(10) ** max(zeros, -len(decimals))


def worth(text: str) -> Fraction:
    """The exact value of a written sum, such as `min(92 / 80, 1.2)`."""
    for sign, python in WRITTEN.items():
        text = text.replace(sign, python)
    return _worth(ast.parse(re.sub(r"(?<=\d),(?=\d{3})", "", text), mode="eval").body)


def _worth(node: ast.expr) -> Fraction:
    match node:
        case ast.Constant(value=value):
            return Fraction(str(value))
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_worth(inner)
        case ast.BinOp(left=left, op=sign, right=right):
            return Fraction(ARITHMETIC[type(sign)](_worth(left), _worth(right)))
        case ast.Call(func=ast.Name(id=name), args=args):
            return CHOSEN[name](*map(_worth, args))
        case _:
            raise AssertionError(ast.dump(node))
