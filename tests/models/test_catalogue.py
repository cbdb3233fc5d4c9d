from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from jzdesk.errors import UsageError
from jzdesk.models import plan_source
from jzdesk.models.catalogue import Catalogue
from jzdesk.models.checks import kinds
from jzdesk.models.form import Column, Row, Rule
from tests.models.kit import CITY, COUNTY, MADE_UP_COUNTY, PLAN_FOLDER, key, own, period, plan

COUNTIES = {
    "410802": "解放区", "410803": "中站区", "410804": "马村区", "410811": "山阳区", "410821": "修武县",
    "410822": "博爱县", "410823": "武陟县", "410825": "温县", "410882": "沁阳市", "410883": "孟州市",
    "410871": "城乡一体化示范区",
}  # fmt: skip
DISTRICTS = ("410802", "410803", "410804", "410811")
KINDS = {"quarter": "2018Q3", "half": "2018H1", "year": "2018"}
WATER, AIR, METALS = ("cod", "nh3n", "tn", "tp"), ("so2", "nox", "dust"), ("pb", "hg", "cd", "cr", "as")
PAIRS = {
    *(f"{p}.{s}" for p in WATER for s in ("industry", "agriculture", "living", "facility")),
    *(f"{p}.{s}" for p in AIR for s in ("industry", "living", "facility")),
    *(f"{p}.mobile" for p in ("nox", "dust", "voc")),
    *(f"voc.{s}" for s in ("industry", "living")),
    *(f"{p}.{s}" for p in METALS for s in ("industry", "facility")),
}
SEWAGE = ["sewage.water", "sewage.cod", "sewage.nh3n", "sewage.tp"]
QUARTERLY = [f"{p}.industry" for p in (*WATER, *AIR)]


def codes(form: str, unit: str, when: str, *added) -> list[str]:
    catalogue = plan()
    return [row.code for row in catalogue.rows(catalogue.form(form), unit, period(when), added)]


# The shipped plan


def test_forty_of_the_sixty_five_pairs_of_pollutant_and_source_exist(plan: Catalogue):
    rows = [r.code for r in plan.form("emissions").rows if not r.derived and not r.code.startswith("sewage")]
    assert len(rows) == len(PAIRS) == 40
    assert set(rows) == PAIRS


def test_metals_are_in_kilograms_with_three_places_and_the_rest_in_tons_with_two(plan: Catalogue):
    for row in plan.form("emissions").rows:
        metal = row.code.split(".")[0] in METALS
        water = row.code == "sewage.water"
        assert (row.unit, row.decimals) == (("千克", 3) if metal else ("万吨" if water else "吨", 2)), (
            row.code
        )


@pytest.mark.parametrize("unit", COUNTIES)
def test_a_county_fills_industry_and_sewage_each_quarter_and_all_its_sources_for_the_year(unit):
    assert codes("emissions", unit, "2018Q3") == QUARTERLY + SEWAGE
    assert codes("emissions", unit, "2018H1") == []
    year = codes("emissions", unit, "2018")
    totals = [c for c in year if c.endswith(".total")]
    assert set(year) - set(totals) == {p for p in PAIRS if not p.endswith(".mobile")}
    assert len(totals) == 13
    assert year[-13:] == totals


def test_the_city_alone_fills_mobile_sources_and_their_totals():
    assert codes("emissions", CITY, "2018Q3") == []
    mobile = ["nox.mobile", "dust.mobile", "voc.mobile"]
    assert codes("emissions", CITY, "2018") == [*mobile, "nox.total", "dust.total", "voc.total"]


def test_offices_are_the_city_and_its_eleven_counties(plan: Catalogue):
    assert {d.code: d.name for d in plan.divisions} == {CITY: "焦作市", **COUNTIES}
    assert set(plan.counties) == set(COUNTIES)
    assert plan.division(COUNTY).office == "武陟县环境保护局"


def test_each_named_project_and_task_stands_with_its_county_or_the_city(plan: Catalogue):
    for form, source, scope in (
        ("investment", "projects", lambda item: [item.get("county", CITY)]),
        ("milestones", "milestones", lambda item: item["scope"]),
    ):
        found = Counter(code for d in plan.divisions for code in codes(form, d.code, "2018Q3"))
        found -= Counter(dict.fromkeys((r.code for r in plan.form(form).rows if r.derived), 12))
        assert found == Counter({item["code"]: len(scope(item)) for item in plan.data[source]})
        for item in plan.data[source]:
            assert all(item["code"] in codes(form, unit, "2018Q3") for unit in scope(item))


