"""Two rates by the E-test: unconditional, summed over every pair of counts."""

from __future__ import annotations

from outcomes.domain.evaluation.studies.params import word, words
from outcomes.domain.evaluation.studies.score import by_method
from outcomes.domain.evaluation.studies.study import COMPARED, Study

ETEST = Study({**COMPARED, "method": word("etest", words("etest", "etest-wald"))}, by_method)
