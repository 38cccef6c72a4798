"""The only module that knows the names of folders and files of a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from danvan.problems import UsageError

SETTINGS = "danvan.toml"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A directory with `danvan.toml`, `data/` and `outputs/`."""

    root: Path

    @property
    def settings(self) -> Path:
        """The office's settings."""
        return self.root / SETTINGS

    @property
    def header_words(self) -> Path:
        """Header words that a person confirmed; may be absent."""
        return self.root / "header_words.csv"

    @property
    def corrections(self) -> Path:
        """The corrections that the office declares; may be absent."""
        return self.root / "corrections.toml"

    @property
    def model_links(self) -> Path:
        """What a person decided on which models are one over the years; may be absent."""
        return self.root / "model_links.csv"

    @property
    def rereadings(self) -> Path:
        """Which values a new version of the reader reads otherwise, and who accepted that; may be absent."""
        return self.root / "doc_lai.csv"

    @property
    def declared(self) -> tuple[Path, ...]:
        """What the office declares beside its settings; any may be absent."""
        return self.header_words, self.corrections, self.model_links

    @property
    def report_template(self) -> Path:
        """The office's own template of Word reports; may be absent."""
        return self.root / "mau_bao_cao.docx"

    @property
    def raw(self) -> Path:
        """Submissions exactly as received; never written to."""
        return self.root / "data" / "raw"

    @property
    def sample(self) -> Path:
        """The sample district among the submissions."""
        return self.raw / "sample"

    @property
    def processed(self) -> Path:
        """The store; rebuilt at will."""
        return self.root / "data" / "processed"

    @property
    def frozen(self) -> Path:
        """The frozen states, a folder each."""
        return self.processed / "frozen"

    @property
    def executed(self) -> Path:
        """What each notebook made the last time, and what that hung on."""
        return self.processed / "executed"

    @property
    def standing(self) -> Path:
        """What was seen when a run was done, so that one with nothing to do ends at once."""
        return self.processed / "standing"

    @property
    def notebooks(self) -> Path:
        """The notebooks and their list of runs."""
        return self.root / "notebooks"

    @property
    def runs(self) -> Path:
        """Which notebook runs for a year and for a period."""
        return self.notebooks / "runs.toml"

    @property
    def outputs(self) -> Path:
        """Everything made for people."""
        return self.root / "outputs"

    def output(self, label: str) -> Path:
        """The folder of one year ("2022") or period ("2017-2022")."""
        return self.outputs / label

    def remade(self, name: str, label: str) -> Path:
        """What is made again of one year or period from the state frozen as `name`."""
        return self.outputs / "frozen" / name / label

    def templates(self, label: str) -> Path:
        """The blank workbooks of one year, among its outputs."""
        return self.output(label) / "templates"

    def returned(self, label: str) -> Path:
        """The workbooks of one year that go back to the communes, among its outputs."""
        return self.output(label) / "returned"

    def staged(self, label: str) -> Path:
        """Where a run is made before it takes the place of `output(label)`."""
        return self.outputs / f".{label}.staged"

    def failed(self, label: str) -> Path:
        """What the last failed run left as evidence."""
        return self.outputs / f".{label}.failed"

    @property
    def lock(self) -> Path:
        """Held by the one command that writes."""
        return self.outputs / ".danvan.lock"

    @property
    def holder(self) -> Path:
        """Who holds the lock, in words."""
        return self.outputs / ".danvan.holder"

    @property
    def sums(self) -> Path:
        """The hashes of what was written for people and stands in no `run.json`."""
        return self.outputs / ".danvan.sums.json"

    @property
    def fetched(self) -> Path:
        """What was brought into data/raw from another address, and from where."""
        return self.outputs / ".danvan.fetched.json"

    @property
    def result(self) -> Path:
        """How the last run ended, in a few lines for a mail."""
        return self.outputs / "ket_qua.txt"

    @property
    def log(self) -> Path:
        """Details of what went wrong, for whoever looks after the program."""
        return self.outputs / "danvan.log"


INTAKE_LOG = "intake_log.csv"
LEDGER = "run.json"


def find_workspace(start: Path | None = None) -> Workspace:
    """Return the nearest workspace from `start` (the current directory) upwards; UsageError where there is none."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return Workspace(folder)
    raise UsageError(
        f"Không tìm thấy {SETTINGS} trong {here} hay thư mục cấp trên; "
        "hãy chạy lệnh trong thư mục của dự án, hoặc chỉ rõ bằng --workspace."
    )


def workspace(folder: Path) -> Workspace:
    """Return the workspace in exactly `folder`; UsageError where it has no settings."""
    if not (folder / SETTINGS).is_file():
        raise UsageError(f"Thư mục {folder} không có {SETTINGS}; hãy kiểm tra lại --workspace.")
    return Workspace(folder.resolve())
