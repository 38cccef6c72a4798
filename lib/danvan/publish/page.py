"""What one notebook shows and writes: its answer, tables and charts, kept as shown, written together at the end.

    <output>/charts/02_models_F1.png, .svg
    <output>/tables/02_models.json          a list of tables, for the workbook of all of them
    <output>/tables/02_models-21085.json    those of one unit, beside them

Does not belong here: which tables and charts there are, the workbook, the site.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path

from danvan.files import write_whole
from danvan.publish.answers import Answer
from danvan.publish.chart import Chart
from danvan.publish.table import PublishedTable


@dataclass(frozen=True, slots=True)
class Written:
    """What a page wrote: paths below the run's folder, empty where the notebook only shows."""

    label: str
    charts: tuple[str, ...]
    tables: tuple[str, ...]
    output: str

    def __str__(self) -> str:
        if not self.output:
            return "Chỉ xem, không ghi tệp nào (tham số output để trống)."
        return f"{self.label}: đã ghi {len(self.charts)} biểu đồ (PNG và SVG) và {len(self.tables)} bảng."

    def _repr_html_(self) -> str:
        named = [*(f"Biểu đồ {name}" for name in self.charts), *(f"Bảng {name}" for name in self.tables)]
        items = "".join(f"<li>{escape(name)}</li>" for name in named if self.output)
        return f"<p>{escape(str(self))}</p>{f'<ul>{items}</ul>' if items else ''}"


class Page:
    """Collects what a notebook shows, of one unit where its code is given; `output` is the folder of its run, or "" to
    show only.
    """

    def __init__(self, notebook: str, label: str, output: str, unit: str = "") -> None:
        self.notebook = f"{notebook}-{unit}" if unit else notebook
        self.label, self.output = label, output
        self._tables: dict[str, PublishedTable] = {}
        self._charts: dict[str, Chart] = {}

    def answer(self, answer: Answer) -> Answer:
        """Return the answer, and keep the tables that hold its numbers, so that each can be looked up."""
        for table in answer.cited:
            self._tables.setdefault(table.id, table)
        return answer

    def table(self, table: PublishedTable) -> PublishedTable:
        """Keep and return a table; shown again, it takes the place of the one of the same id."""
        self._tables[table.id] = table
        return table

    def chart(self, chart: Chart) -> Chart:
        """Keep and return a chart; shown again, it takes the place of the one of the same id."""
        self._charts[chart.id] = chart
        return chart

    def close(self) -> Written:
        """Write what was shown, and say what was written."""
        if self.output:
            folder = Path(self.output)
            for chart in self._charts.values():
                chart.save(folder / "charts", f"{self.notebook}_{chart.id}")
            told = [table.to_json() for table in self._tables.values()]
            path = folder / "tables" / f"{self.notebook}.json"
            write_whole(path, (json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode())
        charts = tuple(f"{chart.id}: {chart.subtitle}" for chart in self._charts.values())
        tables = tuple(f"{table.id}: {table.title}" for table in self._tables.values())
        return Written(self.label, charts, tables, self.output)
