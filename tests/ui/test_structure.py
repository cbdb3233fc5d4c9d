"""What keeps the window from rotting: who may know whom, no lambdas in connect, small modules."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import jzdesk

ROOT = Path(jzdesk.__file__).parent
MODULES = [*sorted((ROOT / "ui").rglob("*.py")), *sorted((ROOT / "app").glob("*.py"))]
NAMES = [str(p.relative_to(ROOT)) for p in MODULES]


@pytest.fixture(params=MODULES, ids=NAMES)
def module(request) -> Path:
    return request.param


def test_modules_are_short(module: Path):
    assert len(module.read_text("utf-8").splitlines()) <= 320


def test_functions_are_short(module: Path):
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name


def test_no_lambda_is_connected(module: Path):
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "connect"
        ):
            assert not any(isinstance(a, ast.Lambda) for a in node.args), node.lineno


def test_the_window_knows_the_desk_and_nothing_below(module: Path):
    if module.parent.name == "app":
        return
    text = module.read_text("utf-8")
    for room in ("store", "exchange", "reports", "worker", "cli", "app", "settings", "paths", "log"):
        assert f"jzdesk.{room}" not in text
    assert "sqlite3" not in text
    assert ".store." not in text.replace("office.store.info.path", "")
