"""Every design that can be run on a file, by the name it is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from outcomes.domain.evaluation.studies.exact import EXACT
from outcomes.domain.evaluation.studies.rate import RATE_STUDY
from outcomes.domain.evaluation.studies.study import Study

STUDIES: Mapping[str, Study] = {
    "exact": EXACT,
    "rate": RATE_STUDY,
}
