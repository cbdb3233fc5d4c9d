"""Somebody who does anything to a quarter in any order, and what must hold after each of his acts."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from jzdesk.desk import answering, entering, handing_in, loop, removing, rows, signing, slips, stepping
from jzdesk.desk.office import Office
from jzdesk.errors import JzdeskError, RefusedError
from jzdesk.models import checks, snapshot, todo, workflow
from jzdesk.models.entry import Cell, Key
from jzdesk.models.letters import QUERY, RETURN
from jzdesk.models.period import Period
from jzdesk.store.books import What
from jzdesk.store.encoding import decode
from jzdesk.store.history import trail
from jzdesk.store.pace import Pace
from jzdesk.store.register import PeriodRecord
from jzdesk.store.shelf import Shelf
from tests.desk import walk

Q2, Q3 = Period.parse("2018Q2"), Period.parse("2018Q3")
COD = "emissions/cod.industry/emitted"
KEYS = (COD, "emissions/nh3n.industry/emitted", "emissions/cod.industry/enterprises")
VALUES = ("12", "14.5", "99", "0", "", "无此项", "未监测", "暂缺:县水务局,2018-10-20", "不是数")
UNLOCKED = frozenset({workflow.DRAFT, workflow.REVIEWED, workflow.RETURNED, workflow.CORRECTING})
periods = st.sampled_from((Q3, Q3, Q3, Q2))
keys = st.sampled_from(KEYS)


class QuarterWalker(RuleBasedStateMachine):
    """Walks one quarter of a copy of `template`, a store in which all but a few cells are filled."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=self.template.parent.parent))
        shutil.copytree(self.template.parent, self.folder, dirs_exist_ok=True)
        self.office = Office.open(self.folder / self.template.name, write=True, who="张三")
        self.office.set_today(date(2018, 10, 8))
        self.signed: dict[int, bytes] = {}
        self.added: list[str] = []

    # ------------------------------------------------------------- what people do

    @rule(period=periods, key=keys, value=st.sampled_from(VALUES))
    def enter(self, period: Period, key: str, value: str) -> None:
        self._edit(period, lambda: entering.set_values(self.office, period, [key, value]))

    @rule(period=periods, key=keys, text=st.sampled_from(("台账第三页", "")))
    def note(self, period: Period, key: str, text: str) -> None:
        self._edit(period, lambda: entering.write_note(self.office, period, Key.parse(key), text))

    @rule(text=st.sampled_from(("去年同期停产检修，今年恢复生产。", "属实", " ")))
    def explain(self, text: str) -> None:
        found = [f for f in checks.run(self.office.sheet(Q3)) if f.result == checks.FAILED and f.keys]
        number, about = (found[-1].rule, found[-1].keys[:1]) if found else ("211", [Key.parse(COD)])
        self._edit(Q3, lambda: entering.explain(self.office, Q3, number, about, text))

    @rule(back=st.booleans())
    def step(self, back: bool) -> None:
        upcoming = self.office.store.next_undo() if back else self.office.store.next_redo()
        period = upcoming[1] if upcoming else None
        move = stepping.undo if back else stepping.redo
        self._edit(period or Q3, lambda: move(self.office))

    @rule(form=st.sampled_from(("reductions", "cards")), word=st.sampled_from(("零报告", "")))
    def declare(self, form: str, word: str) -> None:
        self._edit(Q3, lambda: entering.set_values(self.office, Q3, [form, word]))

    @rule(period=periods)
    def add_row(self, period: Period) -> None:
        words = ["milestones/+/name", "本县自行安排的任务", "milestones/+/due", "2018"]
        made = self._edit(period, lambda: entering.set_values(self.office, period, words))
        if made is not None:
            self.added.append(Key.parse(made[0][0]).row)

    @rule(period=periods, end=st.sampled_from((rows.stop_row, rows.go_on, removing.remove_row)))
    def end_row(self, period: Period, end: Callable[..., object]) -> None:
        code = self.added[-1] if self.added else "X410823-009"
        self._edit(period, lambda: end(self.office, period, "milestones", code))

    @rule()
    def review(self) -> None:
        self._act(lambda: handing_in.review(self.office, Q3, "李四"))

    @rule()
    def make_ready(self) -> None:
        """Do all that the to-do list asks for: the ways that begin behind it are walked often."""
        if self.office.state(Q3) in {workflow.UNFILLED, *UNLOCKED}:
            self._resolve()

    @rule()
    def freeze(self) -> None:
        self._act(self._frozen)

    @rule()
    def withdraw(self) -> None:
        self._act(lambda: signing.withdraw(self.office, Q3))

    @rule()
    def submit(self) -> None:
        self._act(self._submitted)

    @rule()
    def sent(self) -> None:
        self._act(lambda: signing.sent(self.office, Q3, way="U盘", on=self.office.today))

    @rule(times=st.integers(1, 4))
    def go_on(self, times: int) -> None:
        """Take the next steps of the way: what is behind them is to be walked as often as what is before."""
        for _ in range(times):
            state = self.office.state(Q3)
            if state in {workflow.UNFILLED, *UNLOCKED}:
                self._resolve()
            steps = {workflow.FROZEN: self.submit, workflow.PACKED: self.sent}
            steps.get(state, self.freeze)()

    @rule(reason=st.sampled_from(("数字录颠倒", " ")))
    def reopen(self, reason: str) -> None:
        self._act(lambda: signing.reopen(self.office, Q3, reason=reason))

    @rule(kind=st.sampled_from((RETURN, QUERY)), key=keys)
    def city_telephones(self, kind: str, key: str) -> None:
        """Record what the city says of what was handed in last, at whatever moment."""
        said = [(key, "与在线监测不符")]
        self._act(lambda: slips.give(self.office, kind, self.office.unit, Q3, said, out=None))

    @rule(key=keys, text=st.sampled_from(("核对无误，台账第三页", " ")))
    def reply(self, key: str, text: str) -> None:
        self._act(lambda: answering.by_phone(self.office, self.office.unit, Q3, [(key, text)]))

    @rule()
    def come_back_tomorrow(self) -> None:
        """Close the store and open it again."""
        path, today = self.office.store.info.path, self.office.today
        self.office.close()
        self.office = Office.open(path, write=True, who="张三")
        self.office.set_today(today)

    # ------------------------------------------------------------- what must hold

    @invariant()
    def nothing_signed_changes(self) -> None:
        for one in self.office.store.submissions(self.office.unit):
            data = self.office.store.submission_content(one.id)
            assert snapshot.code_of(data) == one.code
            assert self.signed.setdefault(one.id, data) == data

    @invariant()
    def only_owed_cells_of_a_locked_period_change(self) -> None:
        record = self.office.store.period(Q3)
        if record.state in {None, *workflow.EDITABLE}:
            return
        forms = json.loads(self.signed[record.facts["submission"]])["forms"]
        sheet = self.office.sheet(Q3)
        live = {form.id: snapshot.form_whole(sheet, form) for form in sheet.forms}
        assert live.keys() == forms.keys()
        for form, part in forms.items():
            assert (live[form]["nil"], live[form]["own"]) == (part["nil"], part["own"])
        places = {(k.form, f"{k.row}/{k.column}"): row.derived or column.derived
                  for k, row, column in entering.all_cells(sheet)}  # fmt: skip
        for (form, place), derived in places.items():
            was, now = (parts[form]["cells"].get(place, {}) for parts in (forms, live))
            open_ = was.get("b", "").startswith("暂缺") or f"{form}/{place}" in self._named(record)
            assert derived or was == now or open_, (form, place)

    def _named(self, record: PeriodRecord) -> set[str]:
        """Return the cells that the city returned of what is now locked."""
        if record.state != workflow.RETURNED:
            return set()
        said = loop.remarks(self.office, self.office.unit, Q3)
        return {str(r.key) for r in said if r.kind == RETURN and r.upload == record.facts["code"]}

    @invariant()
    def figures_are_what_the_trail_leads_to(self) -> None:
        store = self.office.store
        assert store.verify_history() == []
        replayed: dict[tuple[int, str], dict[What, Any]] = {}
        with store.source().taken(Pace()) as seen:
            for done in trail(Shelf(seen)):
                for what, subject, _, new in done.changes:
                    if what in {What.FIGURE, What.NOTE}:
                        replayed.setdefault((done.header[5], subject), {})[What(what)] = new
        for period in (Q2, Q3):
            told = {
                Key.parse(key): decode(cell.get(What.FIGURE), cell.get(What.NOTE))
                for (code, key), cell in replayed.items() if code == period.code
            }  # fmt: skip
            assert {k: c for k, c in told.items() if c != Cell()} == store.cells(period)

    @invariant()
    def an_empty_list_and_only_that_lets_it_freeze(self) -> None:
        if self.office.state(Q3) not in UNLOCKED:
            return
        blocking = handing_in.todo_of(self.office, Q3).blocking
        try:
            self._begun()
        except RefusedError:
            assert blocking
        else:
            assert not blocking

    def teardown(self) -> None:
        """From wherever the walk ended there is a way to a file that has left."""
        try:
            self._hand_in()
            self.figures_are_what_the_trail_leads_to()
        finally:
            self.office.close()
            shutil.rmtree(self.folder)

    # ------------------------------------------------------------- how

    def _act(self, act: Callable[[], Any]) -> Any:
        """Do what may be refused: then nothing has changed."""
        before = self._stands()
        try:
            return act()
        except JzdeskError:
            assert self._stands() == before
            return None

    def _edit(self, period: Period, act: Callable[[], Any]) -> Any:
        """Do what, if it changes anything in a period, makes its review lapse."""
        before = self.office.store.audit_head()
        done = self._act(act)
        if self.office.store.audit_head() != before:
            record = self.office.store.period(period)
            assert "reviewer" not in record.facts
            assert record.state != workflow.REVIEWED
        return done

    def _stands(self) -> tuple[object, ...]:
        store = self.office.store
        files = sorted(p.name for p in self.folder.iterdir() if p.suffix in {".pdf", ".xlsx"})
        return (store.audit_head(), store.period(Q3), store.next_undo(), store.next_redo(), files)

    def _begun(self) -> signing.Freezing:
        return signing.begin_freeze(
            self.office, Q3, preparer="张三", head="王五", phone="0391-1234567", one_person=False,
            out=self.folder,
        )  # fmt: skip

    def _frozen(self) -> None:
        wanted = self._begun()
        before = self._last_handed_in()
        signing.finish_freeze(self.office, wanted, wanted.content["audit_head"].encode())
        if wanted.content["revision_kind"] == "supplement":
            self._supplement(wanted.content, before)

    def _supplement(self, content: dict[str, Any], before: dict[str, Any]) -> None:
        """A 补报 differs in cells that were owed and in what is computed from them."""
        derived = {str(k): row.derived or column.derived
                   for k, row, column in entering.all_cells(self.office.sheet(Q3))}  # fmt: skip
        was = snapshot.flat(before)
        for change in (c for c in content["changes"] if "period" not in c):
            assert derived[change["key"]] or was[change["key"]].startswith("暂缺")

    def _last_handed_in(self) -> dict[str, Any]:
        last = handing_in.last_handed_in(self.office, Q3)
        return json.loads(self.office.store.submission_content(last.id)) if last else {}

    def _submitted(self) -> None:
        wanted = signing.begin_submit(self.office, Q3, signed_on=self.office.today, out=self.folder)
        signing.finish_submit(self.office, wanted, wanted.data, packed=wanted.data)

    def _resolve(self) -> None:
        """Do what the to-do list asks for, in its own words, until nothing blocks."""
        walk.fill(self.office, Q3)
        walk.nil_where_empty(self.office, Q3)
        for item in handing_in.todo_of(self.office, Q3).blocking:
            if item.kind in {todo.MUST, todo.CANNOT} and item.key:
                entering.set_values(self.office, Q3, [str(item.key), "12"])
        for remark in loop.open_remarks(loop.remarks(self.office, self.office.unit, Q3)):
            answering.by_phone(self.office, self.office.unit, Q3, [(str(remark.key), "核对无误，台账第三页")])
        walk.explain_all(self.office, Q3)
        handing_in.review(self.office, Q3, "李四")
        assert handing_in.todo_of(self.office, Q3).blocking == ()

    def _hand_in(self) -> None:
        state = self.office.state(Q3)
        late = state in workflow.HANDED_IN and handing_in.supplement_due(self.office, Q3)
        if late or state in {workflow.UNFILLED, *UNLOCKED}:
            self._resolve()
            self._frozen()
        if self.office.state(Q3) == workflow.FROZEN:
            self._submitted()
        if self.office.state(Q3) == workflow.PACKED:
            signing.sent(self.office, Q3, way="U盘", on=self.office.today)
        assert signing.reopen(self.office, Q3, reason="再核一次") > 1
