"""A sign that two firms are related is explained by name before money is promised or paid."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import record
from companies.models import Explanation, Supplier, Worksite
from companies.selectors.relations import relation_behind
from core.domain.errors import IllegalMove, RuleBroken
from core.models import said_as
from people.models import User
from people.permissions import require
from people.selectors import has_acted_for


@transaction.atomic
def explain_relation(
    *, supplier_id: int, worksite_id: int, digest: str, text: str, by: User, at: datetime
) -> Explanation:
    """An officer has looked and says why the two are strangers all the same; it stays for good."""
    require(by, "relation.explain")
    supplier = Supplier.objects.select_related("organization").get(pk=supplier_id)
    worksite = Worksite.objects.get(pk=worksite_id)
    relation = relation_behind(supplier, worksite, digest)
    if relation.explanation is not None:
        raise _explained_already()
    _check_explains(supplier, text, by)
    with said_as(explanation_once=_explained_already()):
        explanation = Explanation.objects.create(
            supplier=supplier,
            worksite=worksite,
            digest=digest,
            sign=relation.sign.words.as_json(),
            text=text.strip(),
            explained_by=by,
            explained_at=at,
        )
    record(
        action="relation.explain",
        subject=supplier,
        by=by.email,
        at=at,
        worksite=worksite.pk,
        rule=relation.sign.rule,
        digest=digest,
        text=explanation.text,
    )
    return explanation


def _check_explains(supplier: Supplier, text: str, by: User) -> None:
    if not text.strip():
        raise RuleBroken(
            "Say what you looked at and why the two are strangers all the same.", field="text"
        )
    if has_acted_for(by.email, supplier.organization):
        raise RuleBroken(
            "You act, or have acted, for %(supplier)s. Another officer explains this.",
            supplier=supplier.organization.name,
        )


def _explained_already() -> IllegalMove:
    return IllegalMove("This sign was explained already. Nothing needs to be done.")
