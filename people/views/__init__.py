"""Doors of the people room, and the bases that every other room's doors stand on."""

from people.views.base import Door, Page, PublicPage, VerbPage

__all__ = ["Door", "Page", "PublicPage", "VerbPage"]
