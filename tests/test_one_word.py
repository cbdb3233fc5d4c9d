"""One word for one thing, everywhere people read: what we say, and what we never say in its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jzdesk.models import workflow

ROOT = Path(__file__).parents[1]
READ = ("resources/words/*.toml", "resources/plan/**/*.toml", "resources/help/**/*.toml", "installer/*.toml")
TEXTS = ("README.zh-CN.md", "resources/help/**/*.md")

OURS = (
    "填报中 审核通过 已复核 待签章 待送出 已送出 查询中 已退回 更正中 已接收 已验收 已汇总 已排除 已定库 "
    "上报文件 下发文件 单位登记 回执 退回单 查询单 查询答复 "
    "必须修改 强制性 需要说明 核实性 无法审核 无比较基础 试行 免审 "
    "校验码 尾号 密钥码 本季待办 待接收文件 数据体检 交接清单 复核清单 取数表 底稿 零报告 空白表 "
    "待省下达 待市下达 暂缺 练习 "
    "上报数 核定数 代用数 快报数 年报数 定库数 前期调整数 县级合计 市级核定 差额 "
    "撤回 退回 查询 数据文件 佐证材料 台账号 U盘 行次 季度通报 "
)
"""The words of the field that stand on the screen and on paper."""

NEVER = {
    "已审核": "审核通过: 审核 is what the program does, 复核 a person",
    r"第(?:[0-9]+|\{\w+\})版": "第n次报送",
    "已归档": "已验收 or 已定库: 归档 is done with paper",
    "报送包|任务包|数据包|上报包": "上报文件, 下发文件",
    "未能运行": "无法审核",
    "豁免": "免审",
    "指纹": "校验码, 密钥码",
    "收件箱": "待接收文件",
    "检查数据": "数据体检",
    "空表": "空白表, or 零报告",
    "待下达": "待省下达 or 待市下达: who gives it is said",
    "演练": "练习: a drill is another thing",
    "三张清单": "三类清单",
    "零申报|零报送": "零报告",
    "打回|驳回": "退回",
    "数据库": "数据文件",
    "优盘|闪存盘": "U盘",
    "台帐|帐号|帐户": "台账, 账号",
    "其它": "其他",
    "搜索|检索": "查找",
    "点击|单击": "点",
    "草稿箱|收件夹|发件箱": "待接收文件",
    "还原": "恢复",
    "存成 ?(?:PDF|Word|Excel)|导出 ?(?:PDF|Word)": "存为, of a paper that is kept",
    "用户": "填报员, 本单位, or the person's name",
    "界面|对话框|按钮": "what it is called",
    "报错|异常退出|崩溃": "what happened, and what to do",
}
"""What is never said, and what is said instead."""

ALLOWED = {
    ("models.toml", "第{program}版"): "the edition of the catalogue, not a hand-in",
    ("duties.toml", "辐射安全专项检查和应急演练"): "a drill, as the plan says",
    ("2_undated.toml", "风险源、敏感目标和预案数据库"): "a task's name, as the plan says",
    ("2_undated.toml", "生物多样性数据库"): "a task's name, as the plan says",
    ("papers.toml", "所有用户"): "all accounts of a PC, as Windows says",
}
"""Where such a word means another thing, with the reason."""


SOUGHT = "words"
"""What an entry of the help is found by: there people type what they are used to say."""


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name != SOUGHT:
                yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


@pytest.fixture(scope="module")
def read() -> list[tuple[str, str]]:
    """Return everything people read, with the name of the file it stands in."""
    found = [
        (path.name, text)
        for pattern in READ
        for path in sorted(ROOT.glob(pattern))
        for text in strings(tomllib.loads(path.read_text("utf-8")))
    ]
    found += [
        ("workflow.py", text)
        for name, text in vars(workflow).items()
        if name.isupper() and isinstance(text, str)
    ]
    return found + [
        (path.name, line)
        for pattern in TEXTS
        for path in sorted(ROOT.glob(pattern))
        for line in path.read_text("utf-8").splitlines()
    ]


def test_nothing_has_a_second_name(read):
    wrong = [
        f"{name}: “{text}” — say {instead}"
        for name, text in read
        for pattern, instead in NEVER.items()
        if re.search(pattern, text) and not allowed(name, text)
    ]
    assert not wrong, "\n".join(wrong)


def allowed(name: str, text: str) -> bool:
    return any(name == file and part in text for file, part in ALLOWED)


def test_every_exception_is_still_one(read):
    for file, part in ALLOWED:
        assert any(name == file and part in text for name, text in read), part


@pytest.mark.parametrize("word", OURS.split())
def test_our_words_are_said(read, word):
    assert any(word in text for name, text in read)
