"""Asks the advisory service of PyPI about every locked package: `python3 run.py audit`.

    0   nothing is known against any of them, or nobody could be asked: which of the two is said, with the day
    1   something is known: package, version, advisory, the version that mends it

pip-audit itself comes by hash (`audit.lock`) into a folder of its own, so that nothing of it is in .venv.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK, OWN = ROOT / "requirements.lock", Path(__file__).with_name("audit.lock")
ASK = ("--strict", "--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json")
PATIENCE = 300  # seconds


def asked(folder: Path) -> tuple[str, str]:
    """What pip-audit prints, and what it complains of."""
    uv = Path(sys.executable).with_name("uv")
    home = folder / "venv"
    for words in (
        ("venv", "-q", "--python", sys.executable, home),
        ("pip", "install", "-q", "--python", home, "--require-hashes", "-r", OWN),
    ):
        done = subprocess.run([uv, *words], capture_output=True, text=True, timeout=PATIENCE, check=False)
        if done.returncode:
            return "", done.stderr
    program = next(home.glob("*/pip-audit*"))
    done = subprocess.run([program, *ASK, "-r", LOCK], capture_output=True, text=True, timeout=PATIENCE, check=False)
    return done.stdout, done.stderr


def told(said: str, complaint: str, day: str) -> tuple[int, list[str]]:
    """The exit code and the lines for what pip-audit said."""
    try:
        packages = json.loads(said)["dependencies"]
    except (ValueError, KeyError, TypeError):
        why = (complaint.strip().splitlines() or ["no answer"])[-1]
        return 0, [
            f"pip-audit --strict, {day}: NOT ASKED, so nothing is known for or against the locked packages ({why})"
        ]
    found = [
        f"{package['name']} {package['version']}: {one['id']}, mended in {', '.join(one['fix_versions']) or 'no version'}"
        for package in packages
        for one in package.get("vulns", ())
    ]
    return int(bool(found)), [
        f"pip-audit --strict, {day}: {len(packages)} packages asked, {len(found)} advisories",
        *found,
    ]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        try:
            said, complaint = asked(Path(folder))
        except (OSError, subprocess.TimeoutExpired, StopIteration) as error:
            said, complaint = "", str(error) or type(error).__name__
    code, lines = told(said, complaint, f"{datetime.now(UTC):%Y-%m-%d}")
    sys.stdout.write("\n".join([*lines, ""]))
    return code


if __name__ == "__main__":
    sys.exit(main())
