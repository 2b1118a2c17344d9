"""Answers and sign-ins that came over the same line."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address, ip_network

from companies.domain.related.parties import Party, Rule, Sign
from core.domain.words import say

NEIGHBOURS = {4: 24, 6: 48}  # bits that one line, or one office, has in common


def network_of(address: str) -> str:
    """The /24 or /48 around a public address; nothing for one that half the world uses at home."""
    try:
        found = ip_address(address.strip())
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    if not found.is_global:
        return ""
    return str(ip_network(f"{found}/{NEIGHBOURS[found.version]}", strict=False))


def same_network(supplier: Party, worksite: Party) -> Iterator[Sign]:
    """A worksite's answer that came from where the supplier signs in."""
    for mark in sorted(supplier.networks & worksite.networks):
        words = say(
            "The worksite answered its link over a network from which the supplier signs in "
            "(mark %(mark)s).",
            mark=mark[:8],
        )
        yield Sign(Rule.NETWORK, mark, words)
