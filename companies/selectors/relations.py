"""Whether a supplier and the worksites it improves are strangers, from what is known today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from companies.domain.related import Party, Sign, signs_between
from companies.models import BankAccount, Business, Explanation, Supplier, Trace, Worksite
from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from people.models import Membership

Marks = dict[object, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Relation:
    """A sign between a supplier and a worksite, and why it does not stand in the way, if said."""

    worksite: Worksite
    sign: Sign
    explanation: Explanation | None


def relations_of(supplier: Supplier, worksites: Iterable[Worksite]) -> tuple[Relation, ...]:
    """Every sign that holds today. One that changes since it was explained is a new one."""
    sites = list(worksites)
    explained = {
        (one.worksite_id, one.digest): one
        for one in Explanation.objects.filter(supplier=supplier, worksite__in=sites).select_related(
            "explained_by"
        )
    }
    return (
        tuple(
            Relation(site, sign, explained.get((site.pk, sign.digest)))
            for site, party in _parties(sites)
            for sign in signs_between(supplier=_party_of(supplier), worksite=party)
        )
        if sites
        else ()
    )


def unexplained_relations(
    supplier: Supplier, worksites: Iterable[Worksite]
) -> tuple[Relation, ...]:
    """Signs that nobody has explained: nothing is recommended or paid over them."""
    found = relations_of(supplier, worksites)
    return tuple(relation for relation in found if relation.explanation is None)


def why_not_strangers(supplier: Supplier, worksites: Iterable[Worksite]) -> Sentence | None:
    """What stands in the way, with its first sign, or nothing."""
    found = unexplained_relations(supplier, worksites)
    if not found:
        return None
    return say(
        "%(count)s signs that supplier and worksite are related are not explained. The first, at "
        "%(worksite)s: %(sign)s An officer of the agency explains each on the page of the "
        "supplier.",
        count=len(found),
        worksite=found[0].worksite.name,
        sign=found[0].sign.words,
    )


def relation_behind(supplier: Supplier, worksite: Worksite, digest: str) -> Relation:
    """The sign with this digest, while it holds."""
    for relation in relations_of(supplier, [worksite]):
        if relation.sign.digest == digest:
            return relation
    raise RuleBroken("This sign is not there any more. Look at the page of the supplier again.")


def _party_of(supplier: Supplier) -> Party:
    members = Membership.objects.filter(organization=supplier.organization_id)
    traces = Trace.objects.filter(supplier=supplier)
    accounts = BankAccount.objects.filter(supplier=supplier)
    return _party(
        supplier,
        phones=frozenset({supplier.phone}),
        emails=frozenset(members.values_list("user__email", flat=True)),
        networks=frozenset(traces.values_list("network_mark", flat=True)),
        accounts=frozenset(accounts.values_list("fingerprint", flat=True)),
    )


def _parties(sites: list[Worksite]) -> Iterable[tuple[Worksite, Party]]:
    """All worksites at once: the same few questions, however many there are."""
    lines = _collected(
        Trace.objects.filter(worksite__in=sites).values_list("worksite_id", "network_mark")
    )
    numbers = {site.business_number for site in sites}
    accounts = _collected(
        BankAccount.objects.filter(supplier__business_number__in=numbers).values_list(
            "supplier__business_number", "fingerprint"
        )
    )
    for site in sites:
        yield (
            site,
            _party(
                site,
                phones=frozenset({site.phone, site.contact_phone}),
                emails=frozenset({site.contact_email}),
                networks=lines[site.pk],
                accounts=accounts[site.business_number],
            ),
        )


def _party(
    firm: Business,
    *,
    phones: frozenset[str],
    emails: frozenset[str],
    networks: frozenset[str],
    accounts: frozenset[str],
) -> Party:
    return Party(
        business_number=firm.business_number,
        representative=firm.representative,
        address=firm.address,
        phones=phones,
        emails=emails,
        networks=networks,
        accounts=accounts,
    )


def _collected(rows: Iterable[tuple[object, str]]) -> Marks:
    found: Marks = defaultdict(frozenset)
    for key, mark in rows:
        found[key] |= {mark}
    return found
