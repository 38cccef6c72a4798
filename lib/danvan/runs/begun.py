"""A new workspace for an office, from the lists of its units: settings, lists, notebooks, and an empty data/raw.

It stands whole or not at all. Does not belong here: what the settings mean (`declared.settings`).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from danvan.declared.places import Places, Unit, load_places
from danvan.declared.settings import ANNUAL, settings
from danvan.declared.units import ABOVE
from danvan.files import replace_folder
from danvan.paths import Workspace
from danvan.problems import UsageError

SETTINGS = """\
# Thiết lập của cơ quan. Dòng bắt đầu bằng dấu # là ghi chú; sửa phần bên phải dấu = rồi lưu lại (mã UTF-8).

[office] # cơ quan lập báo cáo
district_code = {code} # mã đơn vị hành chính; tên lấy từ danh mục đơn vị
agency_lines = {lines} # tên cơ quan ở góc trái văn bản, mỗi dòng một phần
signer_title = "CHỦ TỊCH" # chức vụ người ký
signer = "" # họ tên người ký; để trống thì báo cáo chừa chỗ

[reporting] # ai báo cáo, kỳ nào, hạn nào
first_day = 2017-04-03 # ngày phát động phong trào; năm đó tính từ ngày này. Hãy ghi ngày của tỉnh
year_end = "14/12" # ngày cuối của kỳ báo cáo năm
half_year_end = "14/6" # ngày cuối của kỳ báo cáo 6 tháng
deadline_working_days = 2 # hạn gửi: số ngày làm việc sau ngày cuối kỳ (không tính thứ Bảy, Chủ nhật)
agencies = {agencies} # cơ quan phải gửi báo cáo, ngoài các xã, thị trấn; bớt cơ quan không phải gửi

[word] # báo cáo Word
symbol = "BC-UBND" # ký hiệu sau số văn bản; số và ngày để trống cho văn thư
on_behalf = "TM. ỦY BAN NHÂN DÂN" # dòng trên chức vụ người ký
addressees = {addressees} # nơi kính gửi; để trống thì báo cáo không có dòng “Kính gửi”
recipients = ["Như trên", "Lưu: VT"] # các dòng dưới “Nơi nhận”

[sharing] # gói gửi ra ngoài cơ quan (danvan share)
# approved_by = "" # họ tên người duyệt; gói chỉ ghi ngày duyệt, không ghi tên
# approved_on = {today} # ngày duyệt; báo cáo nhận sau ngày này thì phải duyệt lại
looked_over = [] # cụm từ bị nêu là thông tin riêng nhưng đã xem và không phải

[places] # danh mục đơn vị: các tệp để cạnh tệp này
files = {files}
"""


@dataclass(frozen=True)
class Begun:
    """What was made: the office's unit, and who reports to it in the year of that day."""

    office: Unit
    reporting: tuple[Unit, ...]


def begin(target: Path, code: str, lists: Sequence[Path], like: Workspace, today: date) -> Begun:
    """Make a workspace in the new folder `target` for the office of the unit with `code`, whose units and levels stand
    in `lists` (as `declared.places.load_places` takes them), with the notebooks of `like`.

    UsageError where the folder has files, or the lists do not name the unit or nobody below it; DeclarationError with
    file and line of what is wrong in them.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"Thư mục {target} đã có tệp; hãy chọn thư mục mới hoặc thư mục trống.")
    names = [path.name for path in lists]
    if len(set(names)) < len(names):
        raise UsageError("Hai danh mục đơn vị có cùng tên tệp; hãy đổi tên một tệp.")
    places = load_places(*lists, district=code)
    office = _office(places, code, today)
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = target.with_name(f".{target.name}.staged")
    shutil.rmtree(staged, ignore_errors=True)
    here = Workspace(staged)
    try:
        here.raw.mkdir(parents=True)
        for path in lists:
            shutil.copy(path, staged)
        here.settings.write_text(_settings(places, office, names, today), encoding="utf-8")
        shutil.copytree(like.notebooks, here.notebooks, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        reporting = tuple(settings(here).expected(_year(office, today), ANNUAL))
        if not reporting:
            raise UsageError(
                f"Danh mục không có xã, thị trấn nào thuộc {office.full_name} (mã {code}); hãy bổ sung các dòng có "
                f"parent_code là {code}."
            )
        replace_folder(staged, target)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return Begun(office, reporting)


def _office(places: Places, code: str, today: date) -> Unit:
    """The unit with `code`, as it is today or was at last; UsageError with the likeliest where there is none."""
    levels = [unit for unit in places.units if unit.type in ABOVE]
    found = sorted((unit for unit in levels if unit.code == code), key=lambda unit: unit.valid_from)
    if not found:
        known = {unit.code: unit.full_name for unit in levels}
        near = get_close_matches(code, known, n=1)
        meant = f" Có phải {near[0]} ({known[near[0]]})?" if near else ""
        raise UsageError(
            f"Danh mục không có huyện, tỉnh nào mã “{code}”.{meant} Hãy ghi một dòng của cấp đó (type là district hoặc "
            "province) trong tệp CSV."
        )
    return next((unit for unit in found if unit.valid_on(today)), found[-1])


def _year(office: Unit, today: date) -> int:
    """The year in which the office is asked who reports: this one, or its last whole one."""
    return min(today.year, office.valid_to.year - 1) if office.valid_to else today.year


def _settings(places: Places, office: Unit, files: Sequence[str], today: date) -> str:
    above = next(iter(places.above(office)), None)
    agencies = [unit.code for unit in places.units if unit.type == "agency"]
    return SETTINGS.format(
        code=_toml(office.code),
        lines=_toml(["ỦY BAN NHÂN DÂN", office.full_name.upper()]),
        agencies=_toml(list(dict.fromkeys(agencies))),
        addressees=_toml([f"Ủy ban nhân dân {above.called}"] if above else []),
        files=_toml(list(files)),
        today=today.isoformat(),
    )


def _toml(value: str | list[str]) -> str:
    """A text or a list of texts, which TOML writes as JSON does."""
    return json.dumps(value, ensure_ascii=False)
