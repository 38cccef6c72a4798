"""Which programs an output was made with: what its bytes hang on beside data and declarations."""

from __future__ import annotations

import platform
import zlib
from collections.abc import Mapping
from importlib.metadata import version

from danvan.store.manifest import form_hash

PACKAGES = (
    "docxtpl", "lxml", "matplotlib", "numpy", "pandas", "pillow", "pyarrow", "python-docx", "scipy", "xlsxwriter",
)  # fmt: skip
FORM = "biểu mẫu"  # the declared form of the library, by its hash


def made_with() -> dict[str, str]:
    """Return {program: version}, danvan itself first."""
    own = {"danvan": version("danvan"), FORM: form_hash()[:12]}
    below = {"python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    return {**own, **below, **{name: version(name) for name in PACKAGES}}


def otherwise(then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Say which programs differ: ["matplotlib 3.10.0 (nay 3.11.1)"]."""
    names = dict.fromkeys([*then, *now])
    return [f"{n} {then.get(n, '?')} (nay {now.get(n, '?')})" for n in names if then.get(n) != now.get(n)]
