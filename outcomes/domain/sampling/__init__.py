"""Which claims a verifier looks at, and what they say of the others."""

from outcomes.domain.sampling.draw import (
    commitment_of,
    frame_digest,
    name_in_frame,
    number_in_frame,
    sample_of,
    stratified,
)
from outcomes.domain.sampling.estimate import ErrorRate, error_rate
from outcomes.domain.sampling.looked import Looked, Stratum
from outcomes.domain.sampling.ratio import FoundShare, found_share
from outcomes.domain.sampling.rules import Counted, Counting, counted_by
from outcomes.domain.sampling.sizes import (
    BANDS,
    Bands,
    Discovery,
    Share,
    Size,
    sample_size,
    size_from,
)
from outcomes.domain.sampling.strata import CERTAIN, allocated, sizes_at

__all__ = [
    "BANDS",
    "CERTAIN",
    "Bands",
    "Counted",
    "Counting",
    "Discovery",
    "ErrorRate",
    "FoundShare",
    "Looked",
    "Share",
    "Size",
    "Stratum",
    "allocated",
    "commitment_of",
    "counted_by",
    "error_rate",
    "found_share",
    "frame_digest",
    "name_in_frame",
    "number_in_frame",
    "sample_of",
    "sample_size",
    "size_from",
    "sizes_at",
    "stratified",
]
