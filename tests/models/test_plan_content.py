"""The catalogue's plan against an independent reading of it: no figure differs, is missing or is added.

The reading (an extract with a verbatim quote for every figure) lies beside the checkout, not in it.
Both sides are flattened to `path -> figure` and compared over all paths of either, so that a figure
only one side has is a disagreement too.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tomllib
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from jzdesk.models import plan_source
from tests.models.plan_targets import apart, with_table

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "resources/plan/jiaozuo-13fyp"
EXTRACT = ROOT.parent / "shared/plan/jiaozuo-13fyp-extract.json"
TEXT = EXTRACT.with_name("jiaozuo-13fyp-plan.txt")

# What the catalogue adds to the plan; every other member is compared, so a new one cannot slip past
OURS = {
    "plan": set[str](),
    "indicators": {"name", "unit", "behaviour", "frequency", "direction", "answered_by", "task"}
    | {"definition", "numerator", "denominator"},
    "targets": {"scope"},
    "investment": set[str](),
    "projects": set[str](),
    "milestones": {"name", "due_text"},
    "duties": {"name", "quote"},
}
CATEGORIES = ("infrastructure", "industry", "ecology", "capacity", "total")
FYP12 = (
    "cod", "nh3n", "so2", "nox", "heavy_metal_mengzhou", "heavy_metal_other", "prov_section",
    "air_good_days", "drinking_source", "radiation",
)  # fmt: skip
# Whom a task is meant for where no county is named; all other words mean the city until it allots the task
MEANT = {
    "all": (
        "全市及县（市）区", "中心城区、县（市）城区、乡镇和产业集聚区", "各级政府本辖区", "各级环境监管人员",
        "市、县二级", "市、县级",
    ),
    "counties": ("全部县（市）区", "各县（市）区", "县（市）区", "乡镇"),
    "urban": ("城市建成区", "焦作市城市建成区", "焦作市建成区", "建成区", "中心城区", "城区"),
}  # fmt: skip
URBAN = ["410800", "410802", "410803", "410804", "410811"]
RECURS = {
    "annual": "每年", "half_yearly": "每半年", "quarterly": "每季度", "regular_from_2018": "定期",
    "ongoing_from_2017": "持续", "ongoing_from_2018": "持续",
}  # fmt: skip
OFTEN = {
    "year": ("每年一次", "每年", "年度", "年度工作目标", "年度（2018年年底前起）"),
    "half": ("每半年",),
    "quarter": ("每季度",),
    "period": ("一次，2018年底", "一次，2020年底"),
    "once": ("2017年年底前（方案）",),
    "regular": ("定期", "定期（未写周期）", "自2018年起，定期（未写周期）"),
    "ongoing": ("实时", "动态"),
    "case": ("自2017年起，逐宗", "逐项目"),
    "trigger": ("触发时", "离任时", "离任时／终身"),
    "unstated": (None,),
}


@cache
def extract() -> dict[str, Any]:
    """Return the independent reading; its absence is a failure where the build lays it out."""
    if not EXTRACT.is_file():
        reason = f"the extract of the plan is not beside the checkout ({EXTRACT.name})"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return json.loads(EXTRACT.read_text("utf-8"), parse_float=Decimal, parse_int=Decimal)


def read(name: str, folder: Path = PLAN) -> Any:
    """Return one of our lists as it is written, from its file or from the files of its folder."""
    parts = [tomllib.loads(file.read_text("utf-8")) for file in files(name, folder)]
    return [entry for part in parts for entry in part[name]] if name in parts[0] else parts[0]


def files(name: str, folder: Path) -> list[Path]:
    """Return the files that one of our lists is written in."""
    return sorted((folder / name).glob("*.toml")) or [folder / f"{name}.toml"]


def plain_unit(unit: str) -> str:
    """Return the unit of a target: a reduction is a percentage whatever it is counted from."""
    return "%" if unit.startswith("%") else unit


def given(**members: Any) -> dict[str, Any]:
    """Return the members that are not null."""
    return {name: value for name, value in members.items() if value is not None}


# What the extract says, in the shape of our files


def expected(folder: Path = PLAN) -> dict[str, Any]:
    """Return everything the extract says about what our files hold."""
    codes = {d["name"]: d["code"] for d in read("divisions", folder)}
    meta = extract()["meta"]
    return {
        "plan": {
            "id": "jiaozuo-13fyp",
            "edition": "1",
            "title": meta["title"],
            "document_number": meta["document_number"],
            "issued_on": meta["issued_on"],
            "start": meta["period_start"],
            "end": meta["period_end"],
        },
        "indicators": dict(
            [*map(table2, extract()["table2_main_indicators"]), *from_text(codes), *table1(codes)]
        ),
        "investment": dict(investment(no, row) for no, row in enumerate(extract()["table3_investment"], 1)),
        "projects": dict(project(no, row, codes) for no, row in enumerate(extract()["projects_named"], 1)),
        "milestones": dict(
            milestone(no, row, codes)
            for no, row in enumerate([*extract()["milestones"], *extract()["undated_tasks"]], 1)
        ),
        "duties": dict(duty(no, row) for no, row in enumerate(extract()["obligations"], 1)),
    }


def table2(row: Mapping[str, Any]) -> tuple[str, Any]:
    """Return a row of 专栏二 with what the running text says about the same thing."""
    first = given(
        year=Decimal(2020),
        op=row["target_2020_op"],
        value=row["target_2020_value"],
        unit=plain_unit(row["unit"]),
        cumulative=row["cumulative_5y"] or None,
        source="专栏二",
        ref=row["id"],
        binding=row["attribute"] == "约束性",
    )
    further = [
        text_target(t) for t in extract()["text_targets"] if t["table2_id"] == row["id"] and with_table(t)
    ]
    base = row["baseline_2015"]
    baseline = given(year=Decimal(2015), value=base, unit=row["baseline_unit"]) if base is not None else None
    return row["id"], given(
        ref=row["id"], nature=row["attribute"], baseline=baseline, targets=[first, *further]
    )


def text_target(row: Mapping[str, Any], counties: list[str] | None = None) -> dict[str, Any]:
    """Return a target of the running text."""
    return given(
        year=row["year"],
        op=row["op"],
        value=row["value"],
        unit=row["unit"],
        base_year=row["base_year"] if row["baseline"] is None else None,
        source=row["chapter"],
        ref=row["id"],
        binding=False,
        counties=counties or None,
    )


def from_text(codes: Mapping[str, str]) -> Iterable[tuple[str, Any]]:
    """Yield the indicators that only the running text has."""
    for code, rows in apart(extract()["text_targets"]).items():
        based = [row for row in rows if row["baseline"] is not None]
        assert len(based) <= 1
        baseline = None
        if based:
            row = based[0]
            baseline = given(year=row["base_year"], value=row["baseline"], unit=row["unit"])
        targets = [text_target(row, [codes[name] for name in row["counties"]]) for row in rows]
        yield code, given(ref=rows[0]["id"], baseline=baseline, targets=targets)


def table1(codes: Mapping[str, str]) -> Iterable[tuple[str, Any]]:
    """Yield the rows of 专栏一, the plan before."""
    for no, (code, row) in enumerate(zip(FYP12, extract()["table1_12th_fyp"], strict=True), 1):
        common = {"year": Decimal(2015), "source": "专栏一", "ref": str(no), "binding": False}
        unit = plain_unit(row["unit"])
        targets = []
        if row["target_2015"] is not None:
            op = ">=" if row["target_2015_printed"].startswith("≥") else "<="
            targets.append({"op": op, "value": row["target_2015"], "unit": unit, **common})
        if row["target_reduction_pct"] is not None:
            reduction = {"op": "reduce_pct", "value": row["target_reduction_pct"], "unit": "%"}
            targets.append({**reduction, "base_year": row["base_year"], **common})
        if not targets:
            assert "天然本底涨落范围内" in row["target_2015_printed"]
            targets.append({"op": "stable", "unit": unit, **common})
        baseline = actual = None
        if row["base_value"] is not None:
            baseline = {"year": row["base_year"], "value": row["base_value"], "unit": unit}
        if row["actual_2015"] is not None:
            actual = {"year": Decimal(2015), "value": row["actual_2015"], "unit": unit}
        for target in targets:
            target |= given(counties=[codes[name] for name in codes if name in row["name"]] or None)
        yield f"fyp12.{code}", given(
            ref=str(no), baseline=baseline, actual=actual, actual_pct=row["actual_reduction_pct"],
            targets=targets,
        )  # fmt: skip


def investment(no: int, row: Mapping[str, Any]) -> tuple[str, Any]:
    """Return a row of 专栏三."""
    category = CATEGORIES[no - 1]
    return category, given(
        category=category,
        name=row["category"],
        ref=str(no),
        projects=row["project_count"],
        planned=row["investment_wan_yuan"],
        share=row["share_pct"],
        total=True if category == "total" else None,
    )


def project(no: int, row: Mapping[str, Any], codes: Mapping[str, str]) -> tuple[str, Any]:
    """Return a named project."""
    names = [r["category"] for r in extract()["table3_investment"]]
    code = f"P{no:03}"
    return code, given(
        code=code,
        ref=str(no),
        name=row["name"],
        category=CATEGORIES[names.index(row["category"])],
        county=codes[row["county"]] if row["county"] else None,
        source=row["chapter"],
    )


def milestone(no: int, row: Mapping[str, Any], codes: Mapping[str, str]) -> tuple[str, Any]:
    """Return a task, with or without a date."""
    code = f"M{no:03}"
    again, basis = row.get("recurrence"), row.get("deadline_basis")
    target = next((t for t in extract()["text_targets"] if t["id"] == row.get("text_target_id")), None)
    amount = target is not None and target["value"] is not None
    return code, given(
        code=code,
        ref=row["id"],
        due=row.get("deadline"),
        due_basis=None if basis == "text" else basis,
        start=row.get("start"),
        recurrence=RECURS[again] if again else None,
        kind="control" if row.get("kind") == "control" else None,
        quantity=target["value"] if target and amount else None,
        quantity_unit=target["unit"] if target and amount else None,
        scope=meant(row, [codes[name] for name in row["counties"]]),
        source=row["chapter"],
    )


def meant(row: Mapping[str, Any], named: list[str]) -> str | list[str]:
    """Return the scope of a task as our files write it."""
    if named:
        return [*URBAN, *named] if row["scope"].startswith("焦作市区、") else named
    if row["scope"] == "各县（市）":
        return ["410821", "410822", "410823", "410825", "410882", "410883"]
    return next((word for word, scopes in MEANT.items() if row["scope"] in scopes), "city")


def duty(no: int, row: Mapping[str, Any]) -> tuple[str, Any]:
    """Return a duty; how often and by when it is due stands in one sentence of the extract."""
    often = row["frequency"]
    ends = re.search(r"(20\d\d)年年?底", often or "")
    starts = re.match(r"自(20\d\d)年起", often or "")
    code = f"D{no:03}"
    return code, given(
        code=code,
        ref=row["id"],
        who=row["who"],
        frequency=next(word for word, said in OFTEN.items() if often in said),
        due=f"{ends[1]}-12-31" if ends else None,
        start=starts[1] if starts else None,
        source=row["chapter"],
    )


# What our files say


def held(folder: Path = PLAN) -> dict[str, Any]:
    """Return what our files hold, without the members that are ours alone."""
    found: dict[str, Any] = {"plan": read("plan", folder)}
    for name in ("investment", "projects", "milestones", "duties"):
        key = "category" if name == "investment" else "code"
        found[name] = {entry[key]: without(entry, name) for entry in read(name, folder)}
    found["indicators"] = {}
    for entry in read("indicators", folder):
        kept = without(entry, "indicators")
        del kept["code"]
        kept["targets"] = [
            without(t, "targets") | given(counties=t["scope"] if isinstance(t["scope"], list) else None)
            for t in entry["targets"]
        ]
        found["indicators"][entry["code"]] = kept
    return found


def without(entry: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Return `entry` without the members the catalogue adds."""
    return {name: value for name, value in entry.items() if name not in OURS[kind]}


