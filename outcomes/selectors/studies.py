"""The answer of a study in both languages, as JSON and as lines for a screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import override

from core.domain.words import Sentence
from core.translation import AS_WRITTEN, in_words
from outcomes.domain.evaluation.studies import evaluate, table_from

LANGUAGES = ("en", "ko")


def study_document(design: str, *, content: bytes | None, params: object) -> dict[str, Any]:
    """Table in, answer out; every sentence in English and in Korean."""
    table = None if content is None else table_from(content)
    document = evaluate(design, table=table, params=params)
    if "results" in document:
        return {**document, "results": [_told(one) for one in document["results"]]}
    return _told(document)


def study_lines(document: Mapping[str, Any], language: str) -> Iterator[str]:
    """The sentences of an answer, part by part where it has parts."""
    for one in document.get("results", [document]):
        if "name" in one:
            yield f"{one['name']}:"
        yield from one["sentences"][language]


def _told(answer: Mapping[str, Any]) -> dict[str, Any]:
    return {**answer, "sentences": {one: _said(answer["sentences"], one) for one in LANGUAGES}}


def _said(sentences: Sequence[Sentence], language: str) -> list[str]:
    with override(language):
        return [in_words(one, AS_WRITTEN) for one in sentences]
