"""Merkle trees as in RFC 6962: one hash for many records, and a short proof for each."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

LEAF, NODE = b"\x00", b"\x01"


def leaf_hash(record: bytes) -> bytes:
    """The hash of one record; the prefix keeps a record from passing as a node."""
    return hashlib.sha256(LEAF + record).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return hashlib.sha256(NODE + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The head of the tree over leaf hashes; of nothing, the hash of nothing."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = _split(len(leaves))
    return node_hash(root_of(leaves[:middle]), root_of(leaves[middle:]))


def inclusion_proof(leaves: Sequence[bytes], position: int) -> tuple[bytes, ...]:
    """The sister hashes from one leaf up to the root."""
    if not 0 <= position < len(leaves):
        raise IndexError(position)
    if len(leaves) == 1:
        return ()
    middle = _split(len(leaves))
    if position < middle:
        return (*inclusion_proof(leaves[:middle], position), root_of(leaves[middle:]))
    return (*inclusion_proof(leaves[middle:], position - middle), root_of(leaves[:middle]))


def is_included(
    leaf: bytes, *, position: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether the proof leads from this leaf at this place to this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= position < size:
        return False
    node, last, found = position, size - 1, leaf
    for sister in proof:
        if not last:
            return False
        if node % 2 or node == last:
            found = node_hash(sister, found)
            while node and not node % 2:
                node, last = node // 2, last // 2
        else:
            found = node_hash(found, sister)
        node, last = node // 2, last // 2
    return not last and found == root


def _split(size: int) -> int:
    """The largest power of two below the number of leaves."""
    return 1 << (size - 1).bit_length() - 1
