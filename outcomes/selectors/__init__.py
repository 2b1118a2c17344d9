"""Questions about results: what a person may see, and what waits for them."""

from outcomes.selectors.chains import Version, chain_of
from outcomes.selectors.claims import facts_of, frame_of, reading_of, standing_of
from outcomes.selectors.confirmations import (
    Link,
    LinkState,
    Photos,
    confirmations_seen,
    confirmations_waiting,
    link_behind,
    photos_of,
)
from outcomes.selectors.crosschecks import CrossCheck, crosscheck_of, crosschecks_of
from outcomes.selectors.designs import check_design
from outcomes.selectors.evaluations import (
    Evaluation,
    current_measurements,
    evaluation_of,
    input_of,
    name_in_frame,
    unconfirmed,
)
from outcomes.selectors.files import Chunk, checked_rows, file_columns
from outcomes.selectors.gates import Coming, Gate
from outcomes.selectors.matches import (
    agreements_to_match,
    matches_seen,
    matches_to_ask,
    matches_to_record,
    worksites_to_match,
)
from outcomes.selectors.measurements import (
    evidence_seen,
    files_of,
    measurements_disputed,
    measurements_reopened,
    measurements_seen,
    measurements_to_ask,
    measurements_to_certify,
)
from outcomes.selectors.references import reference_named, references_of
from outcomes.selectors.sites import Sites, sites_of
from outcomes.selectors.subsidies import subsidies_beside, subsidies_seen
from outcomes.selectors.targets import (
    Change,
    changes_of,
    measures_under,
    targets_seen,
    targets_to_agree,
    targets_to_measure,
    targets_to_verify,
)
from outcomes.selectors.ties import ties_of
from outcomes.selectors.uploads import (
    digest_of_file,
    errors_of,
    files_due,
    files_seen,
    files_to_store,
)
from outcomes.selectors.verifications import (
    SampledMeasurement,
    findings_seen,
    findings_to_resolve,
    plan_of,
    verifiers_of,
)

__all__ = [
    "Change",
    "Chunk",
    "Coming",
    "CrossCheck",
    "Evaluation",
    "Gate",
    "Link",
    "LinkState",
    "Photos",
    "SampledMeasurement",
    "Sites",
    "Version",
    "agreements_to_match",
    "chain_of",
    "changes_of",
    "check_design",
    "checked_rows",
    "confirmations_seen",
    "confirmations_waiting",
    "crosscheck_of",
    "crosschecks_of",
    "current_measurements",
    "digest_of_file",
    "errors_of",
    "evaluation_of",
    "evidence_seen",
    "facts_of",
    "file_columns",
    "files_due",
    "files_of",
    "files_seen",
    "files_to_store",
    "findings_seen",
    "findings_to_resolve",
    "frame_of",
    "input_of",
    "link_behind",
    "matches_seen",
    "matches_to_ask",
    "matches_to_record",
    "measurements_disputed",
    "measurements_reopened",
    "measurements_seen",
    "measurements_to_ask",
    "measurements_to_certify",
    "measures_under",
    "name_in_frame",
    "photos_of",
    "plan_of",
    "reading_of",
    "reference_named",
    "references_of",
    "sites_of",
    "standing_of",
    "subsidies_beside",
    "subsidies_seen",
    "targets_seen",
    "targets_to_agree",
    "targets_to_measure",
    "targets_to_verify",
    "ties_of",
    "unconfirmed",
    "verifiers_of",
    "worksites_to_match",
]
