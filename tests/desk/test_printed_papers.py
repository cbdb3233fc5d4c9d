"""Papers as the desk has them printed, word for word: reports of every sort of office, and the city's papers.

The city of eleven, its evaluations and the county with sixty projects are slow to fill: they are looked at by
`dev.py test --all`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from jzdesk.desk import bulletin, evaluating, publishing, totalling
from jzdesk.desk.office import Office
from jzdesk.desk.rendering import Rendering
from jzdesk.models.bulletin.values import BULLETIN, URGE, WARNING
from jzdesk.models.period import Period
from jzdesk.reports import charts
from tests import paper_cases
from tests.paper_cases import COUNTIES
from tests.reports import papers, word_files

Q3 = Period.parse("2018Q3")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, str], bytes]]:
    """Give the report of an office, by its name, as `.pdf` or `.docx`; the latter's charts are left blank.

    That they are drawn, and how, is shown elsewhere.
    """
    with pytest.MonkeyPatch.context() as patch:
        blank = io.BytesIO()
        Image.new("1", (1, 1)).save(blank, "png")
        patch.setattr(charts, "png", lambda *_args, **_how: (blank.getvalue(), []))

        @cache
        def case(name: str):
            make = paper_cases.many if name == "many" else COUNTIES[name]
            return make(tmp_path_factory.mktemp(name))

        yield cache(lambda name, ending: paper_cases.report(*case(name), ending))


def check(name: str, report: Callable[[str, str], bytes]) -> None:
    papers.check_golden(f"report-{name}", report(name, ".pdf"))
    papers.check_text(f"report-{name}.docx", word_files.told(report(name, ".docx")))


@pytest.mark.parametrize("name", COUNTIES)
def test_the_text_of_a_report(report: Callable[[str, str], bytes], name: str) -> None:
    check(name, report)


@pytest.mark.slow
def test_the_text_of_a_report_with_sixty_projects_and_eighty_tasks(
    report: Callable[[str, str], bytes],
) -> None:
    check("many", report)
    whole = papers.squeezed(report("many", ".pdf"))
    assert whole.count("污水处理站（") > 0
    assert "纳入调度的项目60个" in whole
    assert "重点任务80项" in whole


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with paper_cases.city(tmp_path_factory.mktemp("city")) as made:
        yield made


@pytest.mark.slow
def test_the_text_of_the_city_s_papers_of_a_quarter(city: Office, tmp_path: Path) -> None:
    city.set_today(date(2018, 10, 20))
    for ending in (".pdf", ".docx"):
        written(f"city-summary{ending}", totalling.writing(city, Q3, tmp_path / f"汇总{ending}"))
        given = bulletin.bulletin(city, Q3)
        for kind in (BULLETIN, WARNING, URGE):
            work = bulletin.writing(given, kind, None, tmp_path / f"{kind}{ending}")
            written(f"city-{kind}{ending}", work)


@pytest.mark.slow
def test_the_text_of_the_city_s_publication(city: Office, tmp_path: Path) -> None:
    city.set_today(date(2019, 2, 1))
    made = publishing.publication(city, Period.parse("2018"))
    for ending in (".pdf", ".docx"):
        written(f"city-publication{ending}", publishing.writing(made, tmp_path / f"公布{ending}"))


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "day"), [("midterm", date(2019, 2, 1)), ("final", date(2021, 2, 1))])
def test_the_text_of_an_evaluation(city: Office, kind: str, day: date, tmp_path: Path) -> None:
    city.set_today(day)
    written(f"city-{kind}.pdf", evaluating.writing(evaluating.evaluated(city, kind), tmp_path / "评估.pdf"))


def written(name: str, work: Rendering) -> None:
    """Let the second process write a file, and compare its text."""
    data = work.run(lambda _told: None).read_bytes()
    if name.endswith(".docx"):
        papers.check_text(name, word_files.told(data))
    else:
        papers.check_golden(name.removesuffix(".pdf"), data)
