"""What was really achieved: the one door to evaluation for the rest of the house."""

from outcomes.domain.evaluation.asked import PaysOn, ReferenceName, TooLittle
from outcomes.domain.evaluation.design import Design, design_from
from outcomes.domain.evaluation.designs.comparison_group import ComparisonGroup
from outcomes.domain.evaluation.designs.empirical_bayes import EmpiricalBayes
from outcomes.domain.evaluation.designs.quantity import Quantity
from outcomes.domain.evaluation.designs.rate_reduction import RateReduction
from outcomes.domain.evaluation.panel import NOBODY, Group, Panel, Side, Site, Spell, total
from outcomes.domain.evaluation.power import events_needed, power_sentences
from outcomes.domain.evaluation.rates import rate_interval, ratio_interval, ratio_p_value
from outcomes.domain.evaluation.readings import READINGS, Readings
from outcomes.domain.evaluation.result import Interval, Result, Verdict

__all__ = [
    "NOBODY",
    "READINGS",
    "ComparisonGroup",
    "Design",
    "EmpiricalBayes",
    "Group",
    "Interval",
    "Panel",
    "PaysOn",
    "Quantity",
    "RateReduction",
    "Readings",
    "ReferenceName",
    "Result",
    "Side",
    "Site",
    "Spell",
    "TooLittle",
    "Verdict",
    "design_from",
    "events_needed",
    "power_sentences",
    "rate_interval",
    "ratio_interval",
    "ratio_p_value",
    "total",
]