def flat(node: Any, path: str = "") -> dict[str, Any]:
    """Return the leaves of `node` by their path."""
    if isinstance(node, Mapping):
        parts = [flat(value, f"{path}/{name}") for name, value in node.items()]
    elif isinstance(node, list):
        parts = [flat(value, f"{path}/{place}") for place, value in enumerate(node)]
    else:
        return {path: node}
    return {name: value for part in parts for name, value in part.items()}


def same(ours: Any, theirs: Any) -> bool:
    """Tell whether two leaves agree; figures are text or integers with us and numbers in the extract."""
    if isinstance(theirs, Decimal):
        figure = isinstance(ours, int | str) and not isinstance(ours, bool)
        return figure and re.fullmatch(r"\d+(\.\d+)?", str(ours)) is not None and Decimal(ours) == theirs
    return type(ours) is type(theirs) and ours == theirs


def compare(folder: Path = PLAN) -> tuple[int, list[str]]:
    """Return how many facts were compared and what is said of those that disagree."""
    ours, theirs = flat(held(folder)), flat(expected(folder))
    absent = object()
    paths = sorted({*ours, *theirs})
    disagreements = [
        f"{path}: ours {ours.get(path, 'nothing')!r}, the plan {theirs.get(path, 'nothing')}"
        for path in paths
        if not same(ours.get(path, absent), theirs.get(path, absent))
    ]
    return len(paths), disagreements


