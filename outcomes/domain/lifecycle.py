"""The lives of matches, targets, measurements and confirmations, arrow by arrow."""

from enum import StrEnum

from core.domain.states import Lifecycle, move


class MatchState(StrEnum):
    """Where a match of supplier, worksite and hazard stands."""

    PROPOSED = "proposed"
    CONSENTED = "consented"
    REFUSED = "refused"
    RECORDED = "recorded"
    WITHDRAWN = "withdrawn"


MATCH = Lifecycle(
    move("consent", MatchState.CONSENTED, MatchState.PROPOSED),
    move("refuse", MatchState.REFUSED, MatchState.PROPOSED),
    move("record", MatchState.RECORDED, MatchState.CONSENTED),
    move(
        "withdraw",
        MatchState.WITHDRAWN,
        MatchState.PROPOSED,
        MatchState.CONSENTED,
        MatchState.RECORDED,
    ),
)
NOT_CLAIMED = frozenset({MatchState.REFUSED, MatchState.WITHDRAWN})


class SubsidyState(StrEnum):
    """Where another subsidy stands that was declared for a worksite."""

    REGISTERED = "registered"
    WITHDRAWN = "withdrawn"


SUBSIDY = Lifecycle(move("withdraw", SubsidyState.WITHDRAWN, SubsidyState.REGISTERED))


class TargetState(StrEnum):
    """Where a target stands; its design is frozen once it is agreed."""

    SET = "set"
    AGREED = "agreed"
    SUPERSEDED = "superseded"
    VERIFIED = "verified"


TARGET = Lifecycle(
    move("agree", TargetState.AGREED, TargetState.SET),
    move("amend", TargetState.SUPERSEDED, TargetState.SET, TargetState.AGREED),
    move("verify", TargetState.VERIFIED, TargetState.AGREED),
)


class MeasurementState(StrEnum):
    """Where a claim of the supplier stands."""

    MEASURED = "measured"
    CERTIFIED = "certified"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    REOPENED = "reopened"
    SUPERSEDED = "superseded"


# What is certified is closed: only who stands for it may open it again, and says why.
MEASUREMENT = Lifecycle(
    move("certify", MeasurementState.CERTIFIED, MeasurementState.MEASURED),
    move("confirm", MeasurementState.CONFIRMED, MeasurementState.CERTIFIED),
    move("dispute", MeasurementState.DISPUTED, MeasurementState.CERTIFIED),
    move("reopen", MeasurementState.REOPENED, MeasurementState.CERTIFIED),
    move(
        "supersede",
        MeasurementState.SUPERSEDED,
        MeasurementState.MEASURED,
        MeasurementState.DISPUTED,
        MeasurementState.REOPENED,
    ),
)


class FileState(StrEnum):
    """Where a file of measurements stands; the table is the queue of whoever reads them."""

    UPLOADED = "uploaded"
    CHECKING = "checking"
    CHECKED = "checked"
    REFUSED = "refused"
    STORING = "storing"
    STORED = "stored"
    FAILED = "failed"


FILE = Lifecycle(
    move("begin", FileState.CHECKING, FileState.UPLOADED, FileState.CHECKING),
    move("pass", FileState.CHECKED, FileState.CHECKING),
    move("refuse", FileState.REFUSED, FileState.CHECKING),
    move("accept", FileState.STORING, FileState.CHECKED),
    move("recheck", FileState.UPLOADED, FileState.STORING),
    move("store", FileState.STORED, FileState.STORING),
    move("fail", FileState.FAILED, FileState.CHECKING, FileState.STORING),
)
FILE_WAITS = frozenset({FileState.UPLOADED, FileState.CHECKING, FileState.STORING})


class ConfirmationState(StrEnum):
    """Where a question to a worksite stands."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


CONFIRMATION = Lifecycle(
    move("confirm", ConfirmationState.CONFIRMED, ConfirmationState.ASKED),
    move("dispute", ConfirmationState.DISPUTED, ConfirmationState.ASKED),
    move("withdraw", ConfirmationState.WITHDRAWN, ConfirmationState.ASKED),
)


class Question(StrEnum):
    """What a worksite is asked over its link."""

    CONSENT = "consent"
    RESULT = "result"


class Phase(StrEnum):
    """Which side of the comparison a measurement belongs to."""

    BASELINE = "baseline"
    FOLLOW_UP = "follow_up"


class Source(StrEnum):
    """How a measurement came in."""

    FORM = "form"
    FILE = "file"
    API = "api"


class Severity(StrEnum):
    """How much a finding weighs."""

    NOTE = "note"
    MINOR = "minor"
    MAJOR = "major"


class Effect(StrEnum):
    """What a finding does to the money: nothing, so much less counts, or people decide first."""

    NONE = "none"
    LESS = "less"
    HOLD = "hold"


class FindingState(StrEnum):
    """Where a finding stands."""

    OPEN = "open"
    RESOLVED = "resolved"


FINDING = Lifecycle(move("resolve", FindingState.RESOLVED, FindingState.OPEN))


class ReversalState(StrEnum):
    """Where the reversal of a verified result stands."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


REVERSAL = Lifecycle(
    move("confirm", ReversalState.CONFIRMED, ReversalState.PROPOSED),
    move("refuse", ReversalState.REFUSED, ReversalState.PROPOSED),
)


class ReferenceState(StrEnum):
    """Where a set of reference sites stands."""

    SUPPLIED = "supplied"
    CONFIRMED = "confirmed"


REFERENCE = Lifecycle(move("confirm", ReferenceState.CONFIRMED, ReferenceState.SUPPLIED))


class GuardRail(StrEnum):
    """What never pays and never fails by itself, but is decided on by people."""

    FATALITY = "fatality"
    CONCEALMENT = "concealment"
    NEAR_MISS_COLLAPSE = "near_miss_collapse"
    FINDING = "finding"


class HoldState(StrEnum):
    """Where a hold stands; money moves only once two people have lifted it."""

    OPENED = "opened"
    PROPOSED = "lift_proposed"
    LIFTED = "lifted"


HOLD = Lifecycle(
    move("propose", HoldState.PROPOSED, HoldState.OPENED),
    move("lift", HoldState.LIFTED, HoldState.PROPOSED),
    move("keep", HoldState.OPENED, HoldState.PROPOSED),
)
