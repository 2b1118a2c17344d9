"""The line over which both come."""

import pytest

from companies.domain.related import Rule
from companies.domain.related.network import network_of
from tests.domain.companies.related.parties import found


def test_the_same_network_is_a_sign() -> None:
    assert found(networks=frozenset({"a" * 64, "d" * 64})) == [(Rule.NETWORK, "a" * 64)]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("211.234.10.7", "211.234.10.0/24"),
        ("211.234.10.250", "211.234.10.0/24"),
        ("211.234.11.7", "211.234.11.0/24"),
        ("::ffff:211.234.10.7", "211.234.10.0/24"),
        ("2001:2d8:1:2::7", "2001:2d8:1::/48"),
        ("127.0.0.1", ""),
        ("192.168.0.4", ""),
        ("100.64.3.2", ""),  # shared by a carrier's customers
        ("fe80::1", ""),
        ("", ""),
        ("somewhere", ""),
    ],
)
def test_neighbours_share_a_network_and_private_addresses_have_none(
    address: str, network: str
) -> None:
    assert network_of(address) == network
