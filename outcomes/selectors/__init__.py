"""Questions about results: what a person may see, and what waits for them."""

from outcomes.selectors.confirmations import (
    Link,
    LinkState,
    Photos,
    confirmations_seen,
    confirmations_waiting,
    link_behind,
    photos_of,
)
from outcomes.selectors.matches import (
    agreements_to_match,
    matches_seen,
    matches_to_ask,
    matches_to_record,
    worksites_to_match,
)
from outcomes.selectors.measurements import (
    evidence_seen,
    files_used_elsewhere,
    measurements_disputed,
    measurements_seen,
    measurements_to_ask,
    measurements_to_certify,
)
from outcomes.selectors.targets import (
    clauses_on_results,
    targets_seen,
    targets_to_agree,
    targets_to_measure,
    targets_to_verify,
)

__all__ = [
    "Link",
    "LinkState",
    "Photos",
    "agreements_to_match",
    "clauses_on_results",
    "confirmations_seen",
    "confirmations_waiting",
    "evidence_seen",
    "files_used_elsewhere",
    "link_behind",
    "matches_seen",
    "matches_to_ask",
    "matches_to_record",
    "measurements_disputed",
    "measurements_seen",
    "measurements_to_ask",
    "measurements_to_certify",
    "photos_of",
    "targets_seen",
    "targets_to_agree",
    "targets_to_measure",
    "targets_to_verify",
    "worksites_to_match",
]
