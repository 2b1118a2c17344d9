"""What luck alone would pay: the one door to the luck meter for the rest of the house."""

from outcomes.domain.luck.answer import Answer, Line
from outcomes.domain.luck.meter import luck
from outcomes.domain.luck.question import Alike, Baseline, Population, Question, Terms
from outcomes.domain.luck.reading import question_from
from outcomes.domain.luck.rules import Bare, Rule, rule_from, rule_of
from outcomes.domain.luck.sentences import in_hundred
from outcomes.domain.luck.told import Told
from outcomes.domain.luck.usual import usual_in

__all__ = [
    "Alike",
    "Answer",
    "Bare",
    "Baseline",
    "Line",
    "Population",
    "Question",
    "Rule",
    "Terms",
    "Told",
    "in_hundred",
    "luck",
    "question_from",
    "rule_from",
    "rule_of",
    "usual_in",
]
