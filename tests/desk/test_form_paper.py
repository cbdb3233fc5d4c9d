"""A4 or A3: the office says it once, and what was printed for signature stays on its paper."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from jzdesk.desk import form_paper, looking_back, rendering, reporting, signing, workbooks
from jzdesk.desk.office import Office
from tests.desk import walk
from tests.desk.conftest import Q3

A4, A3 = (842, 595), (1191, 842)


def widest(path: Path) -> tuple[int, int]:
    """Return the size of the largest page in points."""
    pages = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
    return max((round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in pages)


def sent(county: Office) -> list[looking_back.Version]:
    return [one for one in looking_back.versions(county) if not one.now]


def test_forms_are_on_the_paper_chosen_until_another_is(county: Office, tmp_path: Path):
    walk.fill(county, Q3, "12")
    assert form_paper.chosen(county) == "A4"
    for size, points in (("A3", A3), ("A3", A3), ("A4", A4)):
        form_paper.choose(county, size)
        for kind in ("forms", "full"):
            out = reporting.report(county, Q3, kind=kind, out=tmp_path / f"{kind}.pdf")
            assert widest(out) == points
        blank = workbooks.write_form(county, Q3, None, blank=True, out=tmp_path / "blank.pdf")
        assert widest(blank) == points
    acts = [entry.action for entry in county.store.history()]
    assert county.store.memos("paper/") == {}
    assert acts.count("memo") <= 2, "choosing the same again is no act"


def test_a_paper_named_for_once_changes_nothing(county: Office, tmp_path: Path):
    walk.fill(county, Q3, "12")
    out = reporting.report(county, Q3, kind="forms", out=tmp_path / "a.pdf", paper="A3")
    assert widest(out) == A3
    assert form_paper.chosen(county) == "A4"


def test_what_was_signed_stays_on_its_paper(county: Office, tmp_path: Path):
    walk.ready(county, Q3)
    form_paper.choose(county, "A3")
    frozen = walk.freeze(county, Q3, tmp_path / "签")
    assert widest(frozen.files[0]) == A3
    form_paper.choose(county, "A4")
    again = reporting.report(county, Q3, kind="forms", out=tmp_path / "b.pdf")
    assert again.read_bytes() == frozen.files[0].read_bytes()
    made = signing.submit(county, Q3, signed_on=county.today, out=tmp_path / "签")
    assert widest(made.files[1]) == A3
    (version,) = sent(county)
    reprinted = looking_back.reprinting(county, version, folder=tmp_path / "补").run(lambda _told: None)
    assert reprinted.read_bytes() == frozen.files[0].read_bytes()


@pytest.mark.parametrize("size", ["A3", "A4"])
def test_the_window_s_print_for_signature_is_on_it_too(county: Office, tmp_path: Path, size: str):
    walk.ready(county, Q3)
    form_paper.choose(county, size)
    names = {"preparer": "张三", "head": "王五", "phone": "0391-1234567", "one_person": False}
    work, then = rendering.freezing(county, signing.begin_freeze(county, Q3, out=tmp_path, **names))
    assert widest(then(work.run(lambda _told: None)).files[0]) == {"A3": A3, "A4": A4}[size]
    signing.withdraw(county, Q3)
    (version,) = sent(county)
    reprinted = looking_back.reprinting(county, version).run(lambda _told: None)
    assert widest(reprinted) == {"A3": A3, "A4": A4}[size]