@pytest.mark.parametrize("unit", ["410802", "410803", "410804", "410811"])
def test_a_district_without_projects_has_an_empty_list_without_a_total(unit):
    assert codes("investment", unit, "2018Q3") == []
    added = own("investment", "X410802-001", "projects", "2018Q2")
    assert codes("investment", unit, "2018Q3", added) == ["X410802-001", "total"]


def test_every_county_reports_air_and_management_rates_each_quarter():
    for unit in COUNTIES:
        found = codes("quality", unit, "2018Q3")
        assert found[:9] == [
            "good_days", "heavy_days", "valid_days", "pm25", "pm10", "so2", "no2", "co95", "o3_90",
        ]  # fmt: skip
        assert found[9:] == ["hazwaste.producers", "hazwaste.operators", "permits"]
    assert codes("quality", CITY, "2018Q3") == []


def test_the_year_asks_air_again_and_what_the_bureaus_know():
    for unit in COUNTIES:
        found = codes("quality", unit, "2018")
        assert found[:9] == codes("quality", unit, "2018Q3")[:9]
        assert "straw_utilization" in found
        assert "coal_total" not in found
        assert ("built_up_green_rate" in found) == (unit in DISTRICTS)
        assert ("heating_coverage" in found) == (unit in {*DISTRICTS, "410822", "410823"})
    city = codes("quality", CITY, "2018")
    assert {"coal_total", "qinhe_class_iv", "built_up_green_rate"} <= set(city)
    assert not {"good_days", "straw_utilization", "gas_coverage_town"} & set(city)


def test_rows_and_columns_appear_in_periods_of_both_their_kinds(plan: Catalogue):
    form = plan.form("emissions")
    row = next(r for r in form.rows if r.code == "cod.industry")
    quarter = [c.code for c in plan.columns(form, row, period("2018Q3"))]
    year = [c.code for c in plan.columns(form, row, period("2018"))]
    assert quarter == [
        "enterprises", "emitted", "adjustment", "ytd", "previous", "last_year", "change_last_year",
        "change_previous",
    ]  # fmt: skip
    assert year == ["base", "quarters", "flash", "annual", "closed", "final", "approved", "gap"]
    assert plan.columns(form, row, period("2018H1")) == ()


def test_codes_are_never_used_twice_in_a_form(plan: Catalogue):
    for form in plan.forms:
        assert max(Counter(r.code for r in form.rows).values()) == 1
        assert {c for b in form.blocks for c in b.columns} <= {c.code for c in form.columns}
        assert {c for r in form.rows for c in r.columns} <= {c.code for c in form.columns}


def test_every_total_adds_up_rows_of_its_form_in_its_own_unit(plan: Catalogue):
    for form in plan.forms:
        rows = {r.code: r for r in form.rows}
        for total in (r for r in form.rows if r.derived and r.sums != ("*",)):
            parts = [rows[code] for code in total.sums]
            assert {(p.unit, p.decimals) for p in parts} == {(total.unit, total.decimals)}
            assert {p.code.split(".")[0] for p in parts} == {total.code.split(".")[0]}
            assert set(total.sums) == {p for p in PAIRS if p.split(".")[0] == total.code.split(".")[0]}


def columns_of(rule: Rule) -> set[str]:
    """Return the columns of its own form that a rule names."""
    single = {"left", "when", "then", "first", "numerator", "denominator", "column", "limit", "state"}
    several = {"columns", "any", "where"}
    params = rule.params
    named = [params[n] for n in {*single, "means"} if isinstance(params.get(n), str)]
    named += [code for n in several for code in params.get(n, ())]
    named += [code for pair in params.get("pairs", ()) for code in pair]
    named += params["then"] if isinstance(params.get("then"), list) else []
    return {code for code in named if "/" not in code}


def test_rules_speak_of_what_there_is(plan: Catalogue):
    for rule in plan.rules:
        form = plan.form(rule.form)
        assert all(form.column(code) for code in columns_of(rule)), rule.number
        assert set(rule.params.get("rows", ())) <= {r.code for r in form.rows}
        assert set(rule.params.get("blocks", ())) <= {b.code for b in form.blocks}
        assert rule.severity in {"强制性", "核实性"}
        assert rule.kind in kinds.KINDS
        assert set(rule.frequencies) <= set(form.frequencies)
        assert period(rule.since).year in {2015, 2016, 2018}
        assert 0 < len(rule.wording) <= 40
        assert rule.remedy.endswith("。")
        assert len(rule.remedy) <= 60


