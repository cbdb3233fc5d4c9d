"""The papers on the medium, made by the program's own writers: 安装说明 on one page, and 白名单申请表."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from installer.inputs import HERE
from jzdesk.reports import to_docx, to_pdf
from jzdesk.reports.document import (
    A4,
    A4_TIGHT,
    CENTRE,
    Block,
    Cell,
    Document,
    Fields,
    Gap,
    Grid,
    GridRow,
    HeadCell,
    Paragraph,
    Section,
)

WORDS: Mapping[str, Any] = tomllib.loads((HERE / "papers.toml").read_text("utf-8"))


def write_guide(out: Path, facts: Mapping[str, str]) -> None:
    """Write 安装说明."""
    told = WORDS["guide"]
    blocks: list[Block] = [
        Paragraph(told["title"].format(**facts), size=18, bold=True, align=CENTRE, space=4)
    ]
    for part in told["part"]:
        blocks.append(Paragraph(part["head"], size=12, bold=True, space=1, keep=True))
        blocks += [
            Paragraph(line.format(**facts), size=10.5, hang=1.5, leading=1.4, space=0.6)
            for line in part["lines"]
        ]
        blocks.append(Gap(1.5))
    section = Section(told["title"].format(**facts), A4_TIGHT, tuple(blocks), one_page=True)
    out.write_bytes(to_pdf.render(Document(section.title, told["author"], (section,)))[0])


def write_request(out: Path, facts: Mapping[str, str], hashes: Sequence[tuple[str, str]]) -> None:
    """Write 白名单申请表, with the hash of each file that anti-virus programs may ask about."""
    told = WORDS["request"]
    rows = tuple(GridRow("row", (Cell(name), Cell(sha256))) for name, sha256 in hashes)
    heads = tuple(HeadCell(head, n) for n, head in enumerate(told["heads"]))
    blocks: tuple[Block, ...] = (
        Paragraph(told["title"], size=18, bold=True, align=CENTRE, space=4),
        Fields(tuple((name, "") for name in told["office"]), columns=2, ruled=True, pitch=9, size=10.5),
        Gap(2),
        *(
            Paragraph(line.format(**facts), size=10.5, indent=2, leading=1.5, space=1)
            for line in told["lines"]
        ),
        Gap(2),
        Grid((52.0, 106.0), (heads,), rows, size=8.5),
        Gap(6),
        Fields(tuple((name, "") for name in told["signs"]), columns=2, ruled=True, pitch=11, size=10.5),
    )
    section = Section(told["title"], A4, blocks)
    out.write_bytes(to_docx.render(Document(told["title"], told["author"], (section,)))[0])
