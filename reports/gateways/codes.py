"""QR codes, so that a printed report finds its way back to the page that checks it."""

from __future__ import annotations

import io

import segno


def qr_code(text: str, *, alt: str) -> str:
    """A QR code as SVG."""
    drawing = io.BytesIO()
    segno.make(text, error="m").save(
        drawing, kind="svg", border=0, scale=3, xmldecl=False, svgns=True, title=alt, omitsize=True
    )
    return drawing.getvalue().decode()
