"""交接清单: everything that is open in a store, gathered as plain values, and the paper made of them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jzdesk.desk import (
    acceptance,
    deadlines,
    enrolling,
    entering,
    handing_in,
    handover,
    inbox,
    receiving,
    safekeeping,
    signing,
    slips,
)
from jzdesk.desk.office import Office
from jzdesk.errors import RefusedError, WorldError
from jzdesk.models import handover as model
from jzdesk.models import todo
from jzdesk.models.handover import Names
from jzdesk.models.letters import RETURN
from jzdesk.models.period import Period
from jzdesk.reports import rendering
from jzdesk.reports.handover import handover_document
from jzdesk.reports.to_docx import render as render_docx
from jzdesk.reports.to_pdf import render
from jzdesk.store.attachments import folder_of
from tests import uploads
from tests.desk import walk
from tests.desk.conftest import Q3
from tests.desk.handed_down import as_typed, hand_down
from tests.desk.handing_over import WAIVER, everything_open
from tests.reports.papers import pages, squeezed

pytestmark = pytest.mark.usefixtures("no_paper")

NOBODY, DAY = Names(), date(2018, 10, 8)


def given(office, names=NOBODY):
    return handover.given(office, names)


def printed(office, names=NOBODY) -> str:
    return squeezed(render(handover_document(given(office, names)))[0])


@pytest.fixture(scope="module")
def busy_store(tmp_path_factory) -> Path:
    """Return the store of a county with everything open; tests work on copies."""
    folder = tmp_path_factory.mktemp("busy")
    path = folder / "武陟县.jzdesk"
    with safekeeping.init(path, unit="410823", office=None, practice=True, who="张三") as office:
        office.set_today(DAY)
        with walk.without_paper():
            everything_open(office, folder / "f")
    return path


@pytest.fixture
def busy(busy_store, tmp_path) -> Iterator[Office]:
    copy = tmp_path / busy_store.name
    shutil.copy2(busy_store, copy)
    shutil.copytree(folder_of(busy_store), folder_of(copy))
    with Office.open(copy, write=True, today=DAY) as office:
        yield office


# An empty store


def test_of_an_empty_store_it_says_what_is_due_and_otherwise_nothing(county):
    found = given(county)
    assert [(one.period, one.state, one.due) for one in found.periods] == [("2018年第三季度", "未填报", "")]
    assert [(one.kind, one.first) for one in found.todo] == [("未填报", ("2018年第三季度还没有填报。",))]
    assert (found.copy, found.elsewhere, found.earlier, found.backfilled) == (None, None, 0, 0)
    lists = (
        "owed",
        "unanswered",
        "unsent",
        "remarks",
        "waived",
        "materials",
        "stamped",
        "waiting",
        "gathered",
    )
    assert {name: getattr(found, name) for name in lists} == dict.fromkeys(lists, ())
    text = printed(county)
    for part in (
        "三、暂缺",
        "四、已发出、还没有收齐的取数表",
        "五、还没有报出的更正、补报",
        "七、等电话确认的密钥",
        "八、免审",
    ):
        assert f"{part}：无" in text
    assert "最近一次可用备份：无" in text
    assert "第1页共1页" in text


# A county in the middle of a quarter


def test_every_period_says_how_far_it_is(busy):
    first, second, third = given(busy).periods
    assert (first.state, first.finished, first.receipt) == ("已验收", True, "2018-10-08")
    assert (second.state, second.finished, second.receipt) == ("已送出", False, "")
    assert (second.revision, second.sent_on, second.way, second.scan) == (1, "2018-10-08", "内网邮箱", True)
    assert second.tail == handing_in.last_handed_in(busy, Period.parse("2018Q2")).code[-4:]
    assert (third.state, third.due, third.days, third.over) == ("填报中", "2018-10-15", 5, False)
    assert (third.handed, third.scan, third.tail) == (False, False, "")


def test_what_is_to_be_done_is_counted_by_kind_and_named_by_its_first(busy):
    found = {one.kind: one for one in given(busy).todo}
    blocking = handing_in.todo_of(busy, Q3).blocking
    for kind in {item.kind for item in blocking}:
        texts = [item.text for item in blocking if item.kind == kind]
        assert (found[kind].blocking, found[kind].number) == (True, len(texts))
        assert list(found[kind].first) == texts[:3]
    assert {todo.BLANK, todo.EXPLAIN, todo.REVIEW} <= set(found)
    assert not found[todo.DUE].blocking
    assert not {todo.OWED, todo.ASKED, todo.UNSENT} & set(found), "each has a place of its own"


def test_who_owes_what_until_when_and_what_is_overdue(busy):
    assert [(one.who, one.when, one.late, one.period, one.first) for one in given(busy).owed] == [
        ("县住建局", "2018-09-30", True, "2018年第三季度", ("氨氮·工业源·本季",)),
        ("县水务局", "2018-10-20", False, "2018年第二季度", ("总氮·工业源·本季",)),
    ]


def test_a_standing_fact_is_owed_in_the_newest_period_alone(county):
    key = "investment/+/name"
    entering.set_values(
        county, Q3.previous, [key, "沁河湿地", "investment/+/planned", "暂缺:县财政局,2018-09-01"]
    )
    row = county.store.own_rows()[0].code
    entering.set_values(county, Q3, [f"investment/{row}/done", "5"])
    assert [one.who for one in given(county).owed] == []
    entering.set_values(county, Q3, [f"investment/{row}/planned", "暂缺:县财政局,2018-11-01"])
    assert [(one.period, one.when) for one in given(county).owed] == [("2018年第三季度", "2018-11-01")]


def test_many_cells_of_one_promise_are_one_line(county):
    walk.fill(county, Q3, "12")
    keys = walk.words_for(county, Q3.last_year)[:10:2]
    words = [part for key in keys for part in (key, "暂缺:县统计局,2018-10-09")]
    entering.set_values(county, Q3, words)
    (one,) = given(county).owed
    assert (one.number, len(one.first)) == (5, 3)
    assert "等" in printed(county)


def test_sheets_that_are_out_are_told_with_their_days(busy):
    (one,) = given(busy).unanswered
    assert (one.bureau, one.made_on, one.due, one.late, one.number) == (
        "县住建局", "2018-10-08", "2018-09-28", 10, 1,
    )  # fmt: skip


def test_what_was_filled_late_and_did_not_leave_is_told(busy):
    assert given(busy).unsent == ("2018年第二季度的暂缺已经补上，还没有补报；请复核、送签、上报。",)


def test_waivers_stand_until_they_run_out(busy):
    (one,) = given(busy).waived
    assert (one.rule, one.document, one.until) == (WAIVER.rule, WAIVER.document, "2018-12-31")
    busy.set_today(date(2019, 1, 1))
    assert given(busy).waived == ()


def test_what_is_kept_is_counted_by_period(busy):
    found = [(one.period[5:], one.scans, one.files, one.rows, one.ledgers) for one in given(busy).materials]
    assert found == [
        ("第一季度", ("2018Q1盖章.pdf",), 0, 0, 0), ("第二季度", ("2018Q2盖章.pdf",), 0, 0, 0),
        ("第三季度", (), 1, 1, 1),
    ]  # fmt: skip


def test_copies_are_told_with_their_place(county, tmp_path):
    safekeeping.backup(county, safekeeping.backup_folder(county))
    made = safekeeping.backup(county, tmp_path / "U盘")
    found = given(county)
    assert (found.copy.day, found.copy.present) == (str(county.now.date()), True)
    assert found.elsewhere.file == made["file"]
    (tmp_path / "U盘").rename(tmp_path / "拔走了")
    assert not given(county).elsewhere.present
    assert "现在不在原处" in printed(county)


def test_what_the_city_returned_and_nobody_answered_is_listed(busy):
    unchanged = "emissions/nh3n.industry/emitted"
    slips.give(busy, RETURN, busy.unit, Q3.previous, [(unchanged, "与在线监测不符")], out=None)
    (one,) = given(busy).remarks
    assert (one.period, one.kind) == ("2018年第二季度", "退回")
    assert "与在线监测不符" in printed(busy)
    assert all(told.kind != "退回" for told in given(busy).todo), "in its own place alone"


# After a hand-in


def test_a_frozen_period_and_one_under_correction_say_what_they_wait_for(county, tmp_path):
    walk.ready(county, Q3)
    walk.freeze(county, Q3, tmp_path)
    (one,) = given(county).periods
    assert (one.state, one.draft, len(one.tail)) == ("待签章", 1, 4)
    assert given(county).unsent[0].startswith("2018年第三季度已经送签，还没有上报")
    assert [t.kind for t in given(county).todo] == [], "what locks it is no blank"
    assert "待签章（送签第1稿）" in printed(county)
    signing.submit(county, Q3, signed_on=county.today, out=tmp_path)
    assert "还没有送出" in printed(county)
    signing.sent(county, Q3, way="U盘", on=county.today)
    assert given(county).unsent == ()
    signing.reopen(county, Q3, reason="漏报一家企业")
    text = printed(county)
    assert "更正中（第2次报送）" in text
    assert "2018年第三季度正在更正，还没有重新报送" in text
    walk.ready(county, Q3)
    walk.hand_in(county, Q3, tmp_path)
    (again,) = given(county).periods
    assert (again.state, again.revision, again.sent_on, again.receipt) == ("待送出", 2, "", "")
    (paper, second) = given(county).stamped
    assert second.tail == again.tail != paper.tail
    assert (paper.revision, paper.signed_on, len(paper.tail)) == (1, "2018-10-08", 4)


def test_overdue_is_said_with_its_working_days(county):
    walk.fill(county, Q3)
    deadlines.register(county, Q3, date(2018, 9, 28), "电话通知")
    found = given(county).periods[0]
    assert (found.over, found.handed) == (True, False)
    assert f"已逾期{-found.days}个工作日" in printed(county)


def test_only_the_last_finished_periods_are_listed(county, monkeypatch):
    for n in (1, 2, 3):
        walk.fill(county, Period(2017, "quarter", n))
        walk.fill(county, Period(2018, "quarter", n))
    real = handover._stand
    monkeypatch.setattr(
        handover, "_stand", lambda office, period: replace(real(office, period), finished=True)
    )
    found = given(county)
    assert [one.period for one in found.periods] == ["2018年第二季度", "2018年第三季度"]
    assert (found.earlier, found.backfilled) == (1, 3)
    text = printed(county)
    assert "此前还有1期已验收" in text
    assert "历史补录3期" in text


def test_a_period_nobody_filled_between_others_is_listed(county):
    walk.fill(county, Period.parse("2018Q1"))
    assert [one.state for one in given(county).periods] == ["填报中", "未填报", "未填报"]


# The city


def test_the_city_is_told_what_waits_and_who_is_missing(city, tmp_path):
    folder = tmp_path / "来"
    folder.mkdir()
    for unit in ("410802", "410823"):
        uploads.come(city, date(2018, 10, 9), uploads.content_of(folder, unit, "12"))
    acceptance.accept(city, "410802", Q3, revision=None, out=folder / "回执.xlsx")
    hand_down(city, waivers=[as_typed(WAIVER)])
    found = given(city)
    assert [(one.unit, one.period, one.received_on) for one in found.waiting] == [
        ("武陟县", "2018年第三季度", "2018-10-09")
    ]
    assert found.waiting[0].tail == inbox.pending(city)[0].code[-4:]
    (gathered,) = found.gathered
    assert (gathered.of, gathered.received, gathered.accepted, len(gathered.missing)) == (11, 2, 1, 9)
    assert found.waived[0].unit == "武陟县"
    text = printed(city)
    assert "三、已接收、待验收的文件" in text
    assert "已收到2/11，已验收1/11。未收到：中站区" in text


def test_the_city_s_own_report_needs_no_receipt(city, tmp_path):
    walk.ready(city, Q3)
    walk.hand_in(city, Q3, tmp_path)
    (one,) = given(city).periods
    assert (one.state, one.finished, one.handed) == ("已验收", True, True)
    text = printed(city)
    assert "未收到1" not in text
    assert "已报市局" not in text


def test_a_key_that_waits_for_the_telephone_is_told(county, city, tmp_path):
    made = enrolling.enrol(county, tmp_path / "单位登记.xlsx")
    receiving.receive(city, [made.path])
    (one,) = given(city).announced
    assert (one.unit, one.code) == ("武陟县", made.code)
    assert "".join(made.code.split()) in printed(city)
    enrolling.trust(city, made.path, made.code)
    assert given(city).announced == ()


# The paper


def test_the_paper_has_names_boxes_and_lines_to_sign_on(busy):
    data = render(handover_document(given(busy, Names("张三", "李小明"))))[0]
    text = squeezed(data)
    assert 1 <= len(pages(data)) <= 2
    assert "移交人：张三" in text
    assert "接收人：李小明" in text
    assert text.count("☐") >= 8
    for who in ("移交人", "接收人", "监交人"):
        assert f"{who}（签名）：" in text
    assert all("练习" in page for page in pages(data))
    assert str(busy.store.info.path) in text
    assert not re.search(r"\d:\d\d", text), "a date, no clock time"


def test_the_same_store_gives_the_same_bytes_in_the_child_as_here(busy):
    job = json.loads(json.dumps(handover.drawing(handover.given(busy, Names("张三")))._jobs[0]))
    made = rendering.render(job, print)["data"]
    assert made == rendering.render(job, print)["data"]
    assert model.of_plain(job["handover"]) == given(busy, Names("张三"))
    assert render_docx(handover_document(given(busy)))[0].startswith(b"PK")


def test_a_store_with_very_much_open_stays_on_few_pages(busy):
    for n in range(40):
        key = walk.words_for(busy, Q3)[0]
        entering.set_values(busy, Q3, [key, f"暂缺:第{n + 1}镇人民政府,2018-11-{n % 28 + 1:02d}"])
    found = given(busy)
    assert len(found.owed) == 42
    data = render(handover_document(found))[0]
    assert "另有22条，见程序。" in squeezed(data)
    assert len(pages(data)) <= 3


def test_writing_and_reading_the_store_change_nothing(busy, tmp_path):
    head = busy.store.audit_head()
    handover.write(busy, NOBODY, tmp_path / "清单.pdf")
    handover.write(busy, NOBODY, tmp_path / "清单.docx")
    assert busy.store.audit_head() == head


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (Names("张" * 31), "移交人的姓名最多 30 个字，现在有 31 个"),
        (Names("", "张\x07三"), "接收人的姓名写得不对：.*U\\+0007"),
    ],
)
def test_what_is_no_name_is_refused(county, tmp_path, names, said):
    with pytest.raises(RefusedError, match=said):
        handover.write(county, names, tmp_path / "清单.pdf")
    assert not (tmp_path / "清单.pdf").exists()


def test_a_place_that_cannot_be_written_is_told(county, tmp_path):
    with pytest.raises(WorldError):
        handover.write(county, NOBODY, tmp_path / "没有" / "清单.pdf")
    with pytest.raises(RefusedError, match="docx"):
        handover.write(county, NOBODY, tmp_path / "清单.txt")
