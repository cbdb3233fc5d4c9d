"""A document as PDF: every font embedded, text that can be searched, the same bytes for the same input."""

from __future__ import annotations

from pathlib import Path

from jzdesk.files import put
from jzdesk.reports.document import Document


def write_pdf(document: Document, path: Path) -> list[str]:
    """Write the document to `path`; return a sentence for every character no font has (printed 〓).

    Raises `WorldError` when the file cannot be put in its place.
    """
    data, warnings = render(document)
    put(path, data)
    return warnings


def render(document: Document) -> tuple[bytes, list[str]]:
    """Return the document's PDF as bytes, and the warnings of `write_pdf`."""
    from jzdesk.reports.to_pdf import pages

    return pages.render(document)