def test_every_fact_agrees(capsys: pytest.CaptureFixture[str]) -> None:
    compared, disagreements = compare()
    with capsys.disabled():
        print(f"\nplan: {compared} facts compared, {compared - len(disagreements)} agree")
    assert disagreements == []
    assert compared > 600


def test_figures_stand_as_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """`6.90` and `100.0` keep their noughts: each figure occurs in the quote it comes from."""
    quotes: dict[str, str] = {r["id"]: r["quote"] for r in extract()["table2_main_indicators"]}
    quotes |= {r["id"]: r["quote"] for r in extract()["text_targets"]}
    quotes |= {str(no): r["quote"] for no, r in enumerate(extract()["table1_12th_fyp"], 1)}
    checked = 0
    for entry in read("indicators"):
        own = [entry[name]["value"] for name in ("baseline", "actual") if name in entry]
        own += [entry["actual_pct"]] if "actual_pct" in entry else []
        pairs = [(value, entry["ref"]) for value in own]
        for target in entry["targets"]:
            value = target.get("value", [])
            pairs += [(part, target["ref"]) for part in (value if isinstance(value, list) else [value])]
        for value, ref in pairs:
            printed = [*figures(quotes[ref]), *re.findall("[Ⅰ-Ⅴ](?=类)", quotes[ref])]
            assert value in printed, (entry["code"], value, ref)
            checked += 1
    for entry, row in zip(read("investment"), extract()["table3_investment"], strict=True):
        for value in (str(entry["projects"]), entry["planned"], entry["share"]):
            assert value in figures(row["quote"]), (entry["category"], value)
            checked += 1
    with capsys.disabled():
        print(f"\nplan: {checked} printed figures of indicators and investment found in their quotes")
    assert checked > 140


