"""Studies of anyone's tables: the designs of this house on files that it has never seen."""

from outcomes.domain.evaluation.studies.answer import CANNOT
from outcomes.domain.evaluation.studies.catalogue import STUDIES
from outcomes.domain.evaluation.studies.run import evaluate
from outcomes.domain.evaluation.studies.table import table_from

__all__ = ["CANNOT", "STUDIES", "evaluate", "table_from"]
