"""How payouts are laid out on pages: rows, lines, cards and buttons."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.domain.lifecycle import AccountState
from core.domain.money import Money
from core.domain.words import Phrase, Sentence, phrase_from, say
from core.translation import LABELS, in_words
from outcomes.domain.evidence.kinds import KINDS, PHOTOS
from outcomes.gateways.pictures import thumbnail
from outcomes.selectors.custody import scans_of
from payouts.domain.lifecycle import NOT_CORRECTED, PAYOUT, PayoutState
from payouts.models import Payout
from payouts.selectors.checks import File
from payouts.selectors.clawbacks import taken_for
from payouts.selectors.lists import is_in_open_file
from payouts.selectors.refusals import payout_refusal
from payouts.selectors.seats import Seat, seats_for
from payouts.selectors.steps import steps_of
from people.models import User
from people.permissions import allowed
from programs.domain.terms import sentences_of

Row = dict[str, Any]
PICTURES, SIDE = 6, 160
TURNS: Mapping[str, Sentence] = {  # the same step while it is still to come
    "prepared": say("Preparation"),
    "approved": say("Approval"),
    "void": say("Approval that is void"),
    "sent": say("Sending to the bank"),
    "paid": say("Payment"),
}
WORDS: Mapping[str, Sentence] = {
    "earned": say("Earned in total"),
    "paid_before": say("Earlier payouts"),
    "held": say("End of the reserve"),
    "waiting": say("Not all is known yet"),
    "overpaid": say("More was carried before"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: what it says and where it leads."""

    label: str
    url: str
    primary: bool = False


def row(label: Any, value: Any, url: str = "") -> Row:
    """One line of a summary."""
    return {"label": label, "value": value, "url": url}


def crumbs(*steps: tuple[Any, str]) -> list[tuple[Any, str]]:
    """The way here, from the first page."""
    return [(_("Home"), "/"), *steps]


def to(name: str, *args: Any) -> str:
    """The address of a page of this room."""
    return reverse(f"payouts:{name}", args=args)


def working_of(payout: Payout) -> list[Row]:
    """The trace: what was verified, then how it became money, each with its grounds."""
    return [*_verified(payout), *_limits(payout), *_money(payout)]


def _verified(payout: Payout) -> list[Row]:
    results = payout.inputs.get("targets", [])
    here = payout.verification.target if payout.verification else None
    return [
        {
            "words": say("Verified for %(target)s", target=result["target"]),
            "how": _said(result),
            "value": result["attained"] or say("not known"),
            "grounds": say("%(target)s", target=result["target"]),
            "url": reverse("outcomes:target", args=[here.pk])
            if here and here.number == result["target"]
            else "",
        }
        for result in results
    ]


def _said(result: Mapping[str, Any]) -> Sentence:
    return say("%(verdict)s, goal %(goal)s", verdict=result["verdict"], goal=result["goal"])


def _limits(payout: Payout) -> list[Row]:
    """Where less counts than was verified."""
    return [
        {
            "words": say("What counts of “%(measure)s”", measure=limit["measure"]),
            "how": say(
                "Verified %(verified)s. The terms go no further, or only in whole steps.",
                verified=limit["verified"],
            ),
            "value": limit["counted"],
            "grounds": say("Terms, version %(version)s", version=payout.term_sheet.version),
            "url": reverse("programs:agreement", args=[payout.agreement_id]),
        }
        for limit in payout.inputs.get("limits", [])
    ]


def _money(payout: Payout) -> list[Row]:
    return lines_of(payout, payout.working)


