"""A year's contents of counties, with something in them that must not get out, and the city taking them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from jzdesk.desk import entering, handing_in, inbox, safekeeping
from jzdesk.desk.arriving import Read
from jzdesk.desk.office import Office
from jzdesk.models.period import Period
from tests import uploads
from tests.desk import walk

Content = dict[str, Any]
PHONE, NOTE, WHY = "0391-7234567", "内部备注：数据待核", "因设备检修停产两个月，产量下降。"
OPEN, CLOSED, PROJECT, REDUCTION = "某铸造公司", "某未核准化工公司", "某电厂脱硫改造工程", "某纸业废水治理"
SECRETS = (
    PHONE, "7234567", "13800001111", NOTE, WHY, CLOSED, PROJECT, REDUCTION, "征地有阻力", "请勿外传",
    *(str(one) for one in uploads.NAMES.values()),
)  # fmt: skip
"""What a publication must not hold, in no format and nowhere."""


def card(number: int, name: str, cleared: str) -> list[str]:
    """Return what is typed for an enterprise with a card."""
    told = {
        "name": name, "credit": "91410823MA3X00000N", "card": "黄牌", "pollutants": "颗粒物 0.6 倍",
        "monitored": "2018-11-16", "monitor": "监督性监测", "cause": "废气处理设施未正常运行",
        "measure": "限产", "document": "武环〔2018〕练习1号", "cleared": cleared, "deadline": "2019-03-31",
        "progress": "已换布袋，联系电话 13800001111",
    }  # fmt: skip
    return [part for code, text in told.items() for part in (f"cards/+enterprises.{number}/{code}", text)]


def rows(period: str) -> list[str]:
    """Return what is typed into the lists of a period."""
    if period == "2018H2":
        return [
            "blackwater/+waters.1/name", "老蟒河城区段",
            "blackwater/+waters.1/responsible", f"赵六（{PHONE}）",
        ]  # fmt: skip
    if period == "2018":
        return [
            "reductions/+projects.1/name", REDUCTION, "reductions/+projects.1/cut_cod", "30.5",
            "reductions/+projects.1/type", "工程",
        ]  # fmt: skip
    return [
        *card(1, OPEN, "已核准"), *card(2, CLOSED, "未核准"),
        "investment/+projects.1/name", PROJECT, "investment/+projects.1/planned", "1000",
        "investment/+projects.1/problems", "征地有阻力",
        "quality/+sections.1/name", "沁河武陟断面", "narrative/work/text", "请勿外传的工作情况。",
    ]  # fmt: skip


def content(folder: Path, unit: str, period: str, number: str, typed: Sequence[str] | None = None) -> Content:
    """Return what a county hands in, every other figure being `number`."""
    path = folder / f"{unit}_{period}.jzdesk"
    with safekeeping.init(path, unit=unit, office=None, practice=True) as office:
        when = Period.parse(period)
        office.set_today(date(2019, 1, 10))
        wanted = list(rows(period) if typed is None else typed)
        if wanted:
            entering.set_values(office, when, wanted)
        walk.fill(office, when, number)
        walk.nil_where_empty(office, when)
        walk.explain_all(office, when)
        made, _ = handing_in.content_now(office, when)
    for form in made["forms"].values():
        for cell in list(form["cells"].values())[:3]:
            cell["n"] = NOTE
    names = {**made["signers"], **uploads.NAMES, "issued_on": "2019-01-10"}
    return {**made, "draft": 1, "signers": names}


def take(city: Office, folder: Path, contents: Sequence[Content], *, accept: bool = True) -> None:
    """Receive contents at the city, and accept them."""
    paths = [uploads.written(folder, one, city.catalogue) for one in contents]
    found: list[Read] = []
    inbox.Reading(city, paths).run(found.append)
    inbox.receive_all(city, found, date(2019, 1, 20))
    for one in inbox.look(city, []) if accept else ():
        inbox.accept(city, one, folder)
