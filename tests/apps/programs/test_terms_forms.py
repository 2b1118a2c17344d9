"""Every part of every sheet goes into its form and comes out as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict

from programs.domain.drafts import HEAD, HEADER, SECTIONS
from programs.domain.library import TEMPLATES
from programs.forms.terms_sections import SectionForm

CONTRACTS = sorted((Path(__file__).parents[3] / "docs" / "contracts").glob("*.json"))
SHEETS: dict[str, dict[str, Any]] = {
    **{key: one.document() for key, one in TEMPLATES.items()},
    **{path.stem: json.loads(path.read_text()) for path in CONTRACTS},
}


def places(document: Mapping[str, Any]) -> Iterator[tuple[str, int | None]]:
    yield HEADER, None
    for section in SECTIONS:
        yield from ((section, i) for i in range(len(document.get(section, []))))


def form_of(
    document: Mapping[str, Any], section: str, index: int | None, data: Any = None, do: str = ""
) -> SectionForm:
    return SectionForm(data, document=document, section=section, index=index, do=do)


def sent(form: SectionForm, **changes: str) -> QueryDict:
    """What a browser sends for the form as it is shown."""
    data = QueryDict(mutable=True)
    data.update({name: str(form[name].value() or "") for name in form.fields})
    data.update({"revision": "1"})
    for name, value in changes.items():
        data[name] = value
    return data


@pytest.mark.parametrize("name", SHEETS)
def test_a_part_that_nobody_touches_comes_back_unchanged(name: str) -> None:
    document = SHEETS[name]
    for section, index in places(document):
        form = form_of(document, section, index)
        back = form_of(document, section, index, sent(form))
        assert back.is_valid(), (section, index, back.errors)
        changed = back.change().applied(document)
        assert changed == document, (section, index)
    assert set(HEAD) > set(form_of(document, HEADER, None).found) & {"id", "title"}
