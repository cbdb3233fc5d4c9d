from __future__ import annotations

import pytest

from jzdesk.errors import RefusedError
from jzdesk.exchange import entry_form, filling
from jzdesk.models.period import Period
from tests.exchange import kit
from tests.exchange.entry_kit import (
    small,
)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"kind": "下发文件"}, "下发文件"),
        ({"unit": "410825", "office": "温县环境保护局"}, "温县环境保护局"),
        ({"practice": "0"}, "正式工作簿"),
        ({"period": "2018Q2"}, "第二季度"),
        ({"period": "someday"}, "没有标记"),
        ({"period": ""}, "没有标记"),
    ],
)
def test_the_wrong_workbook_is_refused_whole(changed: dict[str, str], why: str) -> None:
    read = entry_form.read_entry(small("emissions"))
    read["meta"].update(changed)
    with pytest.raises(RefusedError, match=why):
        filling.check_meta(read, "表.xlsx", kit.COUNTY, True, Period.parse("2018Q3"))


def test_a_practice_workbook_is_refused_in_a_real_store_and_its_period_is_told() -> None:
    read = entry_form.read_entry(small("emissions"))
    assert filling.check_meta(read, "表.xlsx", kit.COUNTY, True, None) == kit.Q3
    with pytest.raises(RefusedError, match="练习工作簿"):
        filling.check_meta(read, "表.xlsx", kit.COUNTY, False, None)


def test_another_catalogue_is_refused() -> None:
    read = entry_form.read_entry(small("emissions"))
    filling.check_catalogue(read, "表.xlsx", kit.catalogue().edition)
    with pytest.raises(RefusedError, match="第1版 做的，现在用的是 第9版"):
        filling.check_catalogue(read, "表.xlsx", "jiaozuo-13fyp/9")
