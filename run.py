"""Sets danvan up in .venv and does the main job: `python3 run.py` (Windows: `py run.py`).

    python3 run.py                    read all submissions, make the latest year and the whole period
    python3 run.py lab [JUPYTER...]   open the notebooks in JupyterLab, its menus in Vietnamese
    python3 run.py test [PYTEST...]   lint, types, import contract and tests
    python3 run.py torture            read files made to break the reader, and print what held
    python3 run.py audit              ask what is known against the locked packages
    python3 run.py setup              set up or repair .venv only
    python3 run.py WORDS...           any other words go to danvan: `python3 run.py run --year 2021`

Knows nothing of danvan but its name. Standard library only, and parsed by every Python 3, so that a machine
which lacks something is told what: every failure of the set-up is one sentence with its remedy.
"""

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python comes this far and no further
    sys.exit(
        "danvan cần Python 3.11 trở lên, máy đang dùng Python {}.{}. "
        "Hãy cài bản mới (Ubuntu/Debian: sudo apt install python3.11 python3.11-venv; "
        "Windows: tải ở python.org) rồi chạy lại bằng bản đó.".format(*sys.version_info[:2])
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "danvan-ready"
CHECKS = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("nbstripout", "--verify", *sorted(map(str, ROOT.glob("notebooks/*.ipynb")))),
    ("mypy",),
    ("lint-imports", "--no-logo"),
)
# On every core, each file of tests on one of them, in the order of tests/conftest.py.
PYTEST = ("-q", "-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder")
LAB = {  # settings of JupyterLab until the person chooses others
    "@jupyterlab/translation-extension:plugin": {"locale": "vi_VN"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}
REMEDIES = {  # what a failing tool says -> what the person is told; the first that fits
    r"ensurepip|No module named '?venv": (
        "Python trên máy này thiếu phần venv. Hãy cài (Ubuntu/Debian: sudo apt install python3-venv) rồi chạy lại."
    ),
    r"No space left|Disk quota|(?i:os error|WinError) (28|112)\b": (
        "Đĩa đã đầy. Hãy xóa bớt tệp (cần khoảng 1,5 GB) rồi chạy lại."
    ),
    r"Permission denied|Read-only file system|Access is denied|(?i:os error|WinError) (5|13|30)\b": (
        f"Không ghi được vào {VENV} hoặc vào thư mục tạm. Hãy chép cả thư mục dự án sang nơi có quyền ghi rồi chạy lại."
    ),
    r"(?i)do not match the hashes|hash mismatch": (
        "Gói tải về không khớp với requirements.lock nên không được cài. "
        "Hãy chạy lại; nếu vẫn vậy, hãy báo người quản trị mạng."
    ),
    r"(?i)connect|timed? ?out|resolution|unreachable|fetch|proxy|certificate|no matching distribution": (
        "Không tải được gói phần mềm. Hãy kiểm tra mạng (và proxy, nếu có) rồi chạy lại."
    ),
    "": "Việc cài đặt không thành công. Hãy chạy lại; nếu vẫn vậy, hãy gửi dòng dưới cho người phụ trách.",
}


class SetupError(Exception):
    """A set-up that stopped: the message is what the person is told."""


def tool(name: str) -> Path:
    """The path of a program in .venv."""
    return VENV / "Scripts" / f"{name}.exe" if os.name == "nt" else VENV / "bin" / name


def locked(name: str, lock: str) -> str:
    """The lines of the lock that pin one package: its version and all its hashes."""
    found = re.search(rf"^{re.escape(name)}==\S+(?: \\\n    --hash=\S+)+$", lock, re.MULTILINE)
    if not found:
        raise SetupError(f"requirements.lock không ghi gói {name}. Hãy lấy lại tệp này: git checkout requirements.lock")
    return found.group()


def stamp() -> str:
    """What a finished set-up is known by: where it is, its Python, and the files it was made from."""
    made_from = LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    place = f"{ROOT} {sys.version_info[0]}.{sys.version_info[1]}"
    return f"{place}\n{hashlib.sha256(made_from).hexdigest()}\n"


def remedy(said: str) -> str:
    """What the person is told when a tool of the set-up failed with these words, and its last line."""
    told = next(sentence for pattern, sentence in REMEDIES.items() if re.search(pattern, said))
    last = (said.strip().splitlines() or ["?"])[-1].strip()
    return f"{told}\n  Chi tiết: {last}"


def step(*command: object) -> None:
    """Run one step of the set-up, silent unless it fails."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise SetupError(remedy(done.stdout))


def install_uv(pin: str) -> None:
    """The pinned uv in .venv, by hash, unless it is there."""
    version = pin.split()[0].removeprefix("uv==")
    uv = tool("uv")
    if uv.exists() and subprocess.check_output([uv, "--version"], text=True).split()[1] == version:
        return
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "uv.txt")
        wanted.write_text(pin + "\n", encoding="utf-8")
        step(tool("python"), "-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "-r", wanted)


def set_up(again: bool = False) -> None:
    """Make .venv hold the locked set and danvan itself; at once when it already does, unless `again`."""
    wanted = stamp()
    known = STAMP.read_text(encoding="utf-8") if STAMP.exists() and tool("python").exists() else ""
    if known == wanted and not again:
        return
    print("Đang cài các gói phần mềm vào .venv (lần đầu tải khoảng 200 MB) …", file=sys.stderr, flush=True)
    pin = locked("uv", LOCK.read_text(encoding="utf-8"))
    if known.partition("\n")[0] != wanted.partition("\n")[0]:  # never finished, moved, or of another Python
        base = getattr(sys, "_base_executable", sys.executable)  # .venv's own python would vanish under us
        step(base, "-m", "venv", "--clear", VENV)
    STAMP.unlink(missing_ok=True)
    install_uv(pin)
    install = (tool("uv"), "pip", "install", "-q", "--python", tool("python"))
    step(*install, "--compile-bytecode", "--require-hashes", "-r", LOCK)  # compiled once, not in every kernel
    step(*install, "--offline", "--no-deps", "-e", ROOT)
    STAMP.write_text(wanted, encoding="utf-8")


def hand_over(name: str, words: Sequence[str], cwd: Path | None = None) -> int:
    """Run a program of .venv in our place and give its exit code; on Ctrl-C let it end in its own way."""
    child = subprocess.Popen([str(tool(name)), *words], cwd=cwd)
    interrupted = False
    while True:
        try:
            code = child.wait()
            break
        except KeyboardInterrupt:
            interrupted = True
    return 130 if interrupted else code if code >= 0 else 128 - code


def test(words: Sequence[str]) -> int:
    """Every check, also after one has failed; 0 when all passed."""
    failed = []
    for name, *rest in (*CHECKS, ("pytest", *words)):
        check = " ".join([name, *(word for word in rest if not word.endswith(".ipynb"))])
        print(f"» {check}", flush=True)
        code = hand_over(name, [*PYTEST, *rest] if name == "pytest" else rest, cwd=ROOT)
        if code == 130:
            return code
        if code:
            failed.append(check)
    print(f"Không đạt: {'; '.join(failed)}." if failed else "Đạt tất cả.", flush=True)
    return 1 if failed else 0


def lab(words: Sequence[str]) -> int:
    """JupyterLab on the notebooks, with the settings of LAB."""
    defaults = VENV / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    defaults.parent.mkdir(parents=True, exist_ok=True)
    defaults.write_text(json.dumps(LAB), encoding="utf-8")
    return hand_over("jupyter-lab", [f"--LabApp.app_settings_dir={defaults.parent}", *words], cwd=ROOT / "notebooks")


def do(words: Sequence[str]) -> int:
    """Set up if needed, then do what the words say."""
    set_up(again=words[:1] == ["setup"])
    if words[:1] == ["setup"]:
        print("Đã cài xong. Chạy công việc chính: python3 run.py")
        return 0
    if words[:1] == ["test"]:
        return test(words[1:])
    if words[:1] == ["lab"]:
        return lab(words[1:])
    if words[:1] in (["torture"], ["audit"]):
        return hand_over("python", [str(ROOT / "tests" / f"{words[0]}.py"), *words[1:]])
    return hand_over("danvan", ["--workspace", str(ROOT), *(words or ["run"])])


def main(words: Sequence[str]) -> int | str:
    """The exit code, or the sentence that says what stopped the set-up."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    os.environ["PYTHONUTF8"] = "1"  # every program started here writes Vietnamese, on Windows too
    try:
        return do(words)
    except SetupError as error:
        return str(error)
    except OSError as error:
        return remedy(str(error))
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
