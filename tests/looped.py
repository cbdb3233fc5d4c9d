"""A county and the city with keys of their own: what the pages about keys and remarks are tried with."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from jzdesk.desk import answering, enrolling, keyring, receiving, safekeeping, signing, slips
from jzdesk.desk.office import Office
from jzdesk.models.letters import QUERY, RETURN
from jzdesk.models.period import Period
from tests.desk import walk

COUNTY, CITY = "410823", "410800"
STORES = {"县.jzdesk": "张三", "市.jzdesk": "市局"}
"""The files of both, and who works on them."""
QUARTER = Period.parse("2018Q3")
COD, NH3N = "emissions/cod.industry/emitted", "emissions/nh3n.industry/emitted"
YTD = "emissions/cod.industry/ytd"


@dataclass
class Pair:
    """Both offices, where their files go, and what the county has handed in and announced."""

    county: Office
    city: Office
    folder: Path
    upload: Path
    enrolment: Path
    code: str

    def close(self) -> None:
        """Close both stores."""
        self.county.close()
        self.city.close()

    def again(self, folder: Path) -> Pair:
        """Return the same two offices, closed here, with all their files in another folder."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        there = {
            name: folder / path.relative_to(self.folder)
            for name, path in (("upload", self.upload), ("enrolment", self.enrolment))
        }
        county, city = (
            Office.open(folder / name, write=True, who=who, today=walk.DAY) for name, who in STORES.items()
        )
        return replace(self, county=county, city=city, folder=folder, **there)

    def trust(self) -> None:
        """Let each know the other's key."""
        enrolling.trust(self.city, self.enrolment, self.code)
        theirs = enrolling.enrol(self.city, self.folder / "单位登记_焦作市.xlsx")
        enrolling.trust(self.county, theirs.path, theirs.code)

    def take(self, office: Office, *paths: Path) -> list[str]:
        """Take files in at one end; the verdicts."""
        return [one["verdict"] for one in receiving.receive(office, paths)["files"]]

    def slip(self, kind: str, *said: tuple[str, str]) -> Path:
        """Return or query cells of what the county handed in; the city's file."""
        out = self.folder / f"{kind}_{len(list(self.folder.glob('*.xlsx')))}.xlsx"
        made = slips.give(self.city, kind, COUNTY, QUARTER, said, out=out)
        assert made is not None
        return made

    def answer(self, *said: tuple[str, str]) -> Path:
        """Reply to the last slip the county has taken in; the county's file."""
        slip = next(x for x in reversed(self.county.store.letters()) if x.kind in {RETURN, QUERY})
        out = self.folder / f"查询答复_{len(list(self.folder.glob('*.xlsx')))}.xlsx"
        made = answering.give(self.county, str(slip.code), said, out=out)
        assert made is not None
        return made


def handed_in(county: Office, folder: Path) -> Path:
    """Hand a county's third quarter in and let it leave; the upload file."""
    walk.ready(county, QUARTER)
    with walk.without_paper():
        upload = walk.hand_in(county, QUARTER, folder / "上报").files[0]
    signing.sent(county, QUARTER, way="U盘送市局", on=county.today)
    return upload


def pair(folder: Path, county: Office | None = None, *, practice: bool = True) -> Pair:
    """Return a county that has announced its key and handed in, and a city that knows of nothing."""
    (here, clerk), (there, officer) = STORES.items()
    made = county or safekeeping.init(folder / here, unit=COUNTY, office=None, practice=practice, who=clerk)
    city = safekeeping.init(folder / there, unit=CITY, office=None, practice=practice, who=officer)
    for office in (made, city):
        office.set_today(walk.DAY)
    enrolled = enrolling.enrol(made, folder / "单位登记_武陟县.xlsx")
    upload = handed_in(made, folder)
    assert keyring.own_key(made)
    return Pair(made, city, folder, upload, enrolled.path, enrolled.code)
