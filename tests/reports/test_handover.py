"""交接清单 on paper, from values alone: its whole text, of a county and of the city."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jzdesk.models.handover import (
    Announced,
    Copy,
    Gathered,
    Handover,
    Material,
    Names,
    Open,
    Owed,
    Remark,
    Stamped,
    Stand,
    Unanswered,
    Waiting,
    Waived,
)
from jzdesk.reports.document import Grid
from jzdesk.reports.handover import handover_document
from jzdesk.reports.to_docx import render as render_docx
from jzdesk.reports.to_pdf import render
from tests.reports import word_files
from tests.reports.papers import check_golden, pages, squeezed

Q2, Q3 = "2018年第二季度", "2018年第三季度"
COUNTY = Handover(
    office="武陟县环境保护局", place="武陟县", unit="410823", day="2018-10-18", practice=False, city=False,
    names=Names("张三", "李小明"), store="D:\\jzdesk\\410823.jzdesk", program="0.1.0",
    catalogue="jiaozuo-13fyp/1", copy=Copy("2018-10-17", "D:\\jzdesk\\备份\\410823.jzdesk", True),
    elsewhere=Copy("2018-09-28", "E:\\410823.jzdesk", False),
    periods=(
        Stand("2018年第一季度", "已验收", "2018-04-10", -130, True, True, 2, 1, "1b57", "2018-04-09",
              "内网邮箱", "2018-04-12", True, True),
        Stand("2018年上半年", "已退回", handed=True, revision=1, tail="77aa", sent_on="2018-07-09",
              way="U盘"),
        Stand(Q2, "更正中", "2018-07-10", -70, True, True, 1, 1, "eee0", "2018-07-09", "U盘", "2018-07-12"),
        Stand(Q3, "填报中", "2018-10-15", -3, True),
        Stand("2018年第四季度", "未填报", "2018-10-18", 0),
    ),
    earlier=3, backfilled=2,
    todo=(
        Open(Q3, "到期", False, 1, ("黑臭水体截污纳管：期限 2017，还没有完成。",)),
        Open(Q3, "空白", True, 48, ("处理水量未填报。", "阶段未填报。", "很长" * 40)),
    ),
    owed=(
        Owed(Q3, "县住建局", "2018-09-30", True, 5, ("氨氮·本季", "总氮·本季", "总磷·本季")),
        Owed(Q3, "县水务局", "2018-10-20", False, 1, ("处理水量·本季",)),
    ),
    unanswered=(Unanswered(Q3, "县统计局", "2018-09-20", "2018-10-08", 10, 4),
                Unanswered(Q3, "县农业局", "2018-09-20", "2018-10-25", 0, 2)),
    unsent=("2018年第二季度正在更正，还没有重新报送；请改好后复核、送签、上报。",),
    remarks=(Remark("2018年上半年", "退回", "市局退回 总磷·工业源：与在线监测不符。请改正后重新报送。"),),
    waived=(Waived("211", "", "焦环办〔2018〕71号", "2018-12-31", "两家企业整体搬迁"),),
    materials=(Material(Q2, ("盖章.pdf", "盖章2.pdf"), 3, 2, 1), Material(Q3, (), 0, 0, 12)),
    stamped=tuple(
        Stamped(f"{year}年第{n}季度", 1, "0a1b", f"{year}-01-09")
        for year in (2018, 2019, 2020) for n in "一二三四"
    ),
)  # fmt: skip
CITY = replace(
    COUNTY, office="焦作市环境保护局", place="焦作市", unit="410800", city=True, practice=True, names=Names(),
    owed=(), unanswered=(), unsent=(), remarks=(), stamped=COUNTY.stamped[:1],
    periods=tuple(replace(one, sent_on="", way="", receipt="") for one in COUNTY.periods),
    waived=(Waived("211", "武陟县", "焦环办〔2018〕71号", "2018-12-31", "两家企业整体搬迁"),),
    announced=(Announced("温县", "1234 5678 9012 3456 7890", "2018-10-17"),),
    waiting=(Waiting("武陟县", Q3, 2, "1b57", "2018-10-16"),),
    gathered=(Gathered(Q3, 11, 9, 8, ("修武县", "沁阳市")), Gathered(Q2, 11, 11, 10, ())),
)  # fmt: skip


def line_of(given: Handover) -> list[str]:
    """Return what the first line of the periods says."""
    grid = next(b for b in handover_document(given).blocks if isinstance(b, Grid))
    return [cell.text for cell in grid.rows[0].cells]


@pytest.mark.parametrize(
    ("state", "city", "said"),
    [
        ("待签章", False, ["待签章（送签第3稿）", "—", "—", "—"]),
        ("待送出", False, ["待送出（第2次报送）", "还没有送出", "—", "有"]),
        ("已送出", False, ["已送出（第2次报送）", "日期未记", "未收到", "有"]),
        ("更正中", False, ["更正中（第3次报送）", "日期未记", "未收到", "有"]),
        ("已验收", True, ["已验收（第2次报送）", "—", "—", "有"]),
    ],
)
def test_each_state_says_what_is_known_of_it(state, city, said):
    one = Stand(Q3, state, draft=3, revision=2, tail="0a1b", scan=True)
    told = line_of(replace(COUNTY, periods=(one,), city=city))
    assert [told[1], *told[4:]] == said


@pytest.mark.parametrize(("name", "given"), [("handover", COUNTY), ("handover-city", CITY)])
def test_the_whole_text(name, given):
    data = render(handover_document(given))[0]
    check_golden(name, data)
    assert data == render(handover_document(given))[0]
    assert len(pages(data)) <= 2
    assert ("练习" in squeezed(data)) == given.practice


def test_the_word_file_says_the_same():
    document = handover_document(COUNTY)
    data = render_docx(document)[0]
    told = "".join(word_files.text(data).split())
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    cells = [cell.text for grid in grids for row in grid.rows for cell in row.cells]
    assert len(cells) > 100
    assert [text for text in cells if "".join(text.split()) not in told] == []
    assert len(word_files.grids(data)) == len(grids)


def test_a_weekend_after_the_due_day_is_overdue_without_a_number():
    late = replace(COUNTY, periods=(Stand(Q3, "填报中", "2018-10-12", 0, over=True),))
    text = squeezed(render(handover_document(late))[0])
    assert "2018年10月12日已逾期" in text
    assert "0个工作日" not in text


def test_without_a_period_the_first_part_says_nothing_too():
    bare = replace(COUNTY, periods=(), earlier=0, backfilled=0)
    assert "一、各期进度：无" in squeezed(render(handover_document(bare))[0])
