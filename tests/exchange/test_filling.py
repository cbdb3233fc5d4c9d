from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jzdesk.exchange import entry_plan, filling
from jzdesk.models.entry import Cell
from tests.exchange import entry_kit, kit
from tests.exchange.entry_kit import (
    BEGUN,
    COD,
    CONTENT,
    DONE,
    FIRMS,
    NH3N,
    SHARE,
    STAGE,
    changes,
    judged,
    only_refusal,
    small,
    store,
    store_with,
    stored,
    typed,
    where,
    workbook,
)


def old(key: str) -> str | None:
    """Return what the store holds."""
    place = store().place(entry_kit.key(key))
    return entry_plan.cell_text(store(), entry_kit.key(key), *place[1:])


def test_an_untouched_workbook_changes_nothing() -> None:
    plan = judged(workbook())
    assert plan == filling.FillPlan()


def test_an_untouched_workbook_with_every_kind_of_blank_and_text_changes_nothing() -> None:
    sheet = kit.filled(kit.NOTED)
    assert judged(workbook(sheet), sheet) == filling.FillPlan()


@pytest.mark.parametrize(
    ("key", "value", "new"),
    [
        (COD, 13.5, "13.50"),
        (COD, "13.5", "13.50"),
        (COD, "１，３１２．４５", "1312.45"),
        (COD, "1.2万吨", "12000.00"),
        (COD, " 13.5 吨 ", "13.50"),
        (COD, "13.5\n", "13.50"),
        (COD, 0, "0.00"),
        (COD, "未监测", "未监测"),
        (COD, "暂缺：县水务局，2018年10月20日", "暂缺:县水务局,2018-10-20"),
        (COD, f"已并入:{NH3N}", f"已并入:{NH3N}"),
        (FIRMS, 28.0, "28"),
        (FIRMS, "２８家", "28"),
        ("emissions/cod.industry/adjustment", -1.5, "-1.50"),
        ("emissions/cod.industry/adjustment", "−1.5", "-1.50"),
    ],
)
def test_a_value_arrives(key: str, value: Any, new: str) -> None:
    data = typed(small("emissions"), {key: value})
    plan = judged(data)
    assert changes(plan) == {key: (old(key), new)}
    assert plan.changes[0].address == "!".join(where(data, key))
    assert (plan.rounded, plan.totals, plan.deleted) == ([], [], [])


@pytest.mark.parametrize(
    ("key", "value", "new"),
    [
        (BEGUN, "2018年9月", "2018-09"),
        (BEGUN, "2018-10", "2018-10"),
        (STAGE, "投运", "投运"),
        (CONTENT, "管网\n一期", "管网\n一期"),
        (CONTENT, "=A1+1", "=A1+1"),
        (CONTENT, "+1", "+1"),
        (CONTENT, "'甲", "'甲"),
        (CONTENT, "𬭼" * 1000, "𬭼" * 1000),
        (CONTENT, 2018, "2018"),
        (CONTENT, 0.1 + 0.2, "0.3"),
        (CONTENT, 1e20, "1E+20"),
        (CONTENT, "e\u0301", "é"),
    ],
)
def test_a_value_of_a_list_arrives(key: str, value: Any, new: str) -> None:
    def as_text(opened: Any) -> None:
        if isinstance(value, str):
            sheet, at = places
            opened[sheet][at].data_type = "s"

    data = small("investment")
    places = where(data, key)
    new = "100000000000000000000" if new == "1E+20" else new
    assert changes(judged(typed(data, {key: value}, as_text)))[key] == (old(key), new)


@pytest.mark.parametrize(
    ("value", "new", "listed"),
    [
        ("12.349999999", "12.35", "12.349999999"),
        ("12.3450", "12.35", "12.345"),
        ("12.349999999000001", "12.35", "12.349999999"),
        ("12.344999999999999", "12.35", "12.345"),
        ("12.349999999999999", "12.35", None),
        ("0.30000000000000004", "0.30", None),
        ("1.2E3", "1200.00", None),
        ("1.23456E2", "123.46", "123.456"),
        ("7.0000000000000007E-2", "0.07", None),
    ],
)
def test_a_stored_number_with_too_many_decimals_is_rounded_and_listed(
    value: str, new: str, listed: str | None
) -> None:
    plan = judged(stored(small("emissions"), COD, f"<v>{value}</v>"))
    assert changes(plan) == {COD: (old(COD), new)}
    expected = (
        [] if listed is None else [filling.Rounded(entry_kit.key(COD), plan.changes[0].address, listed, new)]
    )
    assert plan.rounded == expected


