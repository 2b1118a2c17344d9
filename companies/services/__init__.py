"""Verbs: firms say who they are, name their worksites, and where their money goes."""

from companies.domain.facts import BusinessFacts, Contact
from companies.services.accounts import (
    confirm_account,
    decrypt_number,
    encrypt_number,
    register_account,
    rotate_keys,
)
from companies.services.suppliers import add_technology, register_supplier
from companies.services.worksites import register_worksite

__all__ = [
    "BusinessFacts",
    "Contact",
    "add_technology",
    "confirm_account",
    "decrypt_number",
    "encrypt_number",
    "register_account",
    "register_supplier",
    "register_worksite",
    "rotate_keys",
]
