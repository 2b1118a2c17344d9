"""Every design that can be run on a file, by the name it is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from outcomes.domain.evaluation.studies.comparison import COMPARISON
from outcomes.domain.evaluation.studies.eb import EB
from outcomes.domain.evaluation.studies.etest import ETEST
from outcomes.domain.evaluation.studies.exact import EXACT
from outcomes.domain.evaluation.studies.maxsprt import MAXSPRT
from outcomes.domain.evaluation.studies.panels import DID, POISSON
from outcomes.domain.evaluation.studies.power import POWER
from outcomes.domain.evaluation.studies.rate import RATE
from outcomes.domain.evaluation.studies.score import SCORE
from outcomes.domain.evaluation.studies.study import Study

STUDIES: Mapping[str, Study] = {
    "rate": RATE,
    "exact": EXACT,
    "score": SCORE,
    "etest": ETEST,
    "eb": EB,
    "comparison": COMPARISON,
    "did": DID,
    "poisson": POISSON,
    "maxsprt": MAXSPRT,
    "power": POWER,
}
