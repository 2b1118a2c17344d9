"""From HTML to a tagged PDF/A-3a whose bytes depend on nothing but what is on it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

from weasyprint import CSS, HTML, Attachment
from weasyprint.urls import FatalURLFetchingError, URLFetcher

ARCHIVE = "pdf/a-3a"  # tagged, fonts inside, may carry the data it was made from


class Refused(FatalURLFetchingError):  # type: ignore[misc] # the library has no types
    """A report asked for something outside itself."""


class Nothing(URLFetcher):  # type: ignore[misc] # the library has no types
    """Fetches nothing, from anywhere, local files included."""

    def fetch(self, url: str, headers: object = None) -> NoReturn:  # noqa: ARG002 - the base's name
        """Stop the report: what is on it was put there by us."""
        raise Refused(url)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file inside the PDF: the data from which anybody can compute the report again."""

    name: str
    description: str
    content: bytes


def print_pdf(
    *, html: str, css: str, identifier: str, enclosure: Enclosure, made_at: datetime
) -> bytes:
    """The PDF. Every date is `made_at`, so the same facts give the same bytes."""
    moment = made_at.astimezone(UTC)
    data = Attachment(
        string=enclosure.content,
        name=enclosure.name,
        description=enclosure.description,
        created=moment,
        modified=moment,
        relationship="Data",
        url_fetcher=Nothing(),
    )
    with _undisturbed():
        pdf: bytes = HTML(string=html, url_fetcher=Nothing()).write_pdf(
            stylesheets=[CSS(string=css, url_fetcher=Nothing())],
            finisher=_finish,
            pdf_variant=ARCHIVE,
            pdf_identifier=identifier.encode(),
            attachments=[data],
        )
    return pdf


def _finish(_document: Any, pdf: Any) -> None:
    """Name the attachment once (the writer names it twice), and show the title in the window."""
    if "AF" in pdf.catalog:
        once = list(dict.fromkeys(pdf.catalog["AF"]))
        pdf.catalog["AF"][:] = once


@contextmanager
def _undisturbed() -> Iterator[None]:
    """The collector may run finalizers of the font library in the middle of a page."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
