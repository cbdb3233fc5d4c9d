"""After a print that was taken back or handed in: which forms are signed anew, and which stay valid."""

from __future__ import annotations

import pytest

from jzdesk.desk import entering, handing_in, signing
from tests.desk import walk
from tests.desk.conftest import Q3

COD = "emissions/cod.industry/emitted"
pytestmark = pytest.mark.usefixtures("no_paper")


def frozen_again(county, out, *changes: str):
    """Freeze, take back, enter these values, and freeze again."""
    walk.ready(county, Q3)
    assert walk.freeze(county, Q3, out).reprint.told == "", "nothing was signed before"
    signing.withdraw(county, Q3)
    if changes:
        entering.set_values(county, Q3, list(changes))
        walk.explain_all(county, Q3)
    handing_in.review(county, Q3, "李四")
    return walk.freeze(county, Q3, out).reprint


def test_one_changed_figure_leaves_all_other_sheets_valid(county, tmp_path):
    found = frozen_again(county, tmp_path, COD, "13")
    assert found.again == ("emissions",)
    assert set(found.valid) == {form.id for form in county.sheet(Q3).forms} - {"emissions"}
    assert found.told.startswith("要重印并重新签字的：封面和《主要污染物排放情况》；已签字的")
    assert found.told.endswith("仍然有效。")


def test_the_last_print_taken_back_counts(county, tmp_path):
    frozen_again(county, tmp_path, COD, "13")
    signing.withdraw(county, Q3)
    entering.set_values(county, Q3, ["narrative/work/text", "三季度开展了专项检查。"])
    handing_in.review(county, Q3, "李四")
    assert walk.freeze(county, Q3, tmp_path).reprint.again == ("narrative",)


def test_without_a_change_only_the_cover_is_printed_again(county, tmp_path):
    found = frozen_again(county, tmp_path)
    assert (found.again, found.told) == ((), "各表的数都没有变，已签字的各表仍然有效，只重印封面。")


def test_of_a_correction_the_changed_forms_alone_are_signed_again(county, tmp_path):
    frozen_again(county, tmp_path, COD, "13")
    signing.submit(county, Q3, signed_on=county.today, out=tmp_path)
    signing.reopen(county, Q3, reason="漏报")
    entering.set_values(county, Q3, [COD, "14"], reason="漏报")
    walk.explain_all(county, Q3)
    handing_in.review(county, Q3, "李四")
    assert walk.freeze(county, Q3, tmp_path).reprint.again == ("emissions",)
