"""Whatever is typed as text is refused in a sentence at once, or arrives at the city as it was typed."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from jzdesk.desk import arriving, entering, handing_in, receiving
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError
from jzdesk.models import checks
from jzdesk.models.entry import Key
from jzdesk.models.value import clean_text
from tests.desk import walk
from tests.desk.conftest import Q3

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "'=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://a")',
]
LOOKALIKES = [
    "_x000D_",
    "_x005F_x000D_",
    "&#13;",
    "]]>",
    "<b>粗</b>",
    "TRUE",
    "#N/A",
    "1E5",
    "2018-09-30",
    "%s{0}\\n",
]
SIGNS = [
    "𬭼",
    "\U0001f600",
    "e\u0301",
    "①",
    "Ⅳ类",
    "㎡",
    "“引”",
    '"',
    "'",
    "甲\u3000乙",
    "一\n二",
    "一\r\n二",
]
BAD = [
    "\x00",
    "甲\x07乙",
    "甲\ud83d",
    "\udcff",
    "\u202e甲",
    "甲\u200b\ufeff",
    "\ue000",
    "\uffff",
    "\x1b[2J",
    "长" * 2001,
]
LONG = ["长" * 2000, "一\n" * 999 + "二", "=" * 2000]
ALPHABET = (
    "甲乙=+-@'\"<>&;_x0D]\\%{}\n\t\r\u3000\xa0\u2028\x01\x7f\u202e\ufeff\ud800\udfff𬭼\U0001f600é/#|,.0123 "
)


def random_text(rng: random.Random) -> str:
    return "".join(rng.choice(ALPHABET) for _ in range(rng.randint(1, 12)))


@pytest.fixture
def texts(rng: random.Random) -> list[str]:
    known = [*FORMULAS, *LOOKALIKES, *SIGNS, *BAD, *LONG]
    return known + [random_text(rng) for _ in range(150 - len(known))]


def kept_or_refused(enter: Callable[[str], object], text: str) -> str | None:
    """Return the text as it has to arrive, None where it was refused; it says what is wrong with it."""
    try:
        enter(text)
    except RefusedError as error:
        sentence = "".join(error.findings) or error.sentence
        assert sentence.isprintable()
        assert sentence.endswith("。")
        return None
    return clean_text(text)


def test_texts_of_every_kind_are_refused_or_arrive(
    county: Office, city: Office, tmp_path: Path, texts: list[str]
):
    walk.ready(county, Q3)
    keys = [
        key
        for key, row, column in entering.all_cells(county.sheet(Q3))
        if not (row.derived or column.derived)
    ]
    wanted: dict[str, str | None] = {}
    for key, text in zip(keys, texts, strict=False):
        wanted[str(key)] = kept_or_refused(
            lambda text, key=key: entering.write_note(county, Q3, key, text), text
        )
    assert len(wanted) == len(texts), "a note for every text"
    for text, kept in zip(texts, wanted.values(), strict=True):
        if kept is None:  # a cell has reasons of its own, such as a dash that says no more
            with pytest.raises(RefusedError):
                clean_text(text)
    paragraph = Key.parse("narrative/work/text")
    for text in texts:
        before = county.sheet(Q3).cells.get(paragraph)
        kept = kept_or_refused(lambda text: entering.set_values(county, Q3, [str(paragraph), text]), text)
        if kept is None:
            assert county.sheet(Q3).cells.get(paragraph) == before
    entering.set_values(county, Q3, [str(paragraph), "=1+1"])
    name = "=HYPERLINK(\"x\")&'甲'_x000D_"
    entering.set_values(county, Q3, ["investment/+/name", name])
    walk.ready(county, Q3)
    found = next(f for f in checks.findings(checks.run(county.sheet(Q3))) if f.result == checks.FAILED)
    entering.explain(county, Q3, found.rule, found.keys, "=1+1，按核查结果填报")
    handing_in.review(county, Q3, "李四")

    upload = walk.hand_in(county, Q3, tmp_path).files[0]
    assert arriving.verify(upload, city)["whole"]
    (taken,) = receiving.receive(city, [upload], dry_run=False)["files"]
    assert taken["verdict"] == "taken"
    (submission,) = city.store.submissions()
    content = json.loads(city.store.submission_content(submission.id))
    arrived = {
        f"{form}/{place}": cell
        for form, told in content["forms"].items()
        for place, cell in told["cells"].items()
    }
    for key, text in wanted.items():
        assert arrived.get(key, {}).get("n") == (text or None), key
    assert arrived[str(paragraph)]["v"] == "=1+1"
    assert name in json.dumps(content, ensure_ascii=False).replace('\\"', '"')
    assert "=1+1，按核查结果填报" in json.dumps(content, ensure_ascii=False)
    book = openpyxl.load_workbook(io.BytesIO(upload.read_bytes()))
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert "f" not in kinds, "no text has become a formula"