def lines_of(payout: Payout, working: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Steps and sums that were kept, of the amount itself or of a correction of it."""
    terms = payout.inputs["terms"]
    return [
        {
            "words": _called(line),
            "how": line["working"],
            "value": line.get("told"),
            "amount": Money(line.get("won", 0)),
            "grounds": say("Terms, version %(version)s", version=terms["version"]),
            "url": reverse("programs:agreement", args=[payout.agreement_id]),
        }
        for line in working
    ]


def _called(line: Mapping[str, Any]) -> Phrase:
    """A step by its label, with the worksite it is for; a sum by what it is."""
    if "label" not in line:
        return WORDS.get(line["key"]) or say("Earned in total")
    label = phrase_from(line["label"])
    if not line["subject"]:
        return label
    return say("%(step)s, %(subject)s", step=label, subject=line["subject"])


def clause_of(payout: Payout) -> list[Sentence]:
    """What is paid, in the words that were signed: the steps that lead to the amount."""
    return list(sentences_of(payout.term_sheet.rule, payout.clause_key))


def cards_of(files: tuple[File, ...]) -> list[Row]:
    """Evidence beside the decision; small pictures ride in the page itself."""
    scans = scans_of(file.evidence.pk for file in files)
    return [
        {
            "title": file.evidence.name,
            "note": f"{file.evidence.measurement.first_day} – {file.evidence.measurement.last_day}",
            "digest": file.evidence.sha256,
            "matches": file.matches,
            "url": reverse("outcomes:evidence", args=[file.evidence.pk]),
            "image": _picture(file) if place < PICTURES else "",
            "kind": KINDS[file.evidence.content_type].name,
            "scan": scans[file.evidence.pk],
        }
        for place, file in enumerate(files)
    ]


def _picture(file: File) -> str:
    if not (file.evidence.content_type in PHOTOS and file.matches):
        return ""
    small = base64.b64encode(thumbnail(file.evidence.sha256, side=SIDE)).decode()
    return f"data:image/jpeg;base64,{small}"


def line_of(payout: Payout) -> list[Row]:
    """The approval line as its part draws it."""
    return [
        {
            "role": LABELS[step.role]
            if step.state in {"done", "stopped"}
            else in_words(TURNS[step.role]),
            "who": step.who,
            "at": step.at,
            "state": step.state,
            "note": step.note,
            "until": step.until,
        }
        for step in steps_of(payout)
    ]


def facts_of(payout: Payout) -> list[Row]:
    """What every page that decides on a payout says first."""
    account = payout.bank_account
    return [
        row(_("Payout"), payout.number),
        row(_("Amount"), payout.money),
        *_lowered(payout),
        row(_("Paid to"), payout.agreement.supplier),
        row(_("Bank account"), f"{account} · {account.holder}" if account else None),
        row(_("Agreement and clause"), f"{payout.agreement.number} · {payout.clause_key}"),
        row(_("Prepared by"), payout.prepared_by),
    ]


def _lowered(payout: Payout) -> list[Row]:
    """What the supplier does not get of it, and what is left."""
    if not payout.offset:
        return []
    taken = taken_for(payout)
    offsets = [row(_("Offset"), f"{one.clawback.number} · −{one.money}") for one in taken]
    return [*offsets, row(_("Paid out"), payout.net)]


def seat_rows(payout: Payout, viewer: User, at: datetime) -> list[Row]:
    """As what this person signs, and for whom when somebody is away."""
    if payout.state != PayoutState.PREPARED:
        return []
    return [row(_("You sign as"), _as(seat)) for seat in seats_for(payout, viewer, at)[:1]]


def _as(seat: Seat) -> Any:
    if seat.delegation is None:
        return LABELS[seat.role]
    away = _("in place of %(absent)s") % {"absent": seat.delegation.absent}
    return f"{LABELS[seat.role]} · {away}"


def offers_of(payout: Payout, viewer: User, *, decides: bool) -> list[Offer]:
    """What this person may do next; who decides has a form for it, where a hold is one answer."""
    offers = [
        Offer(label, to(name, payout.pk), primary=verb != "hold")
        for verb, name, label in _steps()
        if allowed(viewer, f"payout.{verb}")
        and _is_open(verb, payout)
        and not (decides and verb == "hold")
    ]
    offers += [
        Offer(label, to(f"payout_{verb}", payout.pk), primary=True)
        for verb, label in (
            ("correct", _("Compute the correction")),
            ("confirm_correction", _("Confirm the correction")),
        )
        if allowed(viewer, f"payout.{verb}")
        and not payout_refusal(verb, payout, viewer, timezone.now()).reasons
    ]
    if allowed(viewer, "payout.adjust") and payout.state not in NOT_CORRECTED:
        offers.append(Offer(_("Record a correction"), to("payout_adjust", payout.pk)))
    return offers


def _steps() -> tuple[tuple[str, str, str], ...]:
    return (
        ("prepare", "payout_prepare", _("Check and prepare")),
        ("release", "payout_release", _("Release")),
        ("retry", "payout_retry", _("Try again")),
        ("hold", "payout_hold", _("Put on hold")),
    )


def _is_open(verb: str, payout: Payout) -> bool:
    if not PAYOUT.allows(verb, PayoutState(payout.state)) or is_in_open_file(payout):
        return False
    if verb == "prepare" and payout.state != PayoutState.COMPUTED:
        return (
            payout.bank_account is not None and payout.bank_account.state == AccountState.REPLACED
        )
    return True
