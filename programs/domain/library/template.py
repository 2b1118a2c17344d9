"""A shape of payment terms to start from, with what is needed to look at it before choosing."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from core.domain.words import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """`seen_in` is the published contract that the shape comes from; all numbers are invented.

    `case` is an example that can be priced, `along` the input of its curve. What is no `offer`
    belongs to the programme and cannot be an agreement with one supplier.
    """

    key: str
    name: Named
    about: Named
    seen_in: Named
    written: Mapping[str, Any]
    case: Mapping[str, Any]
    along: str
    offer: bool = True

    def document(self) -> dict[str, Any]:
        """A copy that may be changed."""
        return {"schema": "boram.terms/1", **deepcopy(dict(self.written))}
