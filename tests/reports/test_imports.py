from __future__ import annotations

import subprocess
import sys

HEAVY = ("reportlab", "matplotlib", "numpy", "openpyxl", "pypdf", "docx", "lxml")


def loaded(statement):
    code = f"import sys; {statement}; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    ).stdout.split()


def test_content_needs_no_library():
    modules = "forms, quarterly, review, blank, summary, chart_data, charts, to_pdf, to_docx, to_xlsx"
    assert loaded(f"import jzdesk.reports; from jzdesk.reports import {modules}") == []


def test_a_report_needs_one_library_with_its_charts_too():
    blocks = "d.Paragraph('a'), d.Figure(chart_data.Chart('emissions', '图', (), '没有数。', False), 'a')"
    code = "from jzdesk.reports import chart_data, document as d, to_pdf; "
    code += f"to_pdf.render(d.Document('a', 'b', (d.Section('a', d.A4, ({blocks})),)))"
    assert loaded(code) == ["reportlab"]


def test_a_word_file_without_charts_needs_no_matplotlib():
    section = "d.Section('a', d.A4, (d.Paragraph('a'),))"
    code = "from jzdesk.reports import document as d, to_docx; "
    code += f"to_docx.render(d.Document('a', 'b', ({section},)))"
    assert loaded(code) == ["docx", "lxml"]


def test_drawing_never_loads_pyplot():
    chart = "chart_data.Chart('emissions', '图', (), '没有数。', False)"
    code = f"from jzdesk.reports import chart_data, charts; charts.png({chart}); "
    code += "assert 'matplotlib.pyplot' not in sys.modules"
    assert "matplotlib" in loaded(code)
