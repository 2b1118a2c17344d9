"""The lives of a programme's papers, arrow by arrow."""

from enum import StrEnum

from core.domain.states import Lifecycle, move


class ProgramState(StrEnum):
    """Where a programme stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


PROGRAM = Lifecycle(
    move("open", ProgramState.OPEN, ProgramState.DRAFT),
    move("close", ProgramState.CLOSED, ProgramState.OPEN),
)


class CallState(StrEnum):
    """Where a call for applications stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


CALL = Lifecycle(
    move("open", CallState.OPEN, CallState.DRAFT),
    move("close", CallState.CLOSED, CallState.OPEN),
)


class CommitmentState(StrEnum):
    """Where a commitment stands; at closure what nobody used goes back to the bank."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    RELEASED = "released"


COMMITMENT = Lifecycle(
    move("confirm", CommitmentState.CONFIRMED, CommitmentState.PROPOSED),
    move("release", CommitmentState.RELEASED, CommitmentState.CONFIRMED),
)


class AmendmentState(StrEnum):
    """Where a change of a commitment stands; a confirmed one waits for its day."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    APPLIED = "applied"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


AMENDMENT = Lifecycle(
    move("confirm", AmendmentState.CONFIRMED, AmendmentState.PROPOSED),
    move("apply", AmendmentState.APPLIED, AmendmentState.CONFIRMED),
    move("lapse", AmendmentState.LAPSED, AmendmentState.PROPOSED, AmendmentState.CONFIRMED),
    move("withdraw", AmendmentState.WITHDRAWN, AmendmentState.PROPOSED),
)


class ApplicationState(StrEnum):
    """Where an application stands before anybody recommends it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"


APPLICATION = Lifecycle(
    move("submit", ApplicationState.SUBMITTED, ApplicationState.DRAFT),
    move("return", ApplicationState.DRAFT, ApplicationState.SUBMITTED),
    move("pass", ApplicationState.ELIGIBLE, ApplicationState.SUBMITTED),
    move("fail", ApplicationState.INELIGIBLE, ApplicationState.SUBMITTED),
)


class ReviewState(StrEnum):
    """Where one reviewer's work on one application stands."""

    ASSIGNED = "assigned"
    DECLARED = "declared"
    CONFLICTED = "conflicted"
    SCORED = "scored"


REVIEW = Lifecycle(
    move("declare", ReviewState.DECLARED, ReviewState.ASSIGNED),
    move("recuse", ReviewState.CONFLICTED, ReviewState.ASSIGNED, ReviewState.DECLARED),
    move("score", ReviewState.SCORED, ReviewState.DECLARED),
)


class RecommendationState(StrEnum):
    """Where a recommendation stands between the agency and the bank."""

    RECOMMENDED = "recommended"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    SELECTED = "selected"
    DECLINED = "declined"


RECOMMENDATION = Lifecycle(
    move("confirm", RecommendationState.CONFIRMED, RecommendationState.RECOMMENDED),
    move("return", RecommendationState.RETURNED, RecommendationState.RECOMMENDED),
    move("select", RecommendationState.SELECTED, RecommendationState.CONFIRMED),
    move("decline", RecommendationState.DECLINED, RecommendationState.CONFIRMED),
)


class AgreementState(StrEnum):
    """Where an agreement stands; money is reserved from the moment it is signed."""

    PROPOSED = "proposed"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


AGREEMENT = Lifecycle(
    move("sign", AgreementState.SIGNED, AgreementState.PROPOSED),
    move("withdraw", AgreementState.WITHDRAWN, AgreementState.PROPOSED),
    move("close", AgreementState.CLOSED, AgreementState.SIGNED),
)


class Party(StrEnum):
    """Who has to sign an agreement."""

    SUPPLIER = "supplier"
    AGENCY = "agency"
    FUNDER = "funder"


class Part(StrEnum):
    """The three purses of a commitment: on the plan, on results, and more for the best."""

    BASE = "base"
    SUCCESS = "success"
    INCENTIVE = "incentive"
