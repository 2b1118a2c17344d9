"""Verbs: firms say who they are, name their worksites and whom to ask, and where money goes."""

from companies.domain.facts import BusinessFacts, Contact
from companies.services.accounts import (
    confirm_account,
    decrypt_number,
    encrypt_number,
    register_account,
    rotate_keys,
)
from companies.services.contacts import confirm_contact, request_contact
from companies.services.holders import ask_account
from companies.services.relations import explain_relation
from companies.services.suppliers import add_technology, register_supplier
from companies.services.traces import note_arrival, note_trace
from companies.services.worksites import register_worksite

__all__ = [
    "BusinessFacts",
    "Contact",
    "add_technology",
    "ask_account",
    "confirm_account",
    "confirm_contact",
    "decrypt_number",
    "encrypt_number",
    "explain_relation",
    "note_arrival",
    "note_trace",
    "register_account",
    "register_supplier",
    "register_worksite",
    "request_contact",
    "rotate_keys",
]
