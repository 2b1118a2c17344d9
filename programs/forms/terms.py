"""Payment terms, typed clause by clause or pasted as a document."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from core.domain.money import ROUNDINGS
from core.domain.numbers import plain
from core.forms import Form, WonField
from programs.forms.words import long_text

ROUNDED = {
    "won_down": _("down to whole won"),
    "won_half_up": _("to whole won, a half upwards"),
    "won_half_even": _("to whole won, a half to the even won"),
    "ten_won_down": _("down to whole ten won"),
    "thousand_won_down": _("down to whole thousand won"),
}

WHOLE = (
    ("rounding", "cap"),
    ("fixed_key", "fixed_amount"),
    ("per_unit_key", "per_unit_rate", "per_unit_most"),
    ("threshold_key", "threshold_award", "threshold_share"),
    ("steps_key", "steps"),
)


def _name(initial: str) -> forms.SlugField:
    return forms.SlugField(
        label=_("Name of the clause"), required=False, max_length=50, initial=initial
    )


class TermsForm(Form):
    """One clause of each kind at most; more than that comes as a document."""

    cap = WonField(
        label=_("Never more than"),
        required=False,
        least=1,
        help_text=_("The most that is ever paid, whatever the clauses add up to."),
    )
    rounding = forms.ChoiceField(
        label=_("Rounding"), choices=[(name, ROUNDED[name]) for name in ROUNDINGS]
    )
    fixed_key = _name("advance")
    fixed_amount = WonField(
        label=_("Fixed tranche: amount on the approved plan"), required=False, least=1
    )
    per_unit_key = _name("units")
    per_unit_rate = forms.DecimalField(
        label=_("Per unit: won for each verified unit"), required=False, decimal_places=6
    )
    per_unit_most = forms.DecimalField(
        label=_("Per unit: at most so many units"), required=False, decimal_places=6
    )
    threshold_key = _name("threshold")
    threshold_award = WonField(label=_("Threshold: award"), required=False, least=1)
    threshold_share = forms.DecimalField(
        label=_("Threshold: from this share of the target on"),
        required=False,
        decimal_places=6,
        help_text=_("1 is all of the target, 0.8 is 80 %."),
    )
    steps_key = _name("steps")
    steps = forms.CharField(
        label=_("Steps"),
        required=False,
        widget=long_text(),
        help_text=gettext_lazy(
            "One step in each line: share of the target, space, amount in all. "
            "Such as “0.5 10000000”, and below it “1 30000000”."
        ),
    )
    document = forms.CharField(
        label=_("Or the whole term sheet as a document (JSON)"),
        required=False,
        widget=long_text(rows="8", spellcheck="false"),
        help_text=_("When this is filled in, it counts instead of everything above."),
    )

    def clean_document(self) -> Any:
        """Read the document; which clause is wrong in it is said by the terms themselves."""
        text = self.cleaned_data["document"].strip()
        if not text:
            return None
        try:
            return json.loads(text, parse_float=str)
        except (ValueError, RecursionError) as error:
            place = getattr(error, "lineno", 1)
            raise ValidationError(
                gettext("This is not JSON: look at line %(line)s.") % {"line": place}
            ) from error

    def clean_steps(self) -> list[dict[str, Any]]:
        """Read the lines of the step table."""
        lines = [line.split() for line in self.cleaned_data["steps"].splitlines() if line.strip()]
        for number, words in enumerate(lines, start=1):
            if len(words) != 2 or not words[1].replace(",", "").isdecimal():
                raise ValidationError(
                    gettext(
                        "Line %(line)s is not a share and an amount. Write it like “0.5 10000000”."
                    )
                    % {"line": number}
                )
        return [{"from": share, "amount": int(amount.replace(",", ""))} for share, amount in lines]

    def clean(self) -> dict[str, Any]:
        """Half a clause is no clause: whoever begins one fills in all of it."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("document") is None and "document" in said:
            for group in WHOLE:
                if any(said.get(name) for name in group if not name.endswith("_key")):
                    self._fill_in(group, said)
        return said

    def _fill_in(self, group: tuple[str, ...], said: dict[str, Any]) -> None:
        for name in group:
            if not said.get(name) and name not in self.errors:
                empty = gettext("“%(label)s” is empty. Fill it in.")
                self.add_error(name, empty % {"label": self.fields[name].label})

    def terms(self) -> Any:
        """The term sheet as a document; the terms check it."""
        said = self.cleaned_data
        if said["document"] is not None:
            return said["document"]
        return {
            "schema": "boram.terms/0",
            "rounding": said["rounding"],
            "cap": said["cap"].won,
            "clauses": self._clauses(said),
        }

    def _clauses(self, said: dict[str, Any]) -> list[dict[str, Any]]:
        clauses: list[dict[str, Any]] = []
        if fixed := said["fixed_amount"]:
            clauses.append({"key": said["fixed_key"], "kind": "fixed", "amount": fixed.won})
        if said["per_unit_rate"]:
            rate, most = plain(said["per_unit_rate"]), plain(said["per_unit_most"])
            key = said["per_unit_key"]
            clauses.append({"key": key, "kind": "per_unit", "rate": rate, "most_units": most})
        if award := said["threshold_award"]:
            share, key = plain(said["threshold_share"]), said["threshold_key"]
            clauses.append({"key": key, "kind": "threshold", "award": award.won, "at_least": share})
        if said["steps"]:
            clauses.append({"key": said["steps_key"], "kind": "steps", "steps": said["steps"]})
        return clauses


class SignForm(Form):
    """A yes to exactly the terms that were shown."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput())
    read = forms.BooleanField(
        label=_("I have read the payment terms above and sign them for my organisation."),
    )
