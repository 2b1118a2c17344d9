"""Questions about firms, their money, whom to ask, and whether they are strangers."""

from companies.selectors.accounts import (
    accounts_of,
    accounts_to_confirm,
    current_account,
    holder_check_of,
    others_with_this_number,
)
from companies.selectors.contacts import (
    contact_changes_seen,
    contact_changes_to_confirm,
    open_contact_changes,
)
from companies.selectors.firms import (
    organizations_to_register,
    supplier_of,
    suppliers_found,
    suppliers_seen_by,
    technologies_of,
    worksites_found,
    worksites_of,
    worksites_seen_by,
)
from companies.selectors.relations import (
    Relation,
    relation_behind,
    relations_of,
    unexplained_relations,
    why_not_strangers,
)

__all__ = [
    "Relation",
    "accounts_of",
    "accounts_to_confirm",
    "contact_changes_seen",
    "contact_changes_to_confirm",
    "current_account",
    "holder_check_of",
    "open_contact_changes",
    "organizations_to_register",
    "others_with_this_number",
    "relation_behind",
    "relations_of",
    "supplier_of",
    "suppliers_found",
    "suppliers_seen_by",
    "technologies_of",
    "unexplained_relations",
    "why_not_strangers",
    "worksites_found",
    "worksites_of",
    "worksites_seen_by",
]
