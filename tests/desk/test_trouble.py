"""What leaves the office when something went wrong holds nobody's data."""

from __future__ import annotations

import logging
import zipfile
from pathlib import Path

import pytest

from jzdesk import cli, log
from jzdesk.desk import trouble
from jzdesk.desk.office import Office
from jzdesk.errors import WorldError
from jzdesk.models.period import Period
from tests.store.kit import tamper

QUARTER = Period.parse("2018Q3")
FIGURES = ("7391.46", "7391", "86420.13")
NAMES = ("欧阳测字", "QuxorSteel", "0391-7654321", "某某化工厂", "上官密保", "沁河秘密段", "通关口令九")
SECRETS = (*FIGURES, *NAMES)


def run(store: Path, *words: str) -> int:
    return cli.guarded(["--store", str(store), "--as", "上官密保", *words])


@pytest.fixture(scope="module")
def seeded(tmp_path_factory, shared_home) -> Path:
    """Return a practice store with distinctive values wherever somebody may put one."""
    folder = tmp_path_factory.mktemp("欧阳测字 某某化工厂")
    store = folder / "沁河秘密段.jzdesk"
    done = [
        run(store, "init", "--unit", "410823", "--office", "某某化工厂", "--practice"),
        run(store, "set", "2018Q3", "emissions/cod.industry/emitted", FIGURES[0],
            "--note", "欧阳测字 0391-7654321", "--reason", "QuxorSteel"),
        run(store, "set", "2018Q3", "investment/+/name", "某某化工厂 QuxorSteel"),
        run(store, "set", "2018Q3", "emissions/so2.industry/emitted", FIGURES[2]),
        run(store, "set", "2018Q3", "emissions/nh3n.industry/emitted", "暂缺:欧阳测字,2018-11-01"),
    ]  # fmt: skip
    assert done == [0] * len(done)
    return store


def words_in(text: str) -> list[str]:
    return [word for word in SECRETS if word in text]


def gathered(store: Path) -> trouble.Bundle:
    with Office.open(store, write=True, who="上官密保") as office:
        return trouble.gathering(office, {"qt": "6"}).run()


def test_the_bundle_has_all_a_maintainer_needs_and_none_of_the_seeded_values(seeded, tmp_path, caplog):
    with log.kept():
        for secret in SECRETS:
            try:
                raise ValueError(f"bad value {secret!r} in {seeded}")
            except ValueError as error:
                logging.getLogger("jzdesk").critical("seen", exc_info=error)
    caplog.clear()
    bundle = gathered(seeded)
    out = trouble.write(bundle, tmp_path / bundle.file_name)
    assert words_in(bundle.file_name) == []
    with zipfile.ZipFile(out) as packed:
        texts = {name: packed.read(name).decode() for name in packed.namelist()}
    assert [member.name for member in bundle.members] == list(texts)
    assert {name: words_in(text) for name, text in texts.items() if words_in(text)} == {}
    assert texts["logs/jzdesk.log"].count("ValueError: … value '…' in /…") == len(SECRETS)
    assert "table figures" in texts["数据文件.txt"]
    assert "reportlab" in texts["系统.txt"]
    assert "全部与校验值相符" in texts["检查.txt"]
    assert seeded.with_name(seeded.name + ".key").name not in str(texts)


VERBS = (
    ("set", "2018Q3", "emissions/cod.industry/emitted", FIGURES[1], "--note", "欧阳测字 0391-7654321"),
    ("set", "2018Q3", "emissions/so2.industry/emitted", FIGURES[2], "--reason", "QuxorSteel"),
    ("enrol", "--out", "通关口令九.xlsx", "--passphrase-file", "口令.txt"),
)


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_a_fault_in_a_verb_is_one_sentence_and_leaves_none_of_its_words_in_the_log(
    seeded, tmp_path, monkeypatch, capsys, caplog, verb
):
    copy = tmp_path / "沁河秘密段.jzdesk"
    copy.write_bytes(seeded.read_bytes())
    before = copy.read_bytes()

    def failing(_journal, operation):
        raise KeyError(f"{[str(c) for c in operation.effective()]} {' '.join(verb)}")

    monkeypatch.chdir(tmp_path)
    (tmp_path / "口令.txt").write_text("通关口令九" * 4, "utf-8")
    monkeypatch.setattr("jzdesk.store.journal.Journal._write", failing)
    capsys.readouterr()
    code = run(copy, *verb)
    caplog.clear()
    told = capsys.readouterr()
    assert (code, told.out, told.err.count("\n")) == (3, "", 1)
    assert "Traceback" not in told.err
    assert copy.read_bytes() == before
    assert "KeyError" in log.path().read_text("utf-8")
    assert words_in(log.path().read_text("utf-8")) == []


def test_what_is_damaged_is_told_without_what_it_is(seeded, tmp_path):
    copy = tmp_path / "沁河秘密段.jzdesk"
    copy.write_bytes(seeded.read_bytes())
    tamper(copy, "UPDATE figures SET value = 73914600")
    text = next(m.text for m in gathered(copy).members if m.name == "检查.txt")
    assert "有问题 数值校验" in text
    assert "与它的校验值不符" in text
    assert words_in(text) == []


def test_without_an_office_there_is_still_a_bundle():
    bundle = trouble.gathering(None, {}).run()
    assert [member.title for member in bundle.members] == ["说明", "程序和系统"]


def test_a_store_that_cannot_be_read_does_not_keep_it_from_coming_about(seeded, monkeypatch):
    def damaged(*_args):
        raise WorldError(f"{seeded} 已经损坏，请停止使用并改用最近的备份。")

    monkeypatch.setattr("jzdesk.store.health.examine", damaged)
    texts = {member.title: member.text for member in gathered(seeded).members}
    assert texts["数据检查"] == "… 已经损坏，请停止使用并改用最近的备份。"


def test_a_folder_in_the_way_is_a_sentence(seeded, tmp_path):
    with pytest.raises(WorldError):
        trouble.write(gathered(seeded), tmp_path)
