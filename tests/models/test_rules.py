"""Every rule that is shipped, with what it objects to and what it lets pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from jzdesk.models import checks
from jzdesk.models.checks import Finding
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.sheet import Sheet
from tests.models import kit
from tests.models.kit import Typed, own, sheet

OWN = tuple(
    own(form, code, block, "2016Q1")
    for form, block, codes in (
        ("investment", "projects", ("X1", "X2", "X5")), ("milestones", "tasks", ("X3", "X4")),
        ("quality", "sections", ("S1", "S2")), ("quality", "sources", ("W1",)),
        ("reductions", "projects", ("J1", "J2", "J3", "J4")),
        ("blackwater", "waters", ("H1", "H2")), ("cards", "enterprises", ("C1", "C2")),
    )
    for code in codes
)  # fmt: skip
WHOLE = {"": "all that must be filled"}
COD, SEWAGE = "emissions/cod.industry", "emissions/sewage.cod"
P16, X1, X2 = "investment/P016", "investment/X1", "investment/X2"
M23, X3, X4 = "milestones/M023", "milestones/X3", "milestones/X4"
GOOD, HEAVY, VALID = (f"quality/{code}" for code in ("good_days", "heavy_days", "valid_days"))
PM25, PM10, STRAW = "quality/pm25", "quality/pm10", "quality/straw_utilization"
S1, S2, PERMITS = "quality/S1", "quality/S2", "quality/permits"
J1, J2, H1, H2, C1, C2 = (
    "reductions/J1",
    "reductions/J2",
    "blackwater/H1",
    "blackwater/H2",
    "cards/C1",
    "cards/C2",
)
W1, PM25_MEAN = "quality/W1", f"{PM25}/mean"
WORK, PROBLEMS = "narrative/work", "narrative/problems"
RIGHT_CODE = "91350100M000100Y43"  # the standard's own example


@dataclass(frozen=True)
class Pair:
    """What makes a rule object to a row (`fires`), and what it lets pass (`fine`).

    Words without a form are of the row's own columns; `noted` is the cell that has a note where all is fine,
    `nil` the forms declared 零报告 in an earlier period where it is not.
    """

    row: str
    fires: Typed
    fine: Typed
    when: str = "2018Q3"
    earlier: Mapping[str, Typed] = field(default_factory=dict)
    noted: str = ""
    nil: Mapping[str, str] = field(default_factory=dict)


def at(row: str, words: Typed, when: str) -> dict[str, str]:
    if words is WHOLE:
        return {k: w for k, w in kit.filled(when, own=OWN).items() if k.startswith(f"{row}/")}
    return {name if "/" in name else f"{row}/{name}": word for name, word in words.items()}


def every_quarter(**words: str) -> dict[str, Typed]:
    return {f"2018Q{n}": words for n in range(1, 5)}


FUNDS = {f"fund_{f}": "0" for f in ("province", "city", "county", "loan", "own", "social")}
TOTALS_2017 = {
    "emissions/so2.industry/flash": "100", "emissions/so2.living/flash": "0",
    "emissions/so2.facility/flash": "0",
}  # fmt: skip
TOTALS_2018 = {**TOTALS_2017, "emissions/so2.industry/flash": "50"}
FOUR = {f"emissions/{c}.industry/emitted": v for c, v in
        (("cod", "312.45"), ("nh3n", "24.18"), ("tn", "41.6"), ("tp", "1.92"))}  # fmt: skip
ALL_FUNDS = {**FUNDS, "fund_central": "0", "planned": "900", "year_plan": "500"}
YEAR = {key.replace("emitted", "flash"): value for key, value in FOUR.items()}
AIR = {
    f"quality/{code}/mean": v for code, v in (("pm25", "41"), ("pm10", "84"), ("so2", "13"), ("no2", "31"))
}
AIR_YEAR = {key.replace("mean", "annual"): value for key, value in AIR.items()}
CUTS = {f"reductions/J{n}/cut_nox": value for n, value in enumerate(("31.2", "4.5", "12.8", "9.6"), 1)}
DONE = {f"{row}/done": v for row, v in ((P16, "312.45"), (X1, "24.18"), (X2, "41.6"), ("investment/X5", "7"))}
LONG = "本季完成管网改造三公里，整治排污口十二个。"

PAIRS = {
    "101": Pair(COD, {}, WHOLE),
    "102": Pair(COD, {}, {"flash": "5"}, "2018"),
    "103": Pair(COD, {"emitted": "5", "enterprises": "0"}, {"emitted": "5", "enterprises": "1"}),
    "104": Pair(COD, {"emitted": "5", "adjustment": "-6"}, {"emitted": "5", "adjustment": "-5"}, "2018Q1"),
    "211": Pair(COD, {"emitted": "131"}, {"emitted": "130"}, earlier={"2017Q3": {"emitted": "100"}}),
    "212": Pair(COD, {"emitted": "151"}, {"emitted": "150"}, earlier={"2018Q2": {"emitted": "100"}}),
    "213": Pair(COD, {"enterprises": "27"}, {"enterprises": "26"}, earlier={"2018Q2": {"enterprises": "20"}}),
    "214": Pair("emissions/nh3n.industry", {"emitted": "5", "emissions/tn.industry/emitted": "4"},
                {"emitted": "5", "emissions/tn.industry/emitted": "5"}),
    "215": Pair("emissions/nh3n.living", {"flash": "5", "emissions/tn.living/flash": "4"},
                {"flash": "5", "emissions/tn.living/flash": "5"}, "2018"),
    "216": Pair("emissions/sewage.tp", {"emitted": "5", f"{SEWAGE}/emitted": "4"},
                {"emitted": "5", f"{SEWAGE}/emitted": "5"}),
    "217": Pair(SEWAGE, {"enterprises": "3", "emissions/sewage.water/enterprises": "4"},
                {"enterprises": "3", "emissions/sewage.water/enterprises": "3"}),
    "218": Pair(SEWAGE, {"emitted": "200", "emissions/sewage.water/emitted": "10001"},
                {"emitted": "200", "emissions/sewage.water/emitted": "100"}),
    "219": Pair(COD, {"annual": "41"}, {"annual": "40"}, "2018", every_quarter(emitted="10")),
    "221": Pair(COD, {"flash": "111", "annual": "100"}, {"flash": "110", "annual": "100"}, "2018"),
    "222": Pair(COD, {"annual": "106", "closed": "100"}, {"annual": "105", "closed": "100"}, "2018"),
    "223": Pair(COD, {"flash": "131"}, {"flash": "130"}, "2018", {"2017": {"flash": "100"}}),
    "224": Pair(COD, {"adjustment": "-5"}, {"adjustment": "-5"}, noted=f"{COD}/adjustment"),
    "225": Pair("emissions/so2.total", {**TOTALS_2018, f"{J1}/cut_so2": "49"},
                {**TOTALS_2018, f"{J1}/cut_so2": "20", f"{J2}/cut_so2": "30"}, "2018", {"2017": TOTALS_2017}),
    "231": Pair(COD, {"emitted": "3120"}, {"emitted": "312"},
                earlier={"2017Q3": {"emitted": "352.1"}, "2018Q2": {"emitted": "318.9"}}),
    "232": Pair(COD, {"enterprises": "312", "emitted": "28"}, {"enterprises": "28", "emitted": "312"},
                earlier={"2018Q2": {"enterprises": "28", "emitted": "318.9"}}),
    "233": Pair(COD, FOUR, {**FOUR, "emissions/tp.industry/emitted": "1.93"}, earlier={"2017Q3": FOUR}),
    "234": Pair(COD, {"enterprises": "280"}, {"enterprises": "45"},
                earlier={"2018Q2": {"enterprises": "28"}}),
    "235": Pair(COD, {"emitted": "3.2", "adjustment": "312"}, {"emitted": "312", "adjustment": "3.2"},
                earlier={"2018Q2": {"emitted": "318.9"}}),
    "236": Pair(COD, {"annual": "13520"}, {"annual": "1352"}, "2018", {"2017": {"closed": "1402"}}),
    "237": Pair(COD, YEAR, {**YEAR, "emissions/tp.industry/flash": "7.9"}, "2018",
                {"2017": {key.replace("flash", "annual"): v for key, v in YEAR.items()}}),
    "245": Pair(COD, {"emitted": "5", "adjustment": "-6"}, {"emitted": "5", "adjustment": "-5"},
                earlier={"2018Q1": {"emitted": "10"}, "2018Q2": {"emitted": "20"}}),
    "301": Pair(P16, {}, WHOLE),
    "302": Pair(P16, {"plan_start": "2018-04", "plan_end": "2018-03"},
                {"plan_start": "2018-03", "plan_end": "2018-03"}),
    "303": Pair(P16, {"actual_start": "2018-04", "actual_end": "2018-03"},
                {"actual_start": "2018-03", "actual_end": "2018-03"}),
    "304": Pair(P16, {"actual_end": "2018-10"}, {"actual_end": "2018-09"}),
    "305": Pair(P16, {"percent": "100.1"}, {"percent": "100"}),
    "306": Pair(P16, {"stage": "投运"}, {"stage": "投运", "actual_end": "2018-05"}),
    "307": Pair(P16, {"done": "5", "adjustment": "-6"}, {"done": "5", "adjustment": "-5"}, "2018Q1"),
    "308": Pair(P16, {"actual_start": "2018-10"}, {"actual_start": "2018-09"}),
    "309": Pair(P16, {"stage": "停建"}, {"stage": "停建", "problems": "资金没有落实。"}),
    "321": Pair(X1, {"planned": "10", "done": "10.01"}, {"planned": "10", "done": "10"}),
    "322": Pair(P16, {"year_plan": "4", "done": "5"}, {"year_plan": "5", "done": "5"}, "2018Q1"),
    "323": Pair(X1, {**FUNDS, "planned": "10", "fund_central": "11"},
                {**FUNDS, "planned": "10", "fund_central": "10"}),
    "324": Pair(X1, {"planned": "10", "year_plan": "11"}, {"planned": "10", "year_plan": "10"}),
    "325": Pair(P16, {"stage": "验收", "percent": "99.9"}, {"stage": "验收", "percent": "100"}),
    "326": Pair(P16, {"stage": "未开工", "percent": "1", "done": "0"},
                {"stage": "未开工", "percent": "0", "done": "0"}),
    "327": Pair(P16, {"stage": "在建"}, {"stage": "在建", "actual_start": "2018-03"}),
    "328": Pair(P16, {"fund_city": "4"}, {"fund_city": "5"}, earlier={"2018Q2": {"fund_city": "5"}}),
    "329": Pair(P16, {"percent": "49"}, {"percent": "50"}, earlier={"2018Q1": {"percent": "50"}}),
    "330": Pair(P16, {"stage": "在建"}, {"stage": "验收"}, earlier={"2018Q2": {"stage": "投运"}}),
    "331": Pair(P16, {"plan_end": "2018-09", "stage": "在建"}, {"plan_end": "2018-10", "stage": "在建"}),
    "332": Pair(X2, {f"{X1}/name": "甲工程A", "name": "甲 工程Ａ"},
                {f"{X1}/name": "甲工程", "name": "乙工程"}),
    "333": Pair(P16, {"adjustment": "5"}, {"adjustment": "5"}, noted=f"{P16}/adjustment"),
    "334": Pair(P16, {"done": "3200000"}, {"done": "325"}, earlier={"2018Q2": {"done": "300"}}),
    "335": Pair(P16, DONE, {**DONE, f"{X1}/done": "4"}, earlier={"2018Q2": DONE}),
    "336": Pair(X1, {**ALL_FUNDS, "fund_loan": "4000000"}, {**ALL_FUNDS, "fund_loan": "400"}),
    "337": Pair(X1, {"planned": "86"}, {"planned": "900"}, earlier={"2018Q2": {"planned": "860"}}),
    "338": Pair(P16, {"percent": "0.8"}, {"percent": "80"}, earlier={"2018Q2": {"percent": "65"}}),
    "339": Pair(P16, {"year_plan": "150", "done": "1000"}, {"year_plan": "1000", "done": "150"},
                earlier={"2018Q2": {"year_plan": "1000", "done": "200"}}),
    "345": Pair(P16, {"done": "5", "adjustment": "-6"}, {"done": "5", "adjustment": "-5"}, "2018Q2",
                {"2018Q1": {"done": "10"}}),
    "401": Pair(M23, {}, WHOLE),
    "402": Pair(M23, {"status": "已完成"}, {"status": "已完成", "finished": "2018-05"}),
    "403": Pair(M23, {"finished": "2018-10"}, {"finished": "2018-09"}),
    "404": Pair(M23, {"status": "滞后"}, {"status": "滞后", "problems": "征地没有完成。"}),
    "421": Pair(M23, {"status": "已验收"}, {"status": "已验收", "evidence": "验收意见"}),
    "422": Pair(M23, {"status": "推进中", "finished": "2018-05"},
                {"status": "已完成", "finished": "2018-05"}),
    "423": Pair(X3, {"due": "2018-09", "status": "推进中"}, {"due": "2018-09", "status": "滞后"}),
    "424": Pair(X3, {"status": "推进中"}, {"status": "已完成"}, earlier={"2018Q2": {"status": "基本完成"}}),
    "425": Pair(M23, {"status": "不适用"}, {"status": "不适用"}, noted=f"{M23}/status"),
    "426": Pair(X4, {f"{X3}/name": "甲任务", "name": "甲任务"}, {f"{X3}/name": "甲任务", "name": "乙任务"}),
    "427": Pair(M23, {"status": "推进中"}, {"status": "推进中"}, nil={"2018H1": "blackwater"}),
    "428": Pair(X3, {"quantity": "12", "done": "6000"}, {"quantity": "12", "done": "6"}),
    "501": Pair(GOOD, {}, WHOLE),
    "502": Pair(GOOD, {"days": "61", f"{VALID}/days": "60"}, {"days": "60", f"{VALID}/days": "60"}),
    "503": Pair(VALID, {"days": "93"}, {"days": "92"}),
    "504": Pair(PERMITS, {"numerator": "4", "denominator": "3"}, {"numerator": "3", "denominator": "3"}),
    "505": Pair(GOOD, {}, {"flash": "300"}, "2018"),
    "506": Pair(VALID, {"flash": "367"}, {"flash": "366"}, "2016"),
    "507": Pair(HEAVY, {"flash": "301", f"{VALID}/flash": "300"},
                {"flash": "300", f"{VALID}/flash": "300"}, "2018"),
    "508": Pair(PM25, {"valid_days": "92"}, {"valid_days": "91"}, "2016Q1"),
    "521": Pair(PM25, {"mean": "66"}, {"mean": "65"}, earlier={"2017Q3": {"mean": "50"}}),
    "522": Pair(PM25, {"mean": "61", f"{PM10}/mean": "60"}, {"mean": "60", f"{PM10}/mean": "60"}),
    "523": Pair(PM25, {"valid_days": "80", f"{VALID}/days": "90"},
                {"valid_days": "81", f"{VALID}/days": "90"}),
    "524": Pair("quality/co95", {"ytd": "2.7"}, {"ytd": "2.6"}, earlier={"2017Q3": {"ytd": "2.0"}}),
    "525": Pair(PM25, {"mean": "50", "ytd": "62"},
                {"mean": "50", "ytd": "61"}, "2018Q2", {"2018Q1": {"mean": "60"}}),
    "526": Pair(PM25, {"flash": "61", f"{PM10}/flash": "60"}, {"flash": "60", f"{PM10}/flash": "60"}, "2018"),
    "527": Pair(GOOD, {"annual": "241"}, {"annual": "240"}, "2018", every_quarter(days="60")),
    "528": Pair(PM25, {"flash": "67", "annual": "60"}, {"flash": "66", "annual": "60"}, "2018"),
    "529": Pair(PM25, {"annual": "64", "closed": "60"}, {"annual": "63", "closed": "60"}, "2018"),
    "530": Pair(STRAW, {"numerator": "91", "denominator": "100"},
                {"numerator": "90", "denominator": "100"}, "2018",
                {"2017": {"numerator": "80", "denominator": "100"}}),
    "531": Pair(PM25, {"flash": "66"}, {"flash": "65"}, "2018", {"2017": {"flash": "50"}}),
    "532": Pair(PM25, {"mean": "50", "basis": "标况"}, {"mean": "50", "basis": "实况"}, "2018Q4"),
    "533": Pair(GOOD, {"days": "61"}, {"days": "60"}, earlier={"2017Q3": {"days": "40"}}),
    "534": Pair(S1, {"numerator": "2", "denominator": "3"},
                {"numerator": "2", "denominator": "3", "factors": "氨氮（0.3）"}),
    "535": Pair(GOOD, {"adjustment": "-1"}, {"adjustment": "-1"}, noted=f"{GOOD}/adjustment"),
    "536": Pair(S2, {f"{S1}/name": "沁河桥", "name": "沁河桥"}, {f"{S1}/name": "沁河桥", "name": "沁河口"}),
    "537": Pair(GOOD, {"days": "50", f"{HEAVY}/days": "11", f"{VALID}/days": "60"},
                {"days": "50", f"{HEAVY}/days": "10", f"{VALID}/days": "60"}),
    "538": Pair(GOOD, {"flash": "300", f"{HEAVY}/flash": "51", f"{VALID}/annual": "350"},
                {"flash": "300", f"{HEAVY}/flash": "50", f"{VALID}/annual": "350"}, "2018"),
    "539": Pair(GOOD, {"days": "600"}, {"days": "60"}, earlier={"2017Q3": {"days": "51"}}),
    "540": Pair("quality/co95", {"ytd": "2600"}, {"ytd": "2.6"}, earlier={"2017Q3": {"ytd": "2.9"}}),
    "541": Pair(W1, {"denominator": "1889000", "numerator": "188.9"},
                {"denominator": "188.9", "numerator": "188.9"},
                earlier={"2018Q2": {"denominator": "180", "numerator": "180"}}),
    "542": Pair(PERMITS, {"denominator": "6", "numerator": "9"}, {"denominator": "9", "numerator": "6"},
                earlier={"2018Q2": {"denominator": "8", "numerator": "7"}}),
    "543": Pair("quality/so2", {"mean": "91", "valid_days": "13", "ytd": "15"},
                {"mean": "13", "valid_days": "91", "ytd": "15"},
                earlier={"2018Q2": {"mean": "14", "valid_days": "90"}}),
    "544": Pair(PM25, AIR, {**AIR, PM25_MEAN: "42"}, earlier={"2017Q3": AIR}),
    "545": Pair(GOOD, {"days": "2", "adjustment": "-3"}, {"days": "2", "adjustment": "-2"}, "2018Q2",
                {"2018Q1": {"days": "60"}}),
    "546": Pair(STRAW, {"denominator": "12", "numerator": "11"},
                {"denominator": "120000", "numerator": "11"}, "2018", {"2017": {"denominator": "118000"}}),
    "547": Pair(PM25, AIR_YEAR, {**AIR_YEAR, "quality/no2/annual": "36"}, "2018", {"2017": AIR_YEAR}),
    "548": Pair(PM25, {"flash": "620"}, {"flash": "62"}, "2018", {"2018Q4": {"ytd": "61"}}),
    "551": Pair("quality/sponge_share", {"numerator": "21", "denominator": "100"},
                {"numerator": "20", "denominator": "100"}, "2018"),
    "601": Pair(WORK, {}, WHOLE),
    "621": Pair(WORK, {"text": LONG}, {"text": LONG + "验收。"}, earlier={"2018Q2": {"text": LONG}}),
    "622": Pair(PROBLEMS, {"text": "无此项", f"{M23}/status": "滞后"},
                {"text": LONG, f"{M23}/status": "滞后"}),
    "623": Pair(PROBLEMS, {"text": "无此项", f"{P16}/stage": "停建"},
                {"text": "无此项", f"{P16}/stage": "在建"}),
    "651": Pair(WORK, {"text": "正 常 推 进。"}, {"text": "各项工作正常推进。。"}),
    "701": Pair(J1, {}, WHOLE),
    "702": Pair(J1, {"actual_month": "2018-07"}, {"actual_month": "2018-06"}, "2018H1"),
    "703": Pair(J1, {"status": "已投运"}, {"status": "已投运", "actual_month": "2018-05"}),
    "704": Pair(J1, {"plan_nox": "5"}, {"plan_nox": "5", "cut_nox": "0"}, "2018H1"),
    "721": Pair(J1, {"status": "施工中", "actual_month": "2018-05"},
                {"status": "已投运", "actual_month": "2018-05"}),
    "722": Pair(J1, {"plan_month": "2018-09", "status": "施工中"},
                {"plan_month": "2018-10", "status": "施工中"}),
    "723": Pair(J1, {"plan_voc": "5", "cut_voc": "5.01"}, {"plan_voc": "5", "cut_voc": "5"}, "2018"),
    "724": Pair(J1, {"cut_cod": "5"}, {"cut_cod": "5", "actual_month": "2018-05"}, "2018H1"),
    "725": Pair(J1, {"cut_cod": "4"}, {"cut_cod": "5"}, "2018", {"2018H1": {"cut_cod": "5"}}),
    "726": Pair(J1, {"status": "施工中"}, {"status": "长期停产"}, earlier={"2018Q2": {"status": "已投运"}}),
    "727": Pair(J1, {"status": "取消"}, {"status": "取消"}, noted=f"{J1}/status"),
    "728": Pair(J1, {"actual_month": "2018-05"}, {"actual_month": "2018-05", "cut_tp": "1"}, "2018H1"),
    "729": Pair(J2, {f"{J1}/name": "甲厂", "name": "甲厂"}, {f"{J1}/name": "甲厂", "name": "乙厂"}),
    "730": Pair(J1, {"name": "甲厂", "status": "未动工", f"{X1}/name": "甲厂", f"{X1}/stage": "投运"},
                {"name": "甲厂", "status": "未动工", f"{X1}/name": "甲厂", f"{X1}/stage": "在建"}),
    "731": Pair(J1, {"plan_cod": "50", "cut_cod": "41000"}, {"plan_cod": "50", "cut_cod": "41"}, "2018H1"),
    "732": Pair(J1, CUTS, {**CUTS, f"{J1}/cut_nox": "7"}, "2018", {"2017": CUTS}),
    "801": Pair(H1, {}, WHOLE, "2018H1"),
    "802": Pair(H1, {"kind": "河流", "length": "不适用"}, {"kind": "河流", "length": "1200"}, "2018H1"),
    "803": Pair(H1, {"kind": "湖塘", "area": "不适用"}, {"kind": "湖塘", "area": "1200"}, "2018H1"),
    "821": Pair(H1, {"limit": "2018-06", "stage": "治理中"},
                {"limit": "2018-06", "stage": "初见成效"}, "2018H1"),
    "822": Pair(H1, {"stage": "治理中"}, {"stage": "长制久清"}, "2018H1", {"2017H2": {"stage": "初见成效"}}),
    "823": Pair(H2, {f"{H1}/name": "甲河", "name": "甲河"}, {f"{H1}/name": "甲河", "name": "乙河"}, "2018H1"),
    "824": Pair(H1, {"kind": "沟渠", "length": "3"}, {"kind": "沟渠", "length": "3000"}, "2018H1"),
    "825": Pair(H1, {"kind": "湖塘", "area": "30"}, {"kind": "湖塘", "area": "20000"}, "2018H1"),
    "826": Pair(H1, {"measures": LONG},
                {"measures": LONG + "验收。"}, "2018H1", {"2017H2": {"measures": LONG}}),
    "827": Pair(H1, {"length": "3", "area": "不适用"}, {"length": "3200", "area": "不适用"}, "2018H1",
                {"2017H2": {"length": "3000"}}),
    "901": Pair(C1, {}, WHOLE),
    "902": Pair(C1, {"credit": "91350100M000100Y42"}, {"credit": RIGHT_CODE}),
    "903": Pair(C1, {"credit": "无此项"}, {"credit": "无此项"}, noted=f"{C1}/credit"),
    "904": Pair(C1, {"monitored": "2018-10-01"}, {"monitored": "2018-09-30"}),
    "905": Pair(C1, {"monitored": "2018-08-02", "published": "2018-08-01"},
                {"monitored": "2018-08-02", "published": "2018-08-02"}),
    "906": Pair(C1, {"published": "2018-08-02", "removed": "2018-08-01"},
                {"published": "2018-08-02", "removed": "2018-08-02"}),
    "907": Pair(C1, {"published": "2018-08-02", "cleared": "未核准"},
                {"published": "2018-08-02", "cleared": "已核准"}),
    "921": Pair(C1, {"published": "2018-08-02", "deadline": "2018-08-01"},
                {"published": "2018-08-02", "deadline": "2018-08-02"}),
    "922": Pair(C1, {"deadline": "2018-09-30"}, {"deadline": "2018-09-30", "removed": "2018-09-20"}),
    "923": Pair(C1, {"card": "红牌", "measure": "限产"}, {"card": "红牌", "measure": "停业"}),
    "924": Pair(C1, {"card": "黄牌", "measure": "关闭"}, {"card": "黄牌", "measure": "限产"}),
    "925": Pair(C2, {f"{C1}/name": "甲公司", "name": "甲公司"}, {f"{C1}/name": "甲公司", "name": "乙公司"}),
    "926": Pair(C2, {f"{C1}/credit": RIGHT_CODE, "credit": RIGHT_CODE},
                {f"{C1}/credit": RIGHT_CODE, "credit": "甲"}),
    "927": Pair(C1, {"progress": LONG},
                {"progress": LONG + "验收。"}, earlier={"2018Q2": {"progress": LONG}}),
    "928": Pair(C1, {"removed": "2018-10-01"}, {"removed": "2018-09-30"}),
    "929": Pair(C1, {"name": "乙公司", "credit": RIGHT_CODE}, {"name": "甲公司", "credit": RIGHT_CODE},
                earlier={"2018Q2": {"name": "甲公司", "credit": RIGHT_CODE}}),
}  # fmt: skip


def made(pair: Pair, words: Typed, noted: str = "") -> Sheet:
    """Return the sheet of a pair with these words in it, and a note at one cell."""
    earlier = {period: at(pair.row, said, period) for period, said in pair.earlier.items()}
    found = sheet(pair.when, at(pair.row, words, pair.when), earlier, own=OWN)
    if not noted:
        return found
    key = Key.parse(noted)
    return replace(found, cells={**found.cells, key: replace(found.cells[key], note="二季度多报，核减。")})


def outcomes(found: Sheet, number: str, row: str) -> list[Finding]:
    return [f for f in checks.run(found) if f.rule == number and str(f.keys[0]).startswith(f"{row}/")]


@pytest.mark.parametrize("number", PAIRS)
def test_each_rule_objects_to_what_is_wrong_and_lets_pass_what_is_right(number: str):
    pair = PAIRS[number]
    declared = {Period.parse(period): frozenset({form}) for period, form in pair.nil.items()}
    wrong = replace(made(pair, pair.fires), earlier_nil=declared)
    objected = [f for f in outcomes(wrong, number, pair.row) if f.result == checks.FAILED]
    assert objected
    for finding in objected:
        assert finding.message.endswith("。")
        assert "{" not in finding.message
    right = outcomes(made(pair, pair.fine, pair.noted), number, pair.row)
    assert checks.PASSED in {f.result for f in right}
    assert not {checks.FAILED, checks.NOT_RUN} & {f.result for f in right}


def test_no_rule_is_without_its_pair():
    assert list(PAIRS) == [r.number for r in sorted(kit.plan().rules, key=lambda r: r.number)]
    assert len(PAIRS) >= 60


def test_only_what_is_impossible_or_missing_must_be_changed():
    """Statistical limits ask; they never stop (P5)."""
    asking = {
        "change",
        "near",
        "per",
        "spanned",
        "target",
        "fall",
        "kept",
        "unique",
        "text",
        "overdue",
        "slip",
        "swapped",
        "repeated",
        "grows",
        "paired",
    }
    assert {r.severity for r in kit.plan().rules if r.kind in asking} == {"核实性"}


def test_rules_on_trial_tell_and_never_block():
    on_trial = {r.number for r in kit.plan().rules if r.trial}
    assert on_trial == {"551", "651"}
    for number in on_trial:
        pair = PAIRS[number]
        assert not any(f.blocking for f in outcomes(made(pair, pair.fires), number, pair.row))


def test_one_name_with_two_codes_over_time_is_pointed_out_from_its_last_pair():
    earlier = {
        "2018Q1": {f"{C2}/name": "甲公司", f"{C2}/credit": RIGHT_CODE},
        "2018Q2": {f"{C2}/name": "甲股份公司"},
    }
    again = {f"{C1}/name": "甲公司", f"{C1}/credit": "91350100M000100Y42"}
    found = outcomes(kit.sheet("2018Q3", again, earlier, own=OWN), "929", C1)
    assert [f.message for f in found] == [
        "“甲公司”的代码本期填的是 91350100M000100Y42，2018年第一季度填的是 91350100M000100Y43。"
    ]
    renamed = {f"{C1}/name": "甲股份公司", f"{C1}/credit": RIGHT_CODE}
    assert {f.result for f in outcomes(kit.sheet("2018Q3", renamed, earlier, own=OWN), "929", C1)} == {
        checks.PASSED
    }
