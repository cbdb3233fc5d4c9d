"""帮助: everything has its entry, is found by what one types, and works its examples with the real code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import jzdesk
from jzdesk import errors, words
from jzdesk.desk import entering, safekeeping, window
from jzdesk.desk.cell_states import ORDER
from jzdesk.desk.help_texts import written
from jzdesk.desk.helping import Helping
from jzdesk.models import todo, workflow
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.checks.kinds import KINDS
from jzdesk.models.entry import Key
from jzdesk.models.help.cases import broken
from jzdesk.models.help.entry import EXAMPLE, FORMULA, MISTAKES, REMEDY, SAID, SOURCE, WHAT
from jzdesk.models.period import Period
from tests.desk.conftest import Q3

PACKAGE = Path(jzdesk.__file__).parent
ROOMS = ("models", "desk", "store", "exchange", "files", "worker", "cli", "ui")
"""The rooms whose sentences people are told; what stands on paper is not."""
STATES = {v for name, v in vars(workflow).items() if name.isupper() and isinstance(v, str)} - {workflow.OWED}
TODOS = {v for name, v in vars(todo).items() if name.isupper() and isinstance(v, str)} - {todo.RETURN}
OWN = ["reductions/+/name", "某厂提标改造", "cards/+/name", "某某纸业有限公司"]
ENDS = ("。", "：", "；")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return safekeeping.shipped_catalogue()


@pytest.fixture
def helping(county) -> Helping:
    return Helping(county, window.look(county, Q3))


# Everything has its entry


def test_every_state_and_every_kind_of_thing_to_do_has_an_entry() -> None:
    versions = {text for name, text in words.names("desk") if name.startswith("desk.looking_back.state.")}
    marks = {words.say(f"ui.states.{mark}") for mark in ORDER}
    named = STATES | TODOS | versions | marks
    assert len(named) > 35
    assert {name for name in named if written().entry(f"state/{name}") is None} == set()


def test_every_page_and_every_form_has_an_entry(county, city) -> None:
    from jzdesk.ui.place_list import places_of
    from jzdesk.ui.session import Session

    helping = Helping()
    for office in (county, city):
        places = places_of(Session(office, Q3, lambda **_: None))
        assert [p.name for p in places if helping.of_page(p.name) is None] == []
    assert [f.id for f in helping.catalogue.forms if helping.entry(f"form/{f.id}") is None] == []


def test_every_rule_says_what_it_compares_with_an_example_that_breaks_it(catalogue) -> None:
    helping = Helping()
    assert set(written().rules["kind"]) == set(KINDS)
    for rule in catalogue.rules:
        entry = helping.entry(f"rule/{rule.number}")
        assert entry is not None, rule.number
        for part in (WHAT, SOURCE, EXAMPLE, MISTAKES, REMEDY):
            assert entry.part(part), (rule.number, part)
        assert entry.part(REMEDY)[0] == rule.remedy
        found = broken(catalogue, rule, helping.unit)
        assert found is not None
        assert found.message in entry.part(EXAMPLE)[0]


def test_an_example_is_what_the_rule_says_now(catalogue) -> None:
    """The limit is another, and so is the example: nothing of it is written down."""
    rule = next(r for r in catalogue.rules if r.number == "211")
    found = broken(catalogue, rule, "410823")
    assert found is not None
    assert "112.5%（允许 ±30%）" in found.message


def test_every_sentence_that_is_told_has_an_entry() -> None:
    known = {name: text for room in ROOMS for name, text in words.names(room)}
    asked = {name for name, text in known.items() if text.rstrip().endswith(ENDS)}
    patterns = set(_refusals())
    exact = {name for name in patterns if "*" not in name}
    shapes = [re.compile(re.escape(p).replace(r"\*", ".*")) for p in patterns - exact]
    refusals = {name for name in known if name in exact or any(s.fullmatch(name) for s in shapes)}
    assert len(refusals) > 300
    assert len(asked) > 1000
    without = sorted(name for name in asked | refusals if written().topic_of_word(name) is None)
    assert without == []


def _refusals() -> Iterator[str]:
    """Yield the names of texts with which something is refused, with `*` where a name is put together."""
    kinds = {name for name in vars(errors) if name.endswith("Error")}
    texts = (path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    for text in (text for text in texts if "Error(" in text):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in kinds:
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Call) and getattr(inner.func, "id", "") == "say":
                        yield from _named(inner.args[0])


def _named(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(v.value if isinstance(v, ast.Constant) else "*" for v in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (*_named(node.body), *_named(node.orelse))


def test_what_an_entry_leads_to_is_there_and_no_title_is_given_twice() -> None:
    helping = Helping()
    entries = [entry for chapter in helping.chapters() for entry in chapter.entries]
    assert [(e.topic, see) for e in entries for see in e.see if not helping.title(see)] == []
    topics = [entry.topic for entry in entries]
    assert len(topics) == len(set(topics)) > 250
    assert [entry.topic for entry in entries if not entry.part(WHAT)] == []


def test_every_widget_and_every_word_that_is_named_is_there() -> None:
    source = "".join(path.read_text("utf-8") for path in (PACKAGE / "ui").rglob("*.py"))
    assert [name for name in written().at if f'"{name}"' not in source and not name.startswith("side_")] == []
    known = [name for room in ROOMS for name, _ in words.names(room)]
    unused = [p for p, _ in written().of if not any(n == p or n.startswith(p.rstrip("*")) for n in known)]
    assert unused == []


# One cell


def test_a_cell_tells_definition_source_formula_example_mistakes_and_remedy(helping) -> None:
    entry = helping.cell(Key.parse("emissions/cod.industry/emitted"))
    assert entry is not None
    assert entry.title == "化学需氧量·工业源　本季"
    assert "辖区内重点调查工业企业排入环境的量" in entry.part(WHAT)[0]
    assert any("专栏二" in line for line in entry.part(SOURCE))
    assert entry.part(FORMULA)[0] == "1—本季累计 = 各季本季之和 + 各季前期调整数之和"
    assert any("310.50 + 290.00 + 305.20 − 3.20 = 902.50" in line for line in entry.part(EXAMPLE))
    assert any("Ctrl+L" in line for line in entry.part(MISTAKES))
    assert "F9" in entry.part(REMEDY)[0]
    assert "rule/211" in entry.see


@pytest.mark.parametrize(
    "name",
    ["2018Q3", pytest.param("2018H2", marks=pytest.mark.slow), pytest.param("2018", marks=pytest.mark.slow)],
)
def test_every_cell_of_every_form_of_a_county_has_an_entry(county, name) -> None:
    entering.set_values(county, Period.parse("2018Q1"), OWN)
    look = window.look(county, Period.parse(name))
    helping, columns = Helping(county, look), set()
    for form in look.sheet.forms:
        for row in look.sheet.rows(form.id):
            for column in look.sheet.columns(form, row):
                if (form.id, row.block, column.code) not in columns:
                    columns.add((form.id, row.block, column.code))
                    entry = helping.cell(Key(form.id, row.code, column.code))
                    assert entry is not None
                    assert entry.part(SOURCE)
                    assert entry.part(REMEDY)
                    assert entry.part(WHAT) or column.derived or column.kind not in {"number", "enum"}
    assert len(columns) > 20


def test_a_cell_of_the_year_is_told_in_the_quarter_too(helping) -> None:
    entry = helping.cell(Key.parse("emissions/cod.living/annual"))
    assert entry is not None
    assert "term/三个阶段" in entry.see


# What is said


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("“1.234”有 3 位小数，这一格最多 2 位。", "message/数"),
        ("磁盘已满，“a.pdf”没有写成，原来的文件没有动；请腾出空间后再试。", "message/写文件"),
        ("“a.xlsx”是温县的填报工作簿，本单位是武陟县，不能导入。", "message/粘贴和导入"),
        ("没有可以撤销的操作。", "term/撤销"),
        ("2018年第三季度还不能送签，还有 4 项要办：", "page/hand_in"),
    ],
)
def test_a_sentence_leads_to_the_entry_that_explains_it(helping, sentence, topic) -> None:
    entry = helping.of_sentence(sentence)
    assert entry is not None
    assert entry.topic == topic
    assert entry.parts[0].name == SAID
    assert entry.part(SAID) == (sentence,)


def test_a_sentence_that_nobody_said_has_none(helping) -> None:
    assert helping.of_sentence("今天天气很好") is None


# Searching


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("kbyy", "term/空白原因"),
        ("退回", "term/退回"),
        ("规则211", "rule/211"),
        ("211", "rule/211"),
        ("填报中", "state/填报中"),
        ("化学需氧量 工业源", "cell/emissions/cod.industry/emitted"),
        ("hxxyl gyy", "cell/emissions/cod.industry/emitted"),
        ("磁盘已满", "message/写文件"),
        ("U盘送达", ""),
    ],
)  # fmt: skip
def test_it_is_found_by_name_number_words_and_initials(helping, typed, topic) -> None:
    found = helping.find(typed)
    topics = [one.entry[1] for one in found if one.entry]
    assert (topics[0] if topics else "") == topic or topic in topics[:2]


def test_without_an_office_what_is_written_and_the_rules_are_found() -> None:
    helping = Helping()
    assert helping.find("ksy")[0].entry == ("help", "page/start")
    assert helping.find("902")[0].entry == ("help", "rule/902")
    assert helping.cell(Key.parse("emissions/cod.industry/emitted")) is None