def figures(text: str) -> list[str]:
    """Return the figures in `text` as they are written."""
    return re.findall(r"\d+(?:\.\d+)?", text)


def test_units_are_those_of_the_plan() -> None:
    rows = [r["unit"] for r in extract()["table2_main_indicators"]]
    rows += [r["unit"] for r in extract()["table1_12th_fyp"]]
    tables = [i for i in read("indicators") if i["targets"][0]["source"] in ("专栏二", "专栏一")]
    assert [i["unit"] for i in tables] == rows


def test_counts_are_those_of_the_plan() -> None:
    kinds = ("divisions", "indicators", "investment", "projects", "milestones", "duties", "notes")
    counted = {name: len(read(name)) for name in kinds}
    assert counted["divisions"] == 12
    assert counted["indicators"] == 19 + len(apart(extract()["text_targets"])) + 10
    assert counted["investment"] == 4 + 1
    assert counted["projects"] == 24
    assert counted["milestones"] == 72 + 105
    assert counted["duties"] == 76
    assert counted["notes"] == 37
    four, total = read("investment")[:-1], read("investment")[-1]
    assert sum(row["projects"] for row in four) == total["projects"]
    assert sum(int(row["planned"]) for row in four) == int(total["planned"])


def test_names_of_tasks_and_duties_are_our_own_words() -> None:
    if not TEXT.is_file():
        pytest.skip(f"the text of the plan is not beside the checkout ({TEXT.name})")
    plan = "".join(TEXT.read_text("utf-8").split())
    named = {entry["code"]: entry["name"] for kind in ("milestones", "duties") for entry in read(kind)}
    assert [code for code, name in named.items() if len(name) > 12 and name in plan] == []
    assert [code for code, name in named.items() if not 0 < len(name) <= 40] == []
    tasks = [name for code, name in named.items() if code.startswith("M")]
    assert len(set(tasks)) == len(tasks)


def test_a_term_in_words_says_no_other_year_than_the_date() -> None:
    for task in read("milestones"):
        years = set(re.findall(r"20\d\d", task.get("due_text", "")))
        assert years == ({task.get("due", task.get("start"))[:4]} if years else set()), task["code"]
        assert ("due_text" in task) == ("recurrence" in task), task["code"]


