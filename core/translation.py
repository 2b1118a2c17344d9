"""Put the sentences of pure code, and the words for states, into the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from core.domain.words import Named, Phrase, Sentence

PLACE = "place"  # where something stands in a document is told as it is written there

# One word, one meaning: every state and kind in the platform is named here once.
LABELS: dict[str, str | Promise] = {
    "adjust": _("Adjust"),
    "advance": _("Advance"),
    "agency": _("Agency"),
    "agency_officer": _("Agency officer"),
    "agreed": _("Agreed"),
    "agreements": _("Agreements"),
    "allocate": _("Allocate"),
    "answered": _("Answered"),
    "api": _("Programming interface"),
    "applied": _("In effect"),
    "approved": _("Approved"),
    "approver": _("Bank officer: approver"),
    "asked": _("Asked"),
    "assigned": _("Assigned"),
    "audit": _("Audit firm"),
    "auditor": _("Auditor"),
    "bare": _("Digits only, as 5000000"),
    "base": _("First tranche"),
    "baseline": _("Baseline"),
    "blocks": _("Blocks"),
    "bound": _("At least so much"),
    "branch": _("Branch"),
    "built": _("Built"),
    "cannot_be_evaluated": _("Cannot be evaluated"),
    "cap": _("Cap"),
    "cases": _("Number of cases"),
    "certified": _("Certified"),
    "certifier": _("Supplier: certifier"),
    "checked": _("Checked, nothing stored yet"),
    "checking": _("Being checked"),
    "choice": _("A choice"),
    "claimed": _("Claimed"),
    "clean": _("Nothing found by the virus scan"),
    "closed": _("Closed"),
    "computed": _("Computed"),
    "concealment": _("Suspected concealment"),
    "condition": _("Condition"),
    "confirmed": _("Confirmed"),
    "conflicted": _("Conflict of interest"),
    "consent": _("Consent"),
    "consented": _("Consented"),
    "corporation": _("Corporation"),
    "count": _("Count"),
    "counted": _("Counted already"),
    "courses": _("Courses to take"),
    "credit_transfer": _("ISO 20022 credit transfer (pain.001.001.09)"),
    "csv": _("Table (CSV)"),
    "dashed": _("As 2026-01-31"),
    "date": _("A date"),
    "days": _("Number of days"),
    "declared": _("No conflict declared"),
    "declined": _("Declined"),
    "disputed": _("Disputed"),
    "dotted": _("As 2026.01.31"),
    "draft": _("Draft"),
    "editor": _("Supplier: editor"),
    "eligible": _("Eligible"),
    "employees": _("Workers"),
    "entries": _("Entries"),
    "events": _("Injuries"),
    "expired": _("Expired"),
    "extrapolated": _("The error rate is extrapolated"),
    "failed": _("Failed"),
    "fatality": _("Somebody died"),
    "file": _("File"),
    "file_changed": _("Not what was sent"),
    "file_missing": _("Missing from the store"),
    "file_restored": _("As it was sent again"),
    "finding": _("A finding of the verifier"),
    "file_unreadable": _("Could not be read"),
    "follow_up": _("Follow-up"),
    "foreign_corporation": _("Foreign corporation"),
    "form": _("Form"),
    "funder": _("Bank"),
    "grouped": _("With commas, as 5,000,000"),
    "hazards": _("Hazards"),
    "held": _("On hold"),
    "higher": _("Higher is better"),
    "hold": _("Money waits for a decision"),
    "hours": _("Hours worked"),
    "incentive": _("Incentive"),
    "individual": _("Individual"),
    "ineligible": _("Not eligible"),
    "infected": _("A virus was found"),
    "inspections": _("Inspections"),
    "lagging": _("Lagging indicator"),
    "lapsed": _("Lapsed"),
    "leading": _("Leading indicator"),
    "less": _("Less counts"),
    "lift_proposed": _("Lifting proposed"),
    "lifted": _("Lifted"),
    "lower": _("Lower is better"),
    "major": _("Major"),
    "measure": _("Measure"),
    "measured": _("Measured"),
    "met": _("Target met"),
    "ministry": _("Ministry"),
    "minor": _("Minor"),
    "near_miss_collapse": _("Near misses stopped being reported"),
    "nearly_the_same": _("Nearly the same photo"),
    "neither": _("Neither is better"),
    "non_profit": _("Non-profit body"),
    "none": _("No effect on the money"),
    "not_asked": _("Nobody was asked"),
    "not_met": _("Target not met"),
    "not_scanned": _("Not scanned for viruses"),
    "note": _("Note"),
    "nothing": _("Nothing: a number by itself"),
    "nothing_due": _("Nothing due"),
    "number": _("A number"),
    "observer": _("Observer"),
    "open": _("Open"),
    "opened": _("Opened"),
    "packed": _("As 20260131"),
    "other_holder": _("Somebody else holds it"),
    "paid": _("Paid"),
    "payouts": _("Payouts"),
    "persons": _("Number of people"),
    "points": _("Risk points"),
    "portfolio": _("Portfolio"),
    "prepared": _("Prepared"),
    "preparer": _("Bank officer: preparer"),
    "price": _("Price"),
    "programme": _("The whole programme"),
    "programme_level": _("Programme"),
    "proposed": _("Proposed"),
    "public_body": _("Public body"),
    "recommended": _("Recommended"),
    "recorded": _("Before-state recorded"),
    "reference": _("Reference sites"),
    "refused": _("Refused"),
    "registered": _("Registered"),
    "rejected": _("Rejected"),
    "religious_body": _("Religious body"),
    "reopened": _("Opened again to be corrected"),
    "replaced": _("Replaced"),
    "requested": _("Requested"),
    "resolved": _("Resolved"),
    "result": _("Result"),
    "returned": _("Returned"),
    "reviewer": _("Reviewer"),
    "revoked": _("Revoked"),
    "same_holder": _("The name agrees"),
    "same_account": _("Same bank account"),
    "same_address": _("Same address"),
    "same_business_number": _("Same business number"),
    "same_bytes": _("The same file"),
    "same_mail_domain": _("Same mail domain"),
    "same_network": _("Same network"),
    "same_phone": _("Same telephone"),
    "same_representative": _("Same representative"),
    "scan_failed": _("The virus scan failed"),
    "schedule": _("Schedule"),
    "released": _("Released"),
    "scored": _("Scored"),
    "selected": _("Selected"),
    "senior_approver": _("Bank officer: senior approver"),
    "sent": _("Sent"),
    "set": _("Set"),
    "settle": _("Settle"),
    "share": _("Share"),
    "shown": _("Shown or not"),
    "signed": _("Signed"),
    "site": _("One worksite"),
    "stored": _("Stored"),
    "storing": _("Being stored"),
    "submitted": _("Submitted"),
    "success": _("On results"),
    "superseded": _("Superseded"),
    "supplied": _("Supplied"),
    "supplier": _("Supplier"),
    "tax_exempt_individual": _("Tax-exempt individual"),
    "treasurer": _("Bank officer: treasurer"),
    "treated": _("Improved sites"),
    "unassigned": _("Not assigned"),
    "uncounted": _("Not counted yet"),
    "unknown_holder": _("The bank does not know"),
    "uploaded": _("Waits to be checked"),
    "verifications": _("Verifications"),
    "verified": _("Verified"),
    "verified_share": _("Only the verified share"),
    "verifier": _("Verifier"),
    "warns": _("Warns"),
    "whole": _("Whole number"),
    "widened": _("The sample is widened above a limit"),
    "withdrawn": _("Withdrawn"),
    "worst": _("Among the worst"),
    "yes_no": _("Yes or no"),
}


Labels = Mapping[str, str | Promise]
AS_WRITTEN: Labels = {}  # for documents: a name in them is told as it stands there, also “paid”


def in_words(sentence: Sentence, labels: Labels = LABELS) -> str:
    """Say a sentence in the language that is active; a value that is a state is named in it too."""
    spoken = {
        name: value if name == PLACE and isinstance(value, str) else phrase_in_words(value, labels)
        for name, value in sentence.values.items()
    }
    return gettext(sentence.text) % spoken


def phrase_in_words(phrase: Phrase, labels: Labels = LABELS) -> str:
    """What stands inside a sentence: a name, another sentence, or several of them."""
    if isinstance(phrase, Sentence):
        return in_words(phrase, labels)
    if isinstance(phrase, Named):
        return localized(ko=phrase.ko, en=phrase.en)
    if isinstance(phrase, tuple):
        return "; ".join(phrase_in_words(one, labels) for one in phrase)
    return str(labels.get(phrase, phrase))


def localized(*, ko: str, en: str) -> str:
    """Pick what the programme has written in two languages; Korean is the first language."""
    return en if (get_language() or "ko").startswith("en") else ko
