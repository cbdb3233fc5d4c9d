"""The plan as values: divisions, forms with blocks, rows and columns, indicators, tasks, projects, rules.

A catalogue is read from plain data (`resources/plan/*` or the canonical JSON kept in a store) and
never changes afterwards. Numbers of the plan stay decimal strings exactly as printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from jzdesk.errors import UsageError
from jzdesk.models import building, roles
from jzdesk.models.allotment import allotment
from jzdesk.models.building import CITY
from jzdesk.models.waiver import Waiver
from jzdesk.words import say

if TYPE_CHECKING:
    from jzdesk.models.allotment.allotment import Allotment
    from jzdesk.models.entry import Key
    from jzdesk.models.form import Column, Division, Form, OwnRow, Row
    from jzdesk.models.period import Period

DISTRICT = "district"
"""The kind of the central districts, which with the city itself are 城市建成区."""


def edition_order(edition: str) -> tuple[str, int, int]:
    """Return what puts editions in order: the plan, the program's edition, the number of the city's file."""
    plan, program, number = (*edition.split("/"), "0", "0")[:3]
    return plan, int(program) if program.isdecimal() else 0, int(number) if number.isdecimal() else 0


def edition_text(edition: str) -> str:
    """Return an edition as people read it: the program's, and the city's file laid on it."""
    _, program, number = edition_order(edition)
    word = "edition_handed" if number else "edition"
    return say(f"models.catalogue.{word}", program=program, number=number)


class Catalogue:
    """The whole catalogue in force for a period; built from plain data by `Catalogue(data)`."""

    names_since = ""
    """The day (ISO) since which its names are in force; empty for the first ones."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.divisions = tuple(building.division(d) for d in data["divisions"])
        plan = building.Plan(data, self.scope)
        self.forms = tuple(building.form(f, plan) for f in data["forms"])
        self.rules = tuple(building.rule(r) for r in data["rules"])
        self._renamed: dict[str, Catalogue] = {}

    @classmethod
    @lru_cache(maxsize=8)
    def from_json(cls, text: str) -> Catalogue:
        """Return the catalogue written by `to_json`; the same one for a text that was read lately.

        A store's text is read again and again: at each opening, and for each file that arrives.
        """
        return cls(json.loads(text))

    def to_json(self) -> str:
        """Return the catalogue's data as canonical JSON (sorted keys, no spaces)."""
        return json.dumps(self.data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def on(self, day: str) -> Catalogue:
        """Return the catalogue with the names in force on `day` (ISO; empty for the first ones)."""
        turn = max((d for d in self.turns if d <= day), default="")
        if not turn:
            return self
        if turn not in self._renamed:
            named = self._renamed[turn] = Catalogue(building.named_on(self.data, turn))
            named.names_since = turn
        return self._renamed[turn]

    @cached_property
    def turns(self) -> frozenset[str]:
        """The days (ISO) on which something takes another name."""
        return frozenset(building.turns(self.data))

    @property
    def edition(self) -> str:
        """The edition that periods name, such as `jiaozuo-13fyp/1`."""
        return f"{self.data['plan']['id']}/{self.data['plan']['edition']}"

    @property
    def base_edition(self) -> str:
        """The program's edition that this one is made from, without what the city has handed down."""
        return "/".join(self.edition.split("/")[:2])

    @cached_property
    def allotment(self) -> Allotment:
        """What the city has handed down in this edition."""
        return allotment.of_data(self.data)

    @cached_property
    def waivers(self) -> tuple[Waiver, ...]:
        """What the city has waived in this edition, in the order of the rules."""
        return tuple(sorted(Waiver(**one) for one in self.data.get("waivers", ())))

    @property
    def short(self) -> str:
        """What the plan is called in short, such as 十三五: what its title has in quotes, else all of it."""
        title = str(self.data["plan"]["title"])
        return title.partition("“")[2].partition("”")[0] or title

    def clause(self, ref: str) -> tuple[str, str]:
        """Return where the plan lays down a duty, and its own words for it; both empty where it does not."""
        duty = next((d for d in self.data["duties"] if str(d["ref"]).startswith(ref)), None)
        return ("", "") if duty is None else (str(duty["source"]), str(duty.get("quote", "")))

    @property
    def reported_from(self) -> int:
        """The first year that is reported quarter by quarter; what lies before it is 历史补录."""
        return building.reported_from(self.data)

    @property
    def first_year(self) -> int:
        """The first year a period may lie in: the base year before the plan's start."""
        return int(self.data["plan"]["start"]) - 1

    @property
    def last_year(self) -> int:
        """The plan's last year."""
        return int(self.data["plan"]["end"])

    @cached_property
    def counties(self) -> tuple[str, ...]:
        """The codes of the county-level offices, in catalogue order."""
        return tuple(d.code for d in self.divisions if d.code != CITY)

    @cached_property
    def districts(self) -> tuple[str, ...]:
        """The codes of the central districts, in catalogue order."""
        return tuple(d.code for d in self.divisions if d.kind == DISTRICT)

    def has_county(self, code: str) -> bool:
        """Tell whether this is the code of a county-level office."""
        return code != CITY and code in self._by_code

    def division(self, code: str) -> Division:
        """Return the division with this code, else raise `UsageError`."""
        if code not in self._by_code:
            raise UsageError(say("models.catalogue.no_unit", code=code))
        return self._by_code[code]

    @cached_property
    def _by_code(self) -> dict[str, Division]:
        return {division.code: division for division in self.divisions}

    def form(self, form_id: str) -> Form:
        """Return the form with this id, else raise `UsageError`."""
        found = self._by_id.get(form_id)
        if found is None:
            raise UsageError(say("models.catalogue.no_form", form=form_id))
        return found

    @cached_property
    def _by_id(self) -> dict[str, Form]:
        return {form.id: form for form in reversed(self.forms)}

    def form_as(self, role: str) -> Form | None:
        """Return the form with a role (`models.roles`); None where this plan has none."""
        return next((form for form in self.forms if form.role == role), None)

    def id_as(self, role: str) -> str:
        """Return the id of the form with a role; empty where this plan has none."""
        form = self.form_as(role)
        return "" if form is None else form.id

    def scope(self, value: str | Sequence[str]) -> tuple[str, ...]:
        """Return the division codes behind a scope word (`counties`, `all`, `city`, `urban`) or list."""
        return self._scopes[value] if isinstance(value, str) else tuple(value)

    @cached_property
    def _scopes(self) -> dict[str, tuple[str, ...]]:
        return {
            "counties": self.counties,
            "all": tuple(d.code for d in self.divisions),
            "city": (CITY,),
            "urban": (CITY, *self.districts),
        }

    def rows(self, form: Form, unit: str, period: Period, own: Iterable[OwnRow] = ()) -> tuple[Row, ...]:
        """Return the rows of `form` that `unit` fills in `period`, own rows after the block's others."""
        found: list[Row] = []
        added = [o for o in own if o.form == form.id]
        for block in form.blocks:
            kind = [r for r in block.rows if period.kind in r.frequencies]
            rows = [here for r in kind if (here := r.at(unit, period)) is not None]
            if block.template is not None and period.kind in block.template.frequencies:
                opened = block.template.opened
                rows += [opened(o.code, unit) for o in added if o.block == block.code and o.stands_in(period)]
            found += [r for r in rows if not r.derived]
            found += [r for r in rows if r.derived and (block.listed or _has_parts(r, found))]
        if all(row.derived for row in found):
            return ()
        return tuple(found)

    def columns(self, form: Form, row: Row, period: Period) -> tuple[Column, ...]:
        """Return the columns in which `row` has cells in `period`."""
        return tuple(c for c in form.columns if c.code in row.columns and period.kind in c.frequencies)

    def find(self, key: Key) -> tuple[Form, Column]:
        """Return form and column of a key, else raise `UsageError`; the row is the office's affair."""
        form = self.form(key.form)
        column = form.column(key.column)
        if column is None:
            raise UsageError(say("models.catalogue.no_column", form=form.title, column=key.column))
        return form, column

    def check_period(self, period: Period) -> bool:
        """Tell whether the period lies inside the plan's years or is its base year."""
        return self.first_year <= period.year <= self.last_year

    @property
    def remembered_from(self) -> int:
        """The first year of which figures are kept, those carried over from a plan before this one too."""
        return int(self.data.get("mapping", {}).get("since", self.first_year))

    def remembers(self, period: Period) -> bool:
        """Tell whether figures of a period may be kept: the plan's own, or those of the plan before."""
        return self.remembered_from <= period.year <= self.last_year

    def backfilled(self, period: Period) -> bool:
        """Tell whether a period is 历史补录: entered and carried along, never frozen."""
        return period.year < self.reported_from

    def indicator(self, code: str) -> Mapping[str, Any] | None:
        """Return the indicator with this code as plain data."""
        return next((i for i in self.data["indicators"] if i["code"] == code), None)

    @cached_property
    def pools(self) -> dict[str, tuple[str, str]]:
        """The indicators that all rows of a block of 环境质量 answer together: code, and form and block."""
        form = self.form_as(roles.QUALITY)
        asked = {i.get("role", i["code"]): i["code"] for i in self.data["indicators"]}
        found: dict[str, tuple[str, str]] = {}
        for place, indicator in roles.POOLS.items():
            block = None if form is None else form.block_as(place)
            if form is not None and block is not None and indicator in asked:
                found[asked[indicator]] = (form.id, block.code)
        return found


def _has_parts(total: Row, rows: list[Row]) -> bool:
    if total.sums == ("*",):
        return any(r.block == total.block and not r.derived for r in rows)
    return any(r.code in total.sums for r in rows)