def test_notes_hold_every_contradiction_and_name_all_it_is_about() -> None:
    conflicts = {c["id"]: c for c in extract()["conflicts"]}
    noted = {note["ref"]: note for note in read("notes")}
    assert noted.keys() == conflicts.keys()
    where = {t["ref"]: i["code"] for i in read("indicators") for t in i["targets"]}
    where |= {entry["ref"]: entry["code"] for kind in ("milestones", "duties") for entry in read(kind)}
    for ref, conflict in conflicts.items():
        assert {where[name] for name in conflict["ids"]} <= set(noted[ref]["about"]), ref
        assert noted[ref]["about"], ref


def test_notes_cite_chapters_in_which_the_contradiction_stands() -> None:
    places = {t["id"]: t["chapter"] for t in extract()["text_targets"]}
    places |= {m["id"]: m["chapter"] for m in [*extract()["milestones"], *extract()["undated_tasks"]]}
    noted = {note["ref"]: note["source"].split("、") for note in read("notes")}
    for conflict in extract()["conflicts"]:
        stand = {places[name] for name in conflict["ids"] if name in places}
        assert stand <= set(noted[conflict["id"]]), conflict["id"]


def test_notes_name_what_exists_and_bring_no_figure_of_their_own() -> None:
    names = ("indicators", "projects", "milestones", "duties")
    codes = {entry["code"] for name in names for entry in read(name)}
    conflicts = {c["id"]: c for c in extract()["conflicts"]}
    for note in read("notes"):
        assert set(note["about"]) <= codes, note["ref"]
        conflict = conflicts[note["ref"]]
        known = {*figures(conflict["what"]), *figures(" ".join(conflict["quotes"])), "2015", "2020"}
        text = re.sub(r"PM(2\.5|10)", "", note["text"])
        assert set(figures(text)) <= known, (note["ref"], set(figures(text)) - known)


def change(folder: Path, name: str, old: str, new: str) -> Path:
    """Copy our plan to `folder` and replace `old` once in the file `name`."""
    shutil.copytree(PLAN, folder)
    file = next(file for file in files(name, folder) if old in file.read_text("utf-8"))
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("indicators", 'value = "58"', 'value = "59"'),
        ("indicators", 'op = "approx"', 'op = ">="'),
        ("indicators", ", cumulative = true", ""),
        ("indicators", 'op = "provincial"', 'op = "provincial", value = "5"'),
        ("indicators", 'actual_pct = "12.6"', 'actual_pct = "12.61"'),
        ("indicators", 'scope = ["410883"]', 'scope = ["410882"]'),
        ("indicators", 'year = "2010"', 'year = "2015"'),
        ("indicators", 'value = "1392"', 'value = "1932"'),
        ("indicators", 'value = ["4", "6"]', 'value = ["4", "9"]'),
        ("indicators", 'value = "Ⅳ"', 'value = "Ⅲ"'),
        ("indicators", 'year = "2019"', 'year = "2020"'),
        ("indicators", 'base_year = "2013"', 'base_year = "2015"'),
        ("indicators", 'value = "3.18"', 'value = "3.81"'),
        ("indicators", 'scope = ["410822"]', 'scope = ["410823"]'),
        ("indicators", 'op = "zero_growth"', 'op = "decline"'),
        ("indicators", 'unit = "百分点"', 'unit = "%"'),
        ("indicators", 'source = "五（三）"', 'source = "五（二）"'),
        ("indicators", 'op = "standard", unit', 'year = "2020", op = "standard", unit'),
        ("investment", 'planned = "67690"', 'planned = "67960"'),
        ("investment", "projects = 21", "projects = 22"),
        ("projects", 'category = "ecology"', 'category = "capacity"'),
        ("projects", 'county = "410823"', 'county = "410822"'),
        ("projects", 'source = "九（一）"', 'source = "九（一）"\nplanned = "100"'),
        ("milestones", 'due = "2020"', 'due = "2019"'),
        ("milestones", 'scope = ["410825"]', 'scope = ["410825", "410882"]'),
        ("milestones", 'scope = "urban"', 'scope = "city"'),
        ("milestones", 'recurrence = "每年"', 'recurrence = "每半年"'),
        ("milestones", 'start = "2016"\n', ""),
        ("milestones", 'quantity = "200"', 'quantity = "300"'),
        ("milestones", 'code = "M177"\n', 'code = "M177"\ndue = "2020"\n'),
        ("milestones", 'kind = "control"\n', ""),
        ("duties", 'due = "2018-12-31"', 'due = "2018-06-30"'),
        ("duties", 'frequency = "trigger"', 'frequency = "year"'),
        ("duties", 'who = "上市公司"\n', ""),
        ("duties", 'source = "八（五）"', 'source = "八（六）"'),
        ("plan", 'end = "2020"', 'end = "2021"'),
    ],
)
def test_a_changed_figure_is_seen(name: str, old: str, new: str, tmp_path: Path) -> None:
    _, disagreements = compare(change(tmp_path / "plan", name, old, new))
    assert disagreements