def test_a_formula_counts_by_its_stored_number() -> None:
    assert changes(judged(stored(small("emissions"), COD, "<f>6+7</f><v>13</v>"))) == {
        COD: (old(COD), "13.00")
    }


@pytest.mark.parametrize(
    ("inside", "attributes", "why"),
    [
        ("<f>6+7</f>", "", "公式没有计算结果"),
        ("<f>6+7</f><v></v>", "", "公式没有计算结果"),
        ('<f>"13"</f><v>13</v>', 't="str"', "公式的结果不是数"),
        ('<f>""</f><v></v>', 't="str"', "公式没有计算结果"),
        ("<f>1/0</f><v>#DIV/0!</v>", 't="e"', "错误值"),
        ("<v>#N/A</v>", 't="e"', "错误值"),
        ("<f>1=1</f><v>1</v>", 't="b"', "逻辑值"),
        ("<v>0</v>", 't="b"', "逻辑值"),
        ("<v>2018-09-30</v>", 't="d"', "是日期"),
        ("<v>-1</v>", "", "负"),
        ("<v>1e15</v>", "", "位"),
        ("<v>NaN</v>", "", ""),
        ("<v>1e999999</v>", "", ""),
        ("<is><t>十三</t></is>", 't="inlineStr"', ""),
        ("<is><t>13千克</t></is>", 't="inlineStr"', "千克"),
        ("<is><t>—</t></is>", 't="inlineStr"', ""),
        ("<is><t>1\u200b3</t></is>", 't="inlineStr"', "200B"),
        (f"<is><t>已并入:{COD}</t></is>", 't="inlineStr"', "自己"),
        ("<is><t>已并入:emissions/none/emitted</t></is>", 't="inlineStr"', ""),
        ("<is><t>13_x000B_</t></is>", 't="inlineStr"', "000B"),
    ],
)
def test_a_number_cell_that_holds_none_is_refused(inside: str, attributes: str, why: str) -> None:
    data = stored(small("emissions"), COD, inside, attributes)
    plan = judged(data)
    address, told = only_refusal(plan)
    assert address == "!".join(where(data, COD))
    assert why in told
    assert not told.endswith("。")
    assert plan.changes == []


@pytest.mark.parametrize(
    ("key", "inside", "attributes", "why"),
    [
        (BEGUN, "<v>2018.1</v>", "", "分不清年月"),
        (BEGUN, "<v>43373</v>", "", "分不清年月"),
        (BEGUN, "<v>0.5</v>", 't="d"', ""),
        (BEGUN, "<v>1850-09-30</v>", 't="d"', ""),
        (BEGUN, "<is><t>去年</t></is>", 't="inlineStr"', ""),
        (STAGE, "<is><t>建设中</t></is>", 't="inlineStr"', "建设中"),
        (STAGE, "<v>2018-09-30</v>", 't="d"', "是日期"),
        (CONTENT, "<v>2018-09-30</v>", 't="d"', "是日期"),
        (CONTENT, "<v>1</v>", 't="b"', "逻辑值"),
        (CONTENT, '<f>"甲"</f><v>甲</v>', 't="str"', "公式的结果不是数"),
        (CONTENT, f"<is><t>{'长' * 2001}</t></is>", 't="inlineStr"', "2001"),
        (CONTENT, "<is><t>甲\u202e乙</t></is>", 't="inlineStr"', "202E"),
        (CONTENT, "<is><t>甲_xD800_</t></is>", 't="inlineStr"', "D800"),
        ("investment/P016/name", "<is><t>改名</t></is>", 't="inlineStr"', ""),
    ],
)
def test_a_cell_of_another_kind_that_holds_none_of_it_is_refused(
    key: str, inside: str, attributes: str, why: str
) -> None:
    assert why in only_refusal(judged(stored(small("investment"), key, inside, attributes)))[1]


def dated(key: str, value: str, code: str, **workbook_properties: str) -> bytes:
    """Return a workbook with a number in a cell of this format."""

    def change(opened: Any) -> None:
        sheet, at = where(small("investment"), key)
        opened[sheet][at].number_format = code
        opened[sheet][at].value = 7.25

    data = kit.edited(small("investment"), change)
    members = kit.parts(data)
    part = "xl/worksheets/sheet1.xml"
    return kit.zipped({**members, part: members[part].replace(b"<v>7.25</v>", f"<v>{value}</v>".encode())})


