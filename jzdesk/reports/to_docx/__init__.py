"""A document as a Word file that an office can go on writing in: no macros, no links, the same bytes."""

from __future__ import annotations

from pathlib import Path

from jzdesk.files import put
from jzdesk.reports.document import Document


def write_docx(document: Document, path: Path) -> list[str]:
    """Write the document to `path`; return a sentence for every character a chart's font lacks.

    Raises `WorldError` when the file cannot be put in its place.
    """
    data, warnings = render(document)
    put(path, data)
    return warnings


def render(document: Document) -> tuple[bytes, list[str]]:
    """Return the Word file's bytes, and the warnings of `write_docx`."""
    from jzdesk.reports.to_docx import package

    return package.render(document)