def test_indicators_of_rows_are_in_the_plan(plan: Catalogue):
    named = [r.indicator for form in plan.forms for r in form.rows if r.indicator]
    assert named
    assert all(plan.indicator(code) for code in named)
    assert plan.indicator("nothing") is None


def test_a_period_lies_in_the_plan_or_is_its_base_year(plan: Catalogue):
    assert [y for y in range(2013, 2023) if plan.check_period(period(f"{y}Q1"))] == list(range(2015, 2021))
    assert plan.edition == "jiaozuo-13fyp/1"


# Any catalogue


@pytest.mark.parametrize("ask", [
    lambda c: c.division("419999"),
    lambda c: c.form("nothing"),
    lambda c: c.find(key("emissions/cod.industry/nothing")),
    lambda c: c.find(key("nothing/cod.industry/emitted")),
])  # fmt: skip
def test_what_is_in_no_catalogue_is_wrong_usage(plan: Catalogue, ask):
    with pytest.raises(UsageError) as wrong:
        ask(plan)
    assert "plan --json" in wrong.value.sentence


def test_the_stores_json_gives_the_same_catalogue(plan: Catalogue):
    text = plan.to_json()
    again = Catalogue.from_json(text)
    assert again.to_json() == text
    assert (again.forms, again.rules, again.divisions) == (plan.forms, plan.rules, plan.divisions)
    assert ": " not in text
    assert Catalogue.from_json(str(text)) is again, "it is not made anew at each opening"


@pytest.mark.parametrize(
    ("scope", "codes"),
    [
        ("counties", tuple(sorted(COUNTIES, key=list(COUNTIES).index))),
        ("city", (CITY,)),
        ("urban", (CITY, "410802", "410803", "410804", "410811")),
        (["410823"], ("410823",)),
    ],
)
def test_scope_words_stand_for_offices(plan: Catalogue, scope, codes):
    assert sorted(plan.scope(scope)) == sorted(codes)
    assert len(plan.scope("all")) == 12


def test_own_rows_follow_the_blocks_others_from_when_they_began(plan: Catalogue):
    added = (
        own("quality", "X1", "sources", "2018Q1"),
        own("quality", "X2", "sections", "2018Q3"),
        own("quality", "X3", "sections", "2018Q1", "2018Q2"),
        own("investment", "X4", "projects", "2018Q1"),
    )
    assert codes("quality", COUNTY, "2018Q3", *added)[9:11] == ["X2", "X1"]
    assert codes("quality", COUNTY, "2018Q2", *added)[9:11] == ["X3", "X1"]
    assert codes("quality", COUNTY, "2017Q4", *added)[9:] == codes("quality", COUNTY, "2017Q4")[9:]
    row = next(r for r in plan.rows(plan.form("quality"), COUNTY, period("2018Q3"), added) if r.code == "X2")
    assert (row.origin, row.scope, row.unit, row.primary_unit) == ("office", (COUNTY,), "次", "%")


def test_a_total_of_the_whole_block_stands_where_the_block_has_rows(made_up: Catalogue):
    form = made_up.form("loads")
    rows = made_up.rows(form, MADE_UP_COUNTY, period("2021"))
    assert [r.code for r in rows] == ["q", "y", "all"]
    assert made_up.rows(form, CITY, period("2021")) == ()


def test_what_the_plan_gives_stands_in_its_rows(made_up: Catalogue):
    rows = {r.code: r for r in made_up.form("jobs").rows}
    assert dict(rows["W1"].given) == {"called": "某工程", "budget": "12.5", "sort": "new"}
    assert rows["W1"].scope == (MADE_UP_COUNTY,)
    assert dict(rows["W3"].given) == {"called": "未定预算的工程", "sort": "old"}
    assert rows["W2"].scope == (CITY,)
    assert made_up.form("jobs").block("list").rows[0].ref == "一"


def test_a_rows_label_names_its_block_in_sentences(plan: Catalogue):
    rows = {r.code: r for r in plan.form("emissions").rows}
    assert (rows["cod.living"].name, rows["cod.living"].label) == ("化学需氧量", "化学需氧量·城镇生活源")
    assert next(r for r in plan.form("quality").rows if r.code == "pm25").label == "细颗粒物（PM2.5）"


