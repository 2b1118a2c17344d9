"""Rates of one line, as tests ask for them."""

from __future__ import annotations

from fractions import Fraction

from programs.domain.indicators import (
    AS_IT_STANDS,
    Asked,
    NoValue,
    Row,
    Value,
    compute,
    definition_called,
)


def row(number: int = 2, **facts: int | str | None) -> Row:
    """A row of numbers; None is an empty cell."""
    return Row(number, {k: None if v is None else Fraction(v) for k, v in facts.items()})


def answer(name: str, *rows: Row, asked: Asked = AS_IT_STANDS) -> Value | NoValue:
    """What an indicator says of these rows."""
    return compute(definition_called(name), rows, asked=asked)


def value(name: str, *rows: Row, asked: Asked = AS_IT_STANDS) -> Value:
    """The same, where there has to be a value."""
    found = answer(name, *rows, asked=asked)
    assert isinstance(found, Value), found
    return found


def reason(name: str, *rows: Row, asked: Asked = AS_IT_STANDS) -> str:
    """Why there is none."""
    found = answer(name, *rows, asked=asked)
    assert isinstance(found, NoValue), found
    return found.why.code
