"""Files that are opened without Python seeing it are noted all the same, and a notebook that reads one runs again.

One Python reads all kinds of files, and one run of small notebooks serves the whole second half.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from test_reuse import write_notebook

from danvan.paths import Workspace
from danvan.reads import NOTES, noted
from danvan.runs import reuse, standing
from danvan.runs.execute import execute_all
from danvan.runs.plan import Job, Runs
from danvan.store.write import commit
from danvan.unseen import database, local

READING = {
    "parquet": "pd.read_parquet('a.parquet')",
    "folder": "pd.read_parquet('part')",
    "csv": "pd.read_csv('a.csv')",
    "csv by pyarrow": "pyarrow.csv.read_csv('b.csv')",
    "feather": "pyarrow.feather.read_table(source='a.feather')",
    "excel": "openpyxl.load_workbook('a.xlsx')",
    "excel by calamine": "python_calamine.load_workbook('b.xlsx')",
    "several": "pyarrow.parquet.ParquetDataset([Path('b.parquet'), 'c.parquet']).read()",
    "mapped": "pyarrow.memory_map('d.parquet').read()",
    "json": "pyarrow.json.read_json('a.json')",
    "pieces": "pyarrow.parquet.ParquetFile('e.parquet').read()",
    "bytes": "pyarrow.parquet.read_table(pyarrow.BufferReader(Path('f.parquet').read_bytes()))",
    "base": "sqlite3.connect('a.db').execute('select * from t')",
    "address": "sqlite3.connect('file:b.db?mode=ro', uri=True).execute('select * from t')",
    "page": "lxml.etree.parse('a.xml')",
}  # fmt: skip
READ = {
    "a.parquet", "part", "part/year=1", "part/year=1/x.parquet", "a.csv", "b.csv", "a.feather", "a.xlsx", "b.xlsx",
    "b.parquet", "c.parquet", "d.parquet", "a.json", "e.parquet", "f.parquet", "a.db", "a.db-wal", "b.db", "b.db-wal", "a.xml",
}  # fmt: skip
IMPORTS = """
import sqlite3
from pathlib import Path
import lxml.etree, openpyxl, pandas as pd, pyarrow, pyarrow.csv, pyarrow.feather, pyarrow.json, pyarrow.parquet, python_calamine
from danvan.reads import watch
watch()
"""


def base(path: Path, value: int) -> None:
    with sqlite3.connect(path) as made:
        made.execute("create table if not exists t (a)")
        made.execute("insert into t values (?)", (value,))
    made.close()


def book(path: Path, value: int) -> None:
    made = openpyxl.Workbook()
    made.worksheets[0]["A1"] = value
    made.save(path)


def test_each_library_says_what_it_opens(tmp_path: Path) -> None:
    frame, here = pd.DataFrame({"a": [1]}), tmp_path / "here"
    (here / "part" / "year=1").mkdir(parents=True)
    for name in (*"abcdef", "part/year=1/x"):
        frame.to_parquet(here / f"{name}.parquet")
    frame.to_feather(here / "a.feather")
    frame.to_json(here / "a.json", orient="records", lines=True)
    frame.to_xml(here / "a.xml")
    for name in "ab":
        frame.to_csv(here / f"{name}.csv")
        book(here / f"{name}.xlsx", 1)
        base(here / f"{name}.db", 1)
    environment = {**os.environ, NOTES: str(tmp_path / "notes")}
    code = "\n".join([IMPORTS, *READING.values()])
    subprocess.run([sys.executable, "-c", code], cwd=here, env=environment, check=True)
    assert {Path(path).relative_to(here).as_posix() for path, _ in noted(tmp_path / "notes")} == READ


@pytest.mark.parametrize(
    ("said", "path"),
    [("gia.db", "gia.db"), ("file:gia.db?mode=ro", "gia.db"), ("file:///nh%C3%A0/gia.db", "/nhà/gia.db"), ("", "")],
)
def test_a_path_may_be_told_as_an_address(said: str, path: str) -> None:
    assert local(said).replace("\\", "/") == path


def test_a_database_in_memory_is_no_file() -> None:
    assert [list(database(name)) for name in (":memory:", "", 3)] == [[], [], []]
    assert list(database(Path("a.db"))) == ["a.db", "a.db-wal"]


NOTEBOOKS = {
    "01_parquet": "import pandas as pd\nprint(pd.read_parquet('phu_luc/a.parquet'))",
    "02_csv": "import pandas as pd\nprint(pd.read_csv('phu_luc/a.csv', engine='c'))",
    "03_book": "import openpyxl\nprint(openpyxl.load_workbook('phu_luc/a.xlsx').worksheets[0]['A1'].value)",
    "04_base": "import sqlite3\nprint(sqlite3.connect('phu_luc/a.db').execute('select * from t').fetchall())",
    "05_folder": "from pathlib import Path\nprint(len(list(Path('phu_luc', 'kỳ').glob('*.csv'))))",
    "06_asked": "from pathlib import Path\nprint(Path('phu_luc', 'x.csv').exists())",
    "07_program": "import subprocess\nprint(subprocess.run(['git', '--version'], capture_output=True).returncode)",
}
DECLARED = {"06_asked": ("phu_luc/x.csv",)}


def ran(workspace: Workspace, names: tuple[str, ...] = tuple(NOTEBOOKS)) -> list[str]:
    """The notebooks that ran again, but for the one that always does."""
    given = {"years": [2021], "output": "outputs/2021"}
    jobs = [
        Job("2021", name, workspace.notebooks / f"{name}.ipynb", given, reads=DECLARED.get(name, ())) for name in names
    ]
    outcomes = execute_all(workspace, jobs, Runs((), workers=2), lambda outcome: None)
    assert [outcome.failure for outcome in outcomes if outcome.failure] == []
    again = [outcome.job.name for outcome in outcomes if not outcome.reused]
    assert "07_program" in again or "07_program" not in names
    return [name for name in again if name != "07_program"]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    new = Workspace(tmp_path_factory.mktemp("huyen"))
    new.settings.write_text("")
    (new.root / "phu_luc" / "kỳ").mkdir(parents=True)
    for change in CHANGES.values():
        change(new.root / "phu_luc", 1)
    (new.root / "phu_luc" / "x.csv").unlink()
    for name, body in NOTEBOOKS.items():
        write_notebook(new.notebooks / f"{name}.ipynb", body)
    commit(new.processed, {}, {})
    assert ran(new) == [name for name in NOTEBOOKS if name != "07_program"]
    assert ran(new) == []
    return new


CHANGES: dict[str, Callable[[Path, int], None]] = {
    "01_parquet": lambda folder, value: pd.DataFrame({"a": [value]}).to_parquet(folder / "a.parquet"),
    "02_csv": lambda folder, value: (folder / "a.csv").write_text(f"a\n{value}\n") and None,
    "03_book": lambda folder, value: book(folder / "a.xlsx", value),
    "04_base": lambda folder, value: base(folder / "a.db", value),
    "05_folder": lambda folder, value: (folder / "kỳ" / f"{value}.csv").touch(),
    "06_asked": lambda folder, value: (folder / "x.csv").touch(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_file_runs_the_notebook_that_reads_it_and_no_other(workspace: Workspace, name: str) -> None:
    CHANGES[name](workspace.root / "phu_luc", 2)
    assert ran(workspace, tuple(NOTEBOOKS)[:6]) == [name]
    assert ran(workspace, (name,)) == []


def test_a_run_with_a_notebook_that_starts_a_program_is_never_said_to_stand(workspace: Workspace) -> None:
    seen, ended = standing.Look("x", settled=True), standing.Ended(("2021",), (), returned=False)
    assert noted(reuse.kept(workspace, Job("2021", "07_program", Path(), {})) / reuse.READS) == [["", "git"]]
    standing.keep(workspace, "2021", seen, ended)
    assert standing.found(workspace, "2021", seen) is None
    shown = workspace.executed / "2021" / "-" / "07_program"
    (shown / reuse.READS).write_text("", encoding="utf-8")
    standing.keep(workspace, "2021", seen, ended)
    assert standing.found(workspace, "2021", seen) == ended
