"""Firms, where their money goes, whom to ask at them, and whether they are strangers."""

from companies.models.accounts import BankAccount, HolderCheck
from companies.models.contacts import ContactChange
from companies.models.firms import Business, Supplier, Technology, Worksite
from companies.models.relations import Explanation, Trace

__all__ = [
    "BankAccount",
    "Business",
    "ContactChange",
    "Explanation",
    "HolderCheck",
    "Supplier",
    "Technology",
    "Trace",
    "Worksite",
]
