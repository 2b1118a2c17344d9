"""What a supplier's own system speaks to: targets, measurements, evidence."""

from outcomes.api.evidence import EvidenceFiles
from outcomes.api.measurements import MeasurementDetail, Measurements
from outcomes.api.targets import TargetDetail, Targets

__all__ = ["EvidenceFiles", "MeasurementDetail", "Measurements", "TargetDetail", "Targets"]