def test_an_option_goes_by_code_and_word(plan: Catalogue):
    stage = plan.form("investment").column("stage")
    assert isinstance(stage, Column)
    assert (stage.option("在建"), stage.word("building")) == ("building", "在建")
    assert (stage.option("盖好了"), stage.word("melted")) == (None, "melted")


def test_a_row_is_a_total_when_it_adds_up(plan: Catalogue):
    rows: list[Row] = list(plan.form("investment").rows)
    assert [r.code for r in rows if r.derived] == ["total"]


def test_a_task_shows_its_date_or_how_often_it_comes_back_or_that_it_has_no_date(plan: Catalogue):
    rows = {row.code: row for row in plan.form("milestones").rows if not row.derived}
    shown = ("M053", "M072", "M011", "M016", "M044", "M027", "M038", "M043", "M062", "M150")
    assert [(rows[c].given["due"], rows[c].recurs) for c in shown] == [
        ("2020", ""), ("2020-12-31", ""), ("每年", "year"), ("每半年", "half"), ("每季度", "quarter"),
        ("2018年起定期", "year"), ("2017年起", "year"), ("2018年底起每年", "year"),
        ("未定期限", ""), ("未定期限", ""),
    ]  # fmt: skip
    assert all(row.given["due"] for row in rows.values())


def test_an_amount_the_plan_sets_to_a_task_is_not_typed_over(plan: Catalogue):
    form = plan.form("milestones")
    kitchen, sewage = (next(r for r in form.rows if r.code == code) for code in ("M057", "M053"))
    assert (kitchen.given["quantity"], kitchen.given["quantity_unit"]) == ("200", "吨/日")
    quantity = form.column("quantity")
    assert quantity is not None
    assert quantity.fixed_in(kitchen)
    assert not quantity.fixed_in(sewage)


def test_a_county_reports_the_tasks_that_name_it_or_every_county():
    named = {"M023", "M024", "M053", "M054", "M111"}
    every = {"M011", "M014", "M037", "M044", "M067", "M070", "M095", "M102", "M114", "M115", "M119", "M150"}

    def tasks(unit: str) -> set[str]:
        return {code for code in codes("milestones", unit, "2018Q3") if code.startswith("M")}

    assert tasks(COUNTY) == named | every | {"M062"}
    assert tasks("410871") == every
    assert len(codes("milestones", CITY, "2018Q3")) > 140


# The files it is read from


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PLAN_FOLDER, tmp_path / "plan"))


def amend(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("plan", 'start = "2016"', "start = 2016 =", "plan.toml"),
        ("divisions", '"410802"', '"410803"', "410803 stands there twice"),
        ("rules/1_emissions", 'number = "102"', 'number = "101"', "101 stands there twice"),
        ("projects", 'code = "P002"', 'code = "P001"', "P001 stands there twice"),
        ("projects", 'county = "410883"', 'county = "419999"', "419999 is no division"),
        ("milestones/1_dated", 'scope = ["410821"]', 'scope = ["419999"]', "419999 is no division"),
        ("forms/1_emissions", 'scope = "city"', 'scope = "town"', "town is no division"),
        (
            "forms/1_emissions",
            'code = "nh3n.industry"',
            'code = "cod.industry"',
            "emissions: cod.industry stands",
        ),
        ("forms/1_emissions", 'code = "emitted"', 'code = "enterprises"', "emissions: enterprises stands"),
        (
            "forms/1_emissions",
            'code = "agriculture"\ntitle',
            'code = "industry"\ntitle',
            "emissions: industry stands",
        ),
        ("indicators/1_main", 'op = ">="', 'op = "over"', "op of air_good_days_ratio may not be over"),
        ("indicators/1_main", 'answered_by = "county"', 'answered_by = "all"', "may not be all"),
        ("milestones/1_dated", '"period_13fyp"', '"sometime"', "due_basis of M0.* may not be sometime"),
        ("duties", 'frequency = "year"', 'frequency = "month"', "frequency of .* may not be month"),
    ],
)
def test_files_that_cannot_be_right_are_refused_by_name(folder: Path, name, old, new, said):
    amend(folder / f"{name}.toml", old, new)
    with pytest.raises(ValueError, match=said):
        plan_source.load(folder)


def test_scopes_are_spelt_out_at_any_depth():
    data = plan_source.load(PLAN_FOLDER)
    mobile = next(b for b in data["forms"][0]["blocks"] if b["code"] == "mobile")
    assert mobile["scope"] == [CITY]
    assert data["indicators"][0]["targets"][0]["scope"] == [d["code"] for d in data["divisions"]][1:]
