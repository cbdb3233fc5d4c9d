"""A county in the middle of a quarter with everything open that can be: what a substitute has to know."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jzdesk.desk import (
    acceptance,
    deadlines,
    enquiring,
    entering,
    evidence,
    handing_in,
    origins,
    receiving,
    safekeeping,
    signing,
    sourcing,
)
from jzdesk.desk.office import Office
from jzdesk.models.entry import Key
from jzdesk.models.period import Period
from jzdesk.models.waiver import Waiver
from tests.desk import walk
from tests.desk.handed_down import as_typed, hand_down

Q1, Q2, Q3 = (Period.parse(f"2018Q{n}") for n in (1, 2, 3))
COD, NH3N, TN = (Key.parse(f"emissions/{row}.industry/emitted") for row in ("cod", "nh3n", "tn"))
WAIVER = Waiver("211", "410823", "2018-07-01", "2018-12-31", "焦环办〔2018〕71号", "两家企业整体搬迁")


def everything_open(office: Office, folder: Path) -> None:
    """Bring a practice county of 武陟县, on 8 October 2018, to where the first quarter alone is done.

    Q1 is accepted; Q2 went out and lacks its receipt, one cell owed in it came late; Q3 is half filled.
    """
    folder.mkdir(exist_ok=True)
    _accepted(office, Q1, folder)
    walk.fill(office, Q2, "12")
    owed = ["暂缺:县水务局,2018-08-31", "暂缺:县水务局,2018-10-20"]
    entering.set_values(office, Q2, [str(COD), owed[0], str(TN), owed[1]])
    _sent(office, Q2, folder)
    entering.set_values(office, Q2, [str(COD), "12.5"])
    words = walk.words_for(office, Q3, "36")
    entering.set_values(office, Q3, words[: len(words) // 40 * 20])
    entering.set_values(office, Q3, [str(NH3N), "暂缺:县住建局,2018-09-30"])
    _asked(office, folder)
    deadlines.register(office, Q3, date(2018, 10, 15), "焦环办〔2018〕56号")
    hand_down(office, waivers=[as_typed(WAIVER)])
    proof = folder / "在线监测月报.pdf"
    proof.write_bytes(b"%PDF-1.4 proof")
    evidence.attach(office, Q3, COD, [proof])
    origins.write_origin(office, Q3, COD, "县环境监测站", "WZ-2018-031")


def _sent(office: Office, period: Period, folder: Path) -> signing.Submitted:
    walk.nil_where_empty(office, period)
    walk.explain_all(office, period)
    handing_in.review(office, period, "李四")
    walk.freeze(office, period, folder)
    scan = folder / f"{period}盖章.pdf"
    scan.write_bytes(f"%PDF-1.4 {period}".encode())
    made = signing.submit(office, period, signed_on=office.today, out=folder, scanned=scan)
    signing.sent(office, period, way="内网邮箱", on=office.today)
    return made


def _accepted(office: Office, period: Period, folder: Path) -> None:
    walk.fill(office, period, "12")
    made = _sent(office, period, folder)
    with safekeeping.init(folder / "city.jzdesk", unit="410800", office=None, practice=True) as city:
        city.set_today(office.today)
        receiving.receive(city, [made.files[0]])
        _, receipt = acceptance.accept(city, office.unit, period, revision=None, out=folder / "回执.xlsx")
    receiving.receive(office, [receipt])


def _asked(office: Office, folder: Path) -> None:
    keys = [s.key for s in sourcing.sources(office, Q3) if s.key.row.startswith("sewage.")]
    origins.name_bureau(office, Q3, keys, "县住建局")
    work, then = enquiring.asking(office, Q3, "县住建局", due=date(2018, 9, 28), out=folder / "取数表.xlsx")
    then(work.run(lambda _: None))
    entering.set_values(office, Q3, [str(keys[0]), ""])
