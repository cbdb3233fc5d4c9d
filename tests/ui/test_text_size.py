"""How large letters are: the clerk's choice or the system's, worn by a window that comes back as it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jzdesk import settings
from jzdesk.app import lettering
from jzdesk.app.program import Program
from jzdesk.ui.appearance import SIZES

MEASURED = """
import json, os, sys
from jzdesk import settings
from jzdesk.app import lettering
from jzdesk.ui import shell
with lettering.worn(settings.load().text):
    made = shell.application()
screen = made.primaryScreen()
print(json.dumps([screen.devicePixelRatio(), os.environ.get("QT_SCALE_FACTOR")]))
"""


def measured(**environment: str) -> list:
    """Return how many of the screen's dots a window's are, and what later programs are told of that."""
    found = subprocess.run(
        [sys.executable, "-c", MEASURED], env={**os.environ, **environment}, capture_output=True, check=True
    )
    return json.loads(found.stdout)


@pytest.mark.parametrize("size", [SIZES[0], pytest.param("150", marks=pytest.mark.slow), SIZES[-1]])
def test_a_size_is_worn_from_the_start_on(size):
    settings.remember(text=size)
    assert measured() == [int(size) / 100, None]


@pytest.mark.slow
def test_it_is_laid_on_the_scaling_of_the_screen():
    settings.remember(text="150")
    assert measured(QT_SCALE_FACTOR="1.25") == [1.875, "1.25"]


def test_without_a_choice_the_system_is_asked(monkeypatch):
    monkeypatch.setattr(lettering, "of_system", lambda: 130)
    assert [lettering.percent(chosen) for chosen in ("", "pink", "90")] == [130, 130, 90]
    monkeypatch.setattr(lettering, "of_system", lambda: 225)
    assert lettering.percent("") == 200


@pytest.fixture
def program(look, qtbot, store: Path, monkeypatch):
    """Give the program at work; where it would begin again it only notes that."""
    made = Program(look, "测试员")
    made.begun_again = []
    monkeypatch.setattr(made, "restart", lambda: made.begun_again.append(True))
    qtbot.addWidget(made.shell)
    made.start(str(store))
    yield made
    made.close()


def actions(program) -> dict:
    foot = program.shell.work.nav.foot
    foot.choose()
    foot.menu.hide()
    return {action.data(): action for action in foot.sizes.actions()}


def test_a_choice_is_kept_and_the_window_begins_again(program):
    found = actions(program)
    assert [a.text() for a in found.values()] == [
        "跟随系统",
        "90%",
        "100%",
        "110%",
        "125%",
        "150%",
        "175%",
        "200%",
    ]
    assert found[""].isChecked()
    found["150"].trigger()
    assert settings.load().text == "150"
    assert program.begun_again == [True]
    assert actions(program)["150"].isChecked()
    actions(program)["150"].trigger()
    assert program.begun_again == [True], "what is worn already needs nothing"


def test_work_that_is_under_way_is_not_broken_off(program, monkeypatch):
    monkeypatch.setattr(type(program.shell.work.jobs), "busy", property(lambda self: True))
    actions(program)["200"].trigger()
    assert settings.load().text == "200"
    assert program.begun_again == []
    assert "下次打开时换" in program.shell.work.strip.text.text()
