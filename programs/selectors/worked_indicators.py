"""What an indicator says of somebody's file, as JSON in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from core import translation
from core.domain.words import Named, Sentence
from core.translation import AS_WRITTEN
from programs.domain.indicators import (
    AS_IT_STANDS,
    FAMILIES,
    Asked,
    Definition,
    Excluded,
    NoValue,
    Row,
    Value,
    compute,
    converted,
    definition_called,
    document_of,
)
from programs.domain.indicators.file import File, file_in
from programs.domain.terms import exact_text

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a file: which indicator, grouped how, row by row or not, in whose unit."""

    name: str
    by: str = ""
    each: bool = False
    to: str = ""
    asked: Asked = AS_IT_STANDS


def indicators_listed() -> Answer:
    """Every indicator that ships, family by family."""
    return {
        "families": [
            {
                "family": key,
                "name": name.as_json(),
                "indicators": [document_of(one) for one in family],
            }
            for key, (name, family) in FAMILIES.items()
        ]
    }


def indicator_answered(content: bytes, question: Question) -> Answer:
    """The pooled value of a file, beside it each group and each row where asked."""
    definition = definition_called(question.name)
    file = file_in(content, definition, question.asked, question.by)
    pooled = compute(definition, file.rows, asked=question.asked)
    answer = {**told(definition), **valued(pooled)}
    answer["excluded"] = [_left(one) for one in (*file.replaced, *pooled.excluded)]
    answer["flags"] = [said(flag) for flag in (*file.flags, *pooled.flags)]
    if question.to and isinstance(pooled, Value):
        answer["converted"] = _as_said_by(question, pooled)
    if question.by:
        answer["by"] = question.by
        answer["groups"] = _groups(definition, file, question.asked)
    if question.each:
        answer["each"] = [
            {"row": row.number, **valued(compute(definition, [row], asked=question.asked))}
            for row in file.rows
        ]
    return answer


def told(definition: Definition) -> Answer:
    """What stands beside every value: which definition, which version, in which unit."""
    return {
        "indicator": definition.key,
        "version": definition.version,
        "name": definition.name.as_json(),
        "base": definition.base,
        "unit": definition.unit.as_json(),
        "formula": named(definition.formula),
        "source": named(definition.source),
        "absence_days": definition.absence_days,
    }


def valued(result: Value | NoValue) -> Answer:
    """A value in exact text, or that there is none and why."""
    if isinstance(result, NoValue):
        return {
            "verdict": "cannot_be_evaluated",
            "code": result.why.code,
            "reason": said(result.why.sentence),
            "rows": 0,
        }
    under = result.denominator
    return {
        "value": f"{result.shown:f}",
        "exact": str(result.exact),
        "numerator": exact_text(result.numerator),
        "denominator": None if under is None else exact_text(under),
        "rows": result.rows,
    }


def said(sentence: Sentence) -> str:
    """A sentence in the active language; names of columns stay as they are written."""
    return translation.in_words(sentence, AS_WRITTEN)


def named(name: Named) -> str:
    """A name in the active language."""
    return in_language(name.as_json())


def in_language(name: Mapping[str, str]) -> str:
    """The same for a name as an answer holds it."""
    return translation.localized(ko=name["ko"], en=name["en"])


def _left(one: Excluded) -> Answer:
    return {"row": one.row, "code": one.why.code, "reason": said(one.why.sentence)}


def _groups(definition: Definition, file: File, asked: Asked) -> list[Answer]:
    rows: dict[str, list[Row]] = {}
    for group, row in zip(file.groups, file.rows, strict=True):
        rows.setdefault(group, []).append(row)
    return [{"group": group, **_group(definition, own, asked)} for group, own in rows.items()]


def _group(definition: Definition, rows: Iterable[Row], asked: Asked) -> Answer:
    found = compute(definition, rows, asked=asked)
    return {**valued(found), "excluded": [_left(one) for one in found.excluded]}


def _as_said_by(question: Question, value: Value) -> Answer:
    target, asked = definition_called(question.to), question.asked
    found = converted(
        value.exact,
        origin=value.definition,
        target=target,
        hours_per_worker=asked.hours_per_worker,
    )
    again = Value(target, found.value / target.base, Fraction(1), value.rows)
    return {
        "indicator": target.key,
        "value": f"{again.shown:f}",
        "exact": str(again.exact),
        "unit": target.unit.as_json(),
        "flags": [said(flag) for flag in found.flags],
    }
