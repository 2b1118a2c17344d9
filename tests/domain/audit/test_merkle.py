"""The tree of Certificate Transparency, against its known answers."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.domain.merkle import inclusion_proof, is_included, leaf_hash, root_of

# Reference vectors of the Certificate Transparency project (merkle_tree_test)
RECORDS = [bytes.fromhex(r) for r in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(record) for record in RECORDS]


@pytest.mark.parametrize("size", range(1, 9))
def test_the_known_roots_come_out(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert root_of([]) == hashlib.sha256(b"").digest()


def test_a_known_proof_comes_out() -> None:
    assert [h.hex()[:8] for h in inclusion_proof(LEAVES, 5)] == ["bc1a0643", "ca854ea1", "d37ee418"]


@given(st.integers(1, 70), st.data())
def test_every_leaf_can_be_proved_and_no_other(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(bytes([i])) for i in range(size)]
    position = data.draw(st.integers(0, size - 1))
    proof, root = inclusion_proof(leaves, position), root_of(leaves)
    assert is_included(leaves[position], position=position, size=size, proof=proof, root=root)
    assert not is_included(
        leaf_hash(b"other"), position=position, size=size, proof=proof, root=root
    )
    assert not is_included(
        leaves[position], position=position, size=size, proof=(*proof, root), root=root
    )
    if proof:
        assert not is_included(
            leaves[position], position=position, size=size, proof=proof[1:], root=root
        )


def test_a_proof_that_is_too_long_proves_nothing() -> None:
    root = root_of(LEAVES[:1])
    assert is_included(LEAVES[0], position=0, size=1, proof=(), root=root)
    assert not is_included(LEAVES[0], position=0, size=1, proof=(root,), root=root)


@pytest.mark.parametrize("position", [-1, 8])
def test_there_is_no_proof_outside_the_tree(position: int) -> None:
    with pytest.raises(IndexError):
        inclusion_proof(LEAVES, position)
    assert not is_included(LEAVES[0], position=position, size=8, proof=(), root=LEAVES[0])
