"""季度通报, 预警函 and 催报通知 on paper, from values alone: whole texts, and sentences for every case."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jzdesk.models.bulletin.boards import MEASURES, ranked
from jzdesk.models.bulletin.values import (
    BULLETIN,
    URGE,
    WARNING,
    Board,
    Bulletin,
    Entry,
    Lamps,
    Ranked,
    Slow,
    Stand,
    of_plain,
)
from jzdesk.reports import to_docx, to_pdf
from jzdesk.reports.bulletin import bulletin_document
from jzdesk.reports.bulletin_sentences import of_group
from jzdesk.reports.document import OFFICIAL
from jzdesk.reports.official import numeral, read_due
from jzdesk.words import say
from tests.reports import word_files
from tests.reports.papers import check_golden, pages, squeezed

COUNTIES = (("410821", "修武县"), ("410822", "博爱县"), ("410823", "武陟县"), ("410825", "温县"),
            ("410882", "沁阳市"), ("410883", "孟州市"))  # fmt: skip
URBAN = (("410802", "解放区"), ("410803", "中站区"), ("410804", "马村区"), ("410811", "山阳区"),
         ("410871", "城乡一体化示范区"))  # fmt: skip
OUT = {"410883": "未报送", "410804": "已接收"}


def board(code: str, values: dict[str, tuple[str, str | None]]) -> Board:
    """Return a ranking of all eleven; `values` are figures with those of a year before, by county."""
    measure = next(one for one in MEASURES if one.code == code)

    def entry(unit: str, name: str) -> Entry:
        if unit in OUT:
            return Entry(unit, name, why=OUT[unit])
        if unit not in values:
            return Entry(unit, name, why="没有累计数")
        value, base = values[unit]
        return Entry(unit, name, value, base, "16", "18")

    groups = tuple(
        Ranked(group, ranked([entry(*one) for one in members], up=measure.up))
        for group, members in (("县（市）", COUNTIES), ("城区", URBAN))
    )
    name = say(f"models.bulletin.measure.{code}")
    return Board(code, name, measure.unit, measure.decimals, measure.up, measure.compared, groups)


PM = {"410821": ("58", "60"), "410822": ("61", "61"), "410823": ("58", "66"), "410825": ("66", None),
      "410882": ("70", "65"), "410802": ("63", "70"), "410803": ("71", "70")}  # fmt: skip
SHARE = {unit: ("55.7", "50.1") for unit, _ in (*COUNTIES, *URBAN)}
STANDS = tuple(
    Stand(unit, name, f"{name}环境保护局", OUT.get(unit, "已验收"), unit not in OUT, unit != "410883",
          "" if unit == "410883" else "2018-10-17" if unit == "410804" else "2018-10-12",
          wanted=unit == "410883", days={"410883": 3, "410804": 2}.get(unit, 0))
    for unit, name in (*URBAN, *COUNTIES)
)  # fmt: skip
SLOW = (
    Slow("410823", "武陟县", "task", "西陶镇污水处理设施建成", "red", "2017", "滞后",
         "期限 2017-12-31 已到，还没有完成", "用地手续未办结，计划十月底前开工"),
    Slow("410823", "武陟县", "task", "公布环境质量情况", "not_started", "2018-12-31", "未启动",
         "期限 2018-12-31，未到期"),
    Slow("410823", "武陟县", "project", "圪垱店村污水治理工程", "late_start", "2018-12", "前期",
         "计划开工 2018-03，还没有开工"),
    Slow("410825", "温县", "indicator", "细颗粒物（PM2.5）", "behind", "≤58 微克/立方米", "66 微克/立方米",
         "2018年第三季度 66 微克/立方米，比当期应达值 62 高。"),
)  # fmt: skip
WHOLE = Bulletin(
    period="2018Q3", title="2018年第三季度", month=9, office="焦作市环境保护局", day="2018-10-18",
    practice=False, due="2018-10-15", number=11, received=10, accepted=9, stands=STANDS,
    boards=(board("pm25", PM), board("pm10", {"410823": ("109", "120")}), board("good_days", SHARE),
            board("sections", SHARE), board("sources", {}), board("tasks", SHARE), board("started", SHARE),
            board("invested", {}), board("funded", {}), board("on_time", SHARE)),
    lamps=tuple(Lamps(unit, 18, 6, 6, 1, 1, 2) for unit, _ in (*URBAN, *COUNTIES) if unit not in OUT),
    slow=SLOW, basis=("五（二）", "实施调度、通报，对进度滞后地方及早通报预警"),
    said={"number": "焦环〔2018〕101号", "lead": "总体进展平稳，但部分地方滞后。",
          "air": "入秋以后静稳天气增多，\n各地要提前准备。", "demands": "请各地对照清单整改。",
          "warning": "请于十一月十日前书面回复。", "urge": "联系人：市局规划科。"},
)  # fmt: skip
NOBODY = replace(
    WHOLE, received=0, accepted=0, lamps=(), slow=(), said={}, due="",
    stands=tuple(replace(s, state="未报送", counted=False, received=False, received_on="", days=0)
                 for s in STANDS),
)  # fmt: skip


def group_of(values: dict[str, tuple[str, str | None]], code: str = "pm25") -> str:
    found = board(code, values)
    return of_group(found, found.groups[0])


# Sentences


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "县（市）6个均没有可排名的数（0/6）"),
        ({"410823": ("58", "60")}, "县（市）只有武陟县有数（1/6），为58微克/立方米，不排名次，同比下降3.3%"),
        ({"410823": ("60", "58")}, "县（市）只有武陟县有数（1/6），为60微克/立方米，不排名次，同比上升3.4%"),
        ({"410823": ("58", "58")},
         "县（市）只有武陟县有数（1/6），为58微克/立方米，不排名次，与上年同期持平"),
        ({"410823": ("58", None)},
         "县（市）只有武陟县有数（1/6），为58微克/立方米，不排名次，没有可比的上年同期数"),
        ({"410821": ("58", "60"), "410823": ("58", "60")},
         "县（市）有数的2/6，各地相同，均为58微克/立方米，并列第1，与上年同期相比，下降2个"),
        ({"410821": ("58", None), "410823": ("60", None)},
         "县（市）有数的2/6，第1名修武县（58微克/立方米），末位武陟县（60微克/立方米），都没有可比的上年同期数"),
        (PM, "县（市）有数的5/6，第1名修武县、武陟县（并列，58微克/立方米），末位沁阳市（70微克/立方米），"
             "与上年同期相比，下降2个、持平1个、上升1个、没有可比数1个"),
    ],
)  # fmt: skip
def test_a_ranking_is_told_rightly(values: dict[str, tuple[str, str | None]], told: str) -> None:
    assert group_of(values) == told


def test_shares_change_in_points() -> None:
    told = group_of({"410823": ("55.7", "50.1")}, "good_days")
    assert told.endswith("为55.7%，不排名次，同比上升5.6个百分点")


def test_what_is_reported_once_is_not_compared_with_a_year_before() -> None:
    assert "上年" not in group_of({"410821": ("10.0", None), "410823": ("5.0", None)}, "tasks")


# Papers


def test_the_bulletin_s_whole_text() -> None:
    data, missing = to_pdf.render(bulletin_document(WHOLE, BULLETIN))
    assert missing == []
    check_golden("bulletin", data)


def test_the_letters_whole_text() -> None:
    check_golden("bulletin_warning", to_pdf.render(bulletin_document(WHOLE, WARNING, WHOLE.warned))[0])
    check_golden("bulletin_urge", to_pdf.render(bulletin_document(WHOLE, URGE, ("410883", "410804")))[0])


def test_nobody_in_is_said_and_ranks_nobody() -> None:
    data, _ = to_pdf.render(bulletin_document(NOBODY, BULLETIN))
    check_golden("bulletin_nobody", data)
    assert "第1名" not in squeezed(data)


def test_word_and_pdf_say_the_same() -> None:
    for kind, units in ((BULLETIN, ()), (WARNING, WHOLE.warned), (URGE, ("410883",))):
        document = bulletin_document(WHOLE, kind, units)
        printed, written = squeezed(to_pdf.render(document)[0]), word_files.text(to_docx.render(document)[0])
        for paragraph in word_files.paragraphs(to_docx.render(document)[0]):
            assert "".join(paragraph.split())[:12] in printed
        assert "焦作市环境保护局" in written
        assert all(section.page == OFFICIAL for section in document.sections)


def test_a_way_through_json_and_a_second_time_give_the_same_bytes() -> None:
    import json

    again = of_plain(json.loads(json.dumps(WHOLE.plain())))
    for render in (to_pdf.render, to_docx.render):
        first = render(bulletin_document(WHOLE, BULLETIN))[0]
        assert render(bulletin_document(again, BULLETIN))[0] == first


def test_the_officer_s_sentences_stand_in_their_chapters() -> None:
    found = squeezed(to_pdf.render(bulletin_document(WHOLE, BULLETIN))[0])
    places = [found.index(text) for text in (
        "焦环〔2018〕101号", "各县（市）区：", "总体进展平稳", "二、空气质量", "入秋以后", "三、水环境质量",
        "七、工作要求请各地对照清单整改。",
    )]  # fmt: skip
    assert places == sorted(places)
    assert "请于十一月十日前" not in found, "that belongs to the letter"


def test_a_chapter_only_for_the_officer_goes_without_a_word_of_it() -> None:
    silent = replace(WHOLE, said={})
    assert "工作要求" not in squeezed(to_pdf.render(bulletin_document(silent, BULLETIN))[0])


def test_no_page_holds_a_signature_alone() -> None:
    for lines in range(1, 24):
        given = replace(WHOLE, said={"urge": "\n".join("请尽快报送。" for _ in range(lines))})
        last = pages(to_pdf.render(bulletin_document(given, URGE, ("410883",)))[0])[-1]
        assert "请尽快报送" in last, lines


def test_a_letter_goes_to_one_county_and_names_its_level() -> None:
    red = squeezed(to_pdf.render(bulletin_document(WHOLE, WARNING, ("410823",)))[0])
    assert "预警级别为红色" in red
    assert "公布环境质量情况" not in red, "it is not late yet"
    yellow = squeezed(to_pdf.render(bulletin_document(WHOLE, WARNING, ("410825",)))[0])
    assert "预警级别为黄色" in yellow
    assert "武陟县" not in yellow


def test_numerals_and_terms_are_read_as_people_read_them() -> None:
    assert [numeral(n) for n in (1, 9, 10, 11, 20, 25)] == ["一", "九", "十", "十一", "二十", "二十五"]
    assert [read_due(d) for d in ("2017", "2018-03", "2018-12-31", "每季度", "")] == [
        "2017年", "2018年3月", "2018年12月31日", "每季度", ""
    ]  # fmt: skip


def test_figures_in_tables_are_figures() -> None:
    grid = next(g for g in bulletin_document(WHOLE, BULLETIN).blocks if hasattr(g, "rows"))
    row = next(row for row in grid.rows if row.cells[0].text == "修武县")
    assert row.cells[1].number == Decimal(58)
    assert [cell.text for cell in row.cells[1:4]] == ["58", "−3.3%", "并列1"]