def test_dates_in_month_columns_are_taken() -> None:
    assert changes(judged(dated(BEGUN, "43373", "yyyy/m/d"))) == {BEGUN: (old(BEGUN), "2018-09")}
    assert changes(judged(dated(BEGUN, "43373", 'yyyy"年"m"月"'))) == {BEGUN: (old(BEGUN), "2018-09")}


def test_a_percent_formatted_number_counts_as_shown_in_percent_rows() -> None:
    assert changes(judged(dated(SHARE, "0.455", "0.0%"))) == {SHARE: (old(SHARE), "45.5")}
    assert changes(judged(dated(SHARE, "0.28999999999999998", "0%"))) == {SHARE: (old(SHARE), "29.0")}
    plan = judged(dated(SHARE, "0.45678", "0.0%"))
    assert changes(plan) == {SHARE: (old(SHARE), "45.7")}
    assert [r.found for r in plan.rounded] == ["45.678"]


@pytest.mark.parametrize("key", [DONE, CONTENT])
def test_a_percent_formatted_number_is_refused_elsewhere(key: str) -> None:
    assert "百分数" in only_refusal(judged(dated(key, "0.455", "0.0%")))[1]


def test_a_date_is_refused_in_number_cells() -> None:
    assert "是日期" in only_refusal(judged(dated(DONE, "43373", "m/d/yyyy")))[1]


def test_a_deleted_figure_is_reported_and_kept() -> None:
    data = typed(small("emissions"), {COD: None, NH3N: "　"})
    plan = judged(data)
    assert [(str(d.key), d.address, d.kept) for d in plan.deleted] == [
        (key, "!".join(where(data, key)), old(key)) for key in (COD, NH3N)
    ]
    assert (plan.changes, plan.refused) == ([], [])


def test_what_was_deleted_in_the_store_meanwhile_is_not_reported_as_kept() -> None:
    data = typed(small("emissions"), {COD: None, NH3N: None})
    plan = judged(data, store_with({COD: Cell(), NH3N: Cell(Decimal("99.00"))}))
    assert [(str(d.key), d.kept) for d in plan.deleted] == [(NH3N, "99.00")]


def test_a_cell_that_changed_in_the_store_is_refused_by_name() -> None:
    data = typed(small("emissions"), {COD: 13, NH3N: 14})
    plan = judged(data, store_with({COD: Cell(Decimal("99.00")), FIRMS: Cell(Decimal(3))}))
    # The second was not touched in the workbook: its old figure is not put back without a word.
    assert {r.address for r in plan.refused} == {"!".join(where(data, key)) for key in (COD, FIRMS)}
    assert "99.00" in next(r.why for r in plan.refused if r.address == "!".join(where(data, COD)))
    assert [str(c.key) for c in plan.changes] == [NH3N]


@pytest.mark.parametrize("now", [Cell(), Cell(Decimal("13.00")), Cell(blank="未监测")])
def test_a_cell_that_the_store_changed_the_same_way_is_no_change(now: Cell) -> None:
    told = "13.00" if now == Cell(Decimal("13.00")) else "未监测"
    data = typed(small("emissions"), {COD: told})
    plan = judged(data, store_with({COD: now}))
    assert plan.changes == []
    assert bool(plan.refused) == (now.open or now.blank != told) if told != "13.00" else not plan.refused


def test_a_blank_workbook_fills_what_is_open_and_refuses_to_replace() -> None:
    data = typed(workbook(forms=["emissions"], blank=True), {COD: 13, NH3N: 14})
    open_store = store_with({NH3N: Cell()})
    plan = judged(data, open_store)
    assert [str(c.key) for c in plan.changes] == [NH3N]
    assert plan.deleted == []
    assert only_refusal(plan)[0] == "!".join(where(data, COD))


def test_a_form_declared_nil_takes_nothing() -> None:
    sheet = kit.filled()
    nil = type(sheet)(
        sheet.catalogue, sheet.unit, sheet.period, sheet.cells, own=sheet.own, nil=frozenset({"emissions"})
    )
    assert "零报告" in only_refusal(judged(typed(small("emissions"), {COD: 13}), nil))[1]
