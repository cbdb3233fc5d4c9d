"""Looking at finished papers: their text, their goldens, and where on the page things stand."""

from __future__ import annotations

import os
import re
import subprocess
from contextlib import closing
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

EXPECTED = Path(__file__).parent / "expected"
REGENERATE = os.environ.get("JZDESK_TEST_REGENERATE") == "1"


@cache
def pages(data: bytes) -> list[str]:
    with closing(PdfDocument(data)) as paper:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in paper]


def text(data: bytes) -> str:
    return "\n".join(f"===== {number}\n{page}" for number, page in enumerate(pages(data), 1)) + "\n"


def squeezed(data: bytes) -> str:
    """Return the whole text without any space, so that broken lines are whole again."""
    return re.sub(r"\s+", "", "".join(pages(data)))


def check_golden(name: str, data: bytes) -> None:
    """Compare the text of a PDF with `expected/NAME.txt`."""
    check_text(name, text(data))


def check_text(name: str, found: str) -> None:
    """Compare a text with `expected/NAME.txt`; with JZDESK_TEST_REGENERATE=1 write that file anew.

    校验码 are left out: they change with the catalogue's edition and tell a reader nothing. Where a reader of
    PDFs sees spaces and the ends of lines hangs on which letters share a font: that makes no difference.
    """
    file = EXPECTED / f"{name}.txt"
    plain = re.sub(r"[0-9a-f]{4}(?: [0-9a-f]{4}){3}", "×××× ×××× ×××× ××××", found)
    plain = re.sub(r"(?<=尾号)[0-9a-f]{4}", "××××", plain)
    found = "\n".join(line.rstrip() for line in plain.split("\n"))
    wanted = file.read_text("utf-8") if file.exists() else ""
    if "".join(found.split()) == "".join(wanted.split()):
        return
    if REGENERATE:
        file.write_text(found, "utf-8", newline="\n")
        return
    told = "\n".join(
        unified_diff(wanted.split("\n"), found.split("\n"), "expected", "found", lineterm="", n=1)
    )
    pytest.fail(f"run with JZDESK_TEST_REGENERATE=1 and look at the difference in {file.name}\n{told}")


def tool(*words: str, data: bytes, tmp_path: Path) -> str:
    """Return what a program of poppler's says of the file."""
    file = tmp_path / "paper.pdf"
    file.write_bytes(data)
    name, *options = words
    tail = [str(file), "-"] if name == "pdftotext" else [str(file)]
    return subprocess.run([name, *options, *tail], capture_output=True, check=True, encoding="utf-8").stdout


@dataclass(frozen=True)
class Word:
    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


def words(data: bytes, tmp_path: Path) -> tuple[list[tuple[float, float]], list[Word]]:
    """Return the size of each page, and every word with its place, measured from the upper left corner."""
    found, sizes = [], []
    for line in tool("pdftotext", "-bbox", data=data, tmp_path=tmp_path).splitlines():
        numbers = [float(n) for n in re.findall(r'(?:xMin|yMin|xMax|yMax|width|height)="(-?[\d.]+)"', line)]
        if "<page " in line:
            sizes.append((numbers[0], numbers[1]))
        elif "<word " in line:
            found.append(Word(len(sizes), *numbers, re.sub("<[^>]*>", "", line).strip()))
    return sizes, found
