"""One part of a draft at a time: changed, added, taken away, moved."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.domain.errors import RuleBroken
from core.translation import phrase_in_words
from people.views import Page
from programs.domain.drafts import HEADER, SECTIONS, Add, Move, Remove, part_at
from programs.domain.library.meanings import MEANINGS, TITLES
from programs.domain.previews import preview
from programs.domain.terms import HOMES, STAGES, outline
from programs.forms.terms import MoveForm
from programs.forms.terms_sections import SectionForm, known_in
from programs.views.terms_base import OfOneRecommendation, OneDraft
from programs.views.terms_words import ADD_ONE, SECTION_NAMES, anchor_of, heading_of, name_of, told
from programs.views.words import row, to

UNITS = (
    "KRW", "worksite", "hazard", "device", "worker", "percent", "point", "day", "month", "1",
    "KRW/worksite", "KRW/hazard", "KRW/device", "KRW/worker",
)  # fmt: skip


class DraftEdit(OneDraft):
    """One part in a form of its own."""

    form_class: type[BaseForm] = SectionForm
    template_name = "programs/draft_edit.html"

    @property
    def section(self) -> str:
        """Which list."""
        return str(self.kwargs["section"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """What the form has to know; a step that is new is told by its operation."""
        self._check_section()
        return {
            **super().get_form_kwargs(),
            "document": self.draft.document,
            "section": self.section,
            "index": self.kwargs.get("index"),
            "do": self.request.POST.get("do") or self.request.GET.get("do", ""),
        }

    def _check_section(self) -> None:
        if self.section != HEADER and self.kwargs.get("index") is None:
            raise Http404

    def get_form(self, form_class: Any = None) -> BaseForm:
        """Of a part that is gone what was typed is shown all the same; else it is not there."""
        try:
            return super().get_form(form_class)
        except RuleBroken as gone:
            if self.request.method != "POST":
                raise Http404 from gone
            return self._form_of_what_is_gone(gone)

    def _form_of_what_is_gone(self, gone: RuleBroken) -> BaseForm:
        try:
            return SectionForm(**{**self.get_form_kwargs(), "index": None})
        except RuleBroken:
            raise Http404 from gone

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form with everything that it may name, and what is wrong with the part now."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        found = preview(self.draft.document)
        index = self.kwargs.get("index")
        problems = found.at(self.section, index) if index is not None or self._is_header else ()
        title = self._title(form.do)
        return {
            **context,
            "crumbs": self.way_here((title, "")),
            "title": title,
            "purpose": phrase_in_words(MEANINGS[form.do]) if form.do else self._purpose(),
            "known": known_in(self.draft.document),
            "problems": [told(one, found) for one in problems],
            "units": UNITS,
        }

    @property
    def _is_header(self) -> bool:
        return self.section == HEADER

    def _title(self, do: str) -> str:
        what = phrase_in_words(TITLES[do]) if do else str(SECTION_NAMES[self.section])
        name = self._part_name()
        return f"{name}: {what}" if name else what

    def _part_name(self) -> str:
        """What the part is called that is changed."""
        rows = outline(self.draft.document).get(self.section, ())
        index = self.kwargs.get("index")
        return name_of(rows[index]) if index is not None and index < len(rows) else ""

    def _purpose(self) -> str:
        return _("What you save may still be incomplete; the page of the terms says what is wrong.")

    def act(self, form: BaseForm) -> str:
        """Keep it."""
        assert isinstance(form, SectionForm)  # noqa: S101 - this page's own form
        return self.changed(form, form.change())


class DraftAdd(DraftEdit):
    """A part that is not there yet."""

    template_name = "programs/draft_add.html"

    def _check_section(self) -> None:
        if self.section not in SECTIONS:
            raise Http404

    def _title(self, do: str) -> str:
        what = phrase_in_words(TITLES[do]) if do else ""
        added = str(ADD_ONE.get(self.section, ""))
        return f"{added}: {what}" if what else added

    def act(self, form: BaseForm) -> str:
        """Keep it, and go where it stands."""
        assert isinstance(form, SectionForm)  # noqa: S101 - this page's own form
        change = form.change()
        place = change.place(self.draft.document) if isinstance(change, Add) else None
        self.changed(form, change)
        return f"{to('draft', self.recommendation.pk)}#{anchor_of(self.section, place)}"


class DraftOperations(OfOneRecommendation, Page):
    """Everything that a step can do, by stage, to choose from."""

    action = "agreement.propose"
    template_name = "programs/draft_operations.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each with its meaning in a sentence."""
        stages = [
            (
                heading_of(stage.value),
                [
                    {"do": do, "name": TITLES[do], "meaning": MEANINGS[do]}
                    for do, home in HOMES.items()
                    if home == stage.value
                ],
            )
            for stage in STAGES
        ]
        return super().get_context_data(
            crumbs=self.way_here((_("Add a step"), "")),
            recommendation=self.recommendation,
            draft=self.draft,
            stages=stages,
            back=to("draft", self.recommendation.pk),
            **kwargs,
        )


class OnePart(OneDraft):
    """Something is done with one part."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which part, in its sentence."""
        section, index = self.kwargs["section"], self.kwargs["index"]
        try:
            part_at(self.draft.document, section, index)
        except RuleBroken as gone:
            raise Http404 from gone
        known = preview(self.draft.document).parts[section][index]
        rows = [
            row(_("Part"), phrase_in_words(known.label) if known.label else known.name),
            row(_("Short name"), known.name),
            row(_("What it says"), phrase_in_words(known.sentence) if known.sentence else ""),
        ]
        return super().get_context_data(
            crumbs=self.way_here((str(SECTION_NAMES[section]), "")), rows=rows, **kwargs
        )


class DraftRemove(OnePart):
    """A part is taken away."""

    template_name = "programs/draft_remove.html"
    done = gettext_lazy("The part is taken away.")

    def _anchor(self) -> str:
        return str(self.kwargs["section"])

    def act(self, form: BaseForm) -> str:
        """Take it away."""
        return self.changed(form, Remove(self.kwargs["section"], self.kwargs["index"]))


class DraftMove(OnePart):
    """A part changes places with its neighbour."""

    form_class = MoveForm
    template_name = "programs/draft_move.html"

    def act(self, form: BaseForm) -> str:
        """One place up or down; the page goes along."""
        by = -1 if form.cleaned_data["way"] == "up" else 1
        section, index = self.kwargs["section"], self.kwargs["index"]
        self.changed(form, Move(section, index, by))
        return f"{to('draft', self.recommendation.pk)}#{anchor_of(section, index + by)}"
