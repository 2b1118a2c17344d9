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
from outcomes.domain.sampling.rules import Counted, Counting, Looked, counted_by
from outcomes.domain.sampling.sizes import (
    BANDS,
    Bands,
    Discovery,
    Share,
    Size,
    sample_size,
    size_from,
)
from outcomes.domain.sampling.strata import allocated

__all__ = [
    "BANDS",
    "Bands",
    "Counted",
    "Counting",
    "Discovery",
    "ErrorRate",
    "Looked",
    "Share",
    "Size",
    "allocated",
    "commitment_of",
    "counted_by",
    "error_rate",
    "frame_digest",
    "name_in_frame",
    "number_in_frame",
    "sample_of",
    "sample_size",
    "size_from",
    "stratified",
]
