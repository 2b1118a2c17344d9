"""A draft as a whole: begun, brought in from elsewhere, proposed, discarded."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.boram import won
from people.views import VerbPage
from programs.domain.drafts import Whole
from programs.domain.library import TEMPLATES
from programs.domain.previews import preview
from programs.domain.terms import sheet_digest
from programs.forms.terms import ImportForm, StartForm
from programs.selectors import drafts_of, offers_to, why_not_write
from programs.services import discard_draft, edit_draft, propose_draft, start_draft
from programs.views.terms_base import OfOneRecommendation, OneDraft
from programs.views.terms_words import told
from programs.views.words import row, to


class DraftStart(OfOneRecommendation, VerbPage):
    """Begin with a template of the library, with the terms on offer, or with a document."""

    action = "agreement.propose"
    form_class = StartForm
    template_name = "programs/draft_start.html"
    done = gettext_lazy("The draft is begun. Nothing is offered before you propose it.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything that one can begin with."""
        return super().get_context_data(
            crumbs=self.way_here((_("Begin"), "")),
            recommendation=self.recommendation,
            templates=[one for one in TEMPLATES.values() if one.offer],
            agreement=offers_to(self.recommendation).first(),
            draft=drafts_of(self.recommendation).first(),
            reasons=why_not_write(self.recommendation),
            **kwargs,
        )

    def act(self, form: BaseForm) -> str:
        """Begin."""
        start_draft(
            recommendation_id=self.recommendation.pk,
            template=form.cleaned_data["template"],
            document=None,
            by=self.viewer,
            at=timezone.now(),
        )
        return to("draft", self.recommendation.pk)


class DraftImport(OfOneRecommendation, VerbPage):
    """A document from elsewhere begins the draft, or takes the place of what is written."""

    action = "agreement.propose"
    form_class: type[BaseForm] = ImportForm
    template_name = "programs/draft_import.html"
    done = gettext_lazy("The document is read. What is wrong in it stands beside its parts.")

    def get_initial(self) -> dict[str, Any]:
        """The draft that it would replace, if there is one."""
        found = drafts_of(self.recommendation).first()
        return {"revision": found.revision if found else None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether something is replaced."""
        return super().get_context_data(
            crumbs=self.way_here((_("Import"), "")),
            draft=drafts_of(self.recommendation).first(),
            back=to("draft", self.recommendation.pk),
            **kwargs,
        )

    def act(self, form: BaseForm) -> str:
        """Begin with it, or put it in the place of the draft."""
        assert isinstance(form, ImportForm)  # noqa: S101 - this page's own form
        key, at = self.recommendation.pk, timezone.now()
        if (revision := form.cleaned_data["revision"]) is None:
            start_draft(
                recommendation_id=key, template="", document=form.document, by=self.viewer, at=at
            )
        else:
            change = Whole(form.document)
            edit_draft(
                recommendation_id=key, revision=revision, change=change, by=self.viewer, at=at
            )
        return to("draft", key)


class DraftPropose(OneDraft):
    """The draft becomes the terms on offer."""

    template_name = "programs/draft_propose.html"
    done = gettext_lazy("The terms are on offer. Supplier, agency and bank sign next.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is offered, what it costs at most, and what keeps it back."""
        found = preview(self.draft.document)
        rows = [
            row(_("Firm"), self.recommendation.application.supplier),
            row(_("Programme"), self.recommendation.application.call.program.name),
            row(_("The most it can pay"), won(found.cost.whole) if found.cost else ""),
        ]
        errors = [one for one in found.problems if one.severity == "error"]
        return super().get_context_data(
            crumbs=self.way_here((_("Propose"), "")),
            rows=rows,
            sentences=found.sentences,
            problems=[told(one, found) for one in errors],
            agreement=offers_to(self.recommendation).first(),
            digest=sheet_digest(found.sheet) if found.sheet else "",
            **kwargs,
        )

    def act(self, form: BaseForm) -> str:
        """Propose; the agreement comes next."""
        agreement = propose_draft(
            recommendation_id=self.recommendation.pk,
            revision=form.cleaned_data["revision"],
            by=self.viewer,
            at=timezone.now(),
        )
        return to("agreement", agreement.pk)


class DraftDiscard(OneDraft):
    """What was written is thrown away; nobody was offered it."""

    template_name = "programs/draft_discard.html"
    done = gettext_lazy("The draft is discarded.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whose work it was."""
        rows = [
            row(_("Firm"), self.recommendation.application.supplier),
            row(_("Changes"), self.draft.revision - 1),
            row(_("Last changed by"), self.draft.changed_by),
        ]
        return super().get_context_data(
            crumbs=self.way_here((_("Discard"), "")), rows=rows, **kwargs
        )

    def act(self, form: BaseForm) -> str:
        """Discard."""
        discard_draft(
            recommendation_id=self.recommendation.pk,
            revision=form.cleaned_data["revision"],
            by=self.viewer,
            at=timezone.now(),
        )
        return to("recommendation", self.recommendation.pk)
