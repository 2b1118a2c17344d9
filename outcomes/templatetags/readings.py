"""How readings are written: plainly, with thousands, never with an exponent."""

from __future__ import annotations

from decimal import Decimal

from django import template

from core.domain.numbers import grouped

register = template.Library()


@register.filter
def number(value: Decimal) -> str:
    """`1250.5000` is `1,250.5`."""
    return grouped(value)