# The loader


def test_our_plan_loads_with_every_scope_spelt_out() -> None:
    data = plan_source.load(PLAN)
    codes = [division["code"] for division in data["divisions"]]
    scopes = [target["scope"] for entry in data["indicators"] for target in entry["targets"]]
    scopes += [entry["scope"] for entry in data["milestones"]]
    assert all(scope and set(scope) <= set(codes) for scope in scopes)
    assert codes[1:] in scopes


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Path]:
    """Return a maker of a tiny plan with some of its files replaced."""

    def make(**files: str) -> Path:
        texts = {
            "plan": 'id = "p"',
            "divisions": "".join(
                f'[[divisions]]\ncode = "{code}"\nkind = "{kind}"\n'
                for code, kind in {
                    "410800": "city",
                    **dict.fromkeys(("410802", "410803", "410804", "410811"), "district"),
                    "410823": "county",
                }.items()
            ),
            **files,
        }
        for name in ("plan", *plan_source._LISTS):
            (tmp_path / f"{name}.toml").write_text(texts.get(name, ""), "utf-8")
        return tmp_path

    return make


def test_load_spells_out_scopes(small: Callable[..., Path]) -> None:
    targets = "".join(
        f'[[indicators.targets]]\nscope = "{w}"\n' for w in ("all", "counties", "city", "urban")
    )
    data = plan_source.load(
        small(
            indicators=f'[[indicators]]\ncode = "i"\n{targets}',
            milestones='[[milestones]]\ncode = "M001"\nscope = ["410823"]\n',
            projects='[[projects]]\ncode = "P001"\ncounty = "410823"\n[[projects]]\ncode = "P002"\n',
            forms='[[forms]]\nid = "f"\nscope = "counties"\nblocks = [{ code = "b" }]\n',
        )
    )
    central = ["410802", "410803", "410804", "410811"]
    assert [t["scope"] for t in data["indicators"][0]["targets"]] == [
        ["410800", *central, "410823"],
        [*central, "410823"],
        ["410800"],
        ["410800", *central],
    ]
    assert data["milestones"][0]["scope"] == ["410823"]
    assert data["forms"][0]["scope"] == [*central, "410823"]
    assert set(data) == {"plan", *plan_source._LISTS}
    assert json.loads(json.dumps(data)) == data


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("projects", '[[projects]]\ncode = "P001"\n[[projects]]\ncode = "P001"\n'),
        ("investment", '[[investment]]\ncategory = "a"\n[[investment]]\ncategory = "a"\n'),
        ("forms", '[[forms]]\nid = "f"\n[[forms]]\nid = "f"\n'),
        ("forms", '[[forms]]\nid = "f"\ncolumns = [{ code = "c" }, { code = "c" }]\n'),
        ("forms", '[[forms]]\nid = "f"\nblocks = [{ code = "b" }, { code = "b" }]\n'),
        (
            "forms",
            '[[forms]]\nid = "f"\nblocks = [{ code = "a", rows = [{ code = "r" }] },'
            ' { code = "b", totals = [{ code = "r" }] }]\n',
        ),
        ("milestones", '[[milestones]]\ncode = "M001"\nscope = ["410899"]\n'),
        ("indicators", '[[indicators]]\ncode = "i"\ntargets = [{ scope = "county" }]\n'),
        ("forms", '[[forms]]\nid = "f"\nblocks = [{ code = "b", scope = "towns" }]\n'),
        ("projects", '[[projects]]\ncode = "P001"\ncounty = "410899"\n'),
        ("notes", "[[notes\n"),
    ],
)
def test_load_names_the_file_at_fault(small: Callable[..., Path], name: str, text: str) -> None:
    with pytest.raises(ValueError, match=rf"^{name}\b"):
        plan_source.load(small(**{name: text}))
