"""The one catalogue of what danvan says when something is wrong: errors of use, and findings in a workbook.

A finding has a code, a severity (E stops acceptance, W wants a note, F was repaired and logged), a place and,
in Vietnamese, what is wrong and what to write. Codes K01-K24 are the checks of the handbook's section on checks
across cells; K25-K29 are further rules between figures; Đ.. are findings of reading, N.. of receiving.
Does not belong here: deciding whether something is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["E", "W", "F"]


class DanvanError(Exception):
    """A failure told in one Vietnamese sentence with its place and remedy; the command ends with `exit_code`."""

    exit_code = 1


class UsageError(DanvanError):
    """A command or parameter that is wrong before anything starts."""

    exit_code = 2


class DeclarationError(DanvanError):
    """A declared file (form, places, settings) that is wrong, told with its place."""


class UnreadableWorkbook(DanvanError):
    """A file that is no workbook, or one that cannot be opened."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of the catalogue; `message` and `remedy` are templates filled by `problem`."""

    severity: Severity
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding in one workbook; `cell` is an A1 address, None where the whole file is meant."""

    code: str
    severity: Severity
    message: str
    remedy: str
    sheet: str | None = None
    row: int | None = None
    cell: str | None = None
    said: str | None = None
    columns: tuple[str, ...] = field(default=(), compare=False)


def problem(
    code: str,
    *,
    sheet: str | None = None,
    row: int | None = None,
    cell: str | None = None,
    said: str | None = None,
    **words: object,
) -> Problem:
    """Return the finding `code` with its sentences filled from `words`; an unknown code is a KeyError."""
    kind = CATALOGUE[code]
    return Problem(
        code, kind.severity, kind.message.format(**words), kind.remedy.format(**words), sheet, row, cell, said
    )


CATALOGUE: dict[str, Kind] = {
    # Checks across cells, forms and years; the numbers are those of the domain's list.
    "K01": Kind(
        "E",
        "{label}: ghi {said_number} nhưng danh mục mô hình có {counted}.",
        "Sửa chỉ tiêu hoặc bổ sung, bớt dòng ở Biểu B1 cho khớp.",
    ),
    "K02": Kind(
        "E",
        "{label}: ghi {said_number} nhưng danh mục mô hình có {counted} mô hình được công nhận.",
        "Sửa chỉ tiêu hoặc cột Kết quả xét ở Biểu B1 cho khớp.",
    ),
    "K03": Kind(
        "E",
        "Mô hình được công nhận nhưng chưa triển khai.",
        "Đánh dấu đã triển khai, hoặc sửa kết quả xét.",
    ),
    "K04": Kind(
        "E",
        "Dòng tổng số ghi {said_number}, các dòng cộng lại là {counted} ({label}).",
        "Sửa dòng tổng số hoặc các dòng chi tiết cho khớp.",
    ),
    "K05": Kind("E", "{label} ({left}) lớn hơn {whole} ({right}).", "Kiểm tra lại hai số này; phần không được lớn hơn tổng."),
    "K06": Kind(
        "E",
        "Tổng kinh phí {said_number} đồng khác tổng các nguồn {counted} đồng.",
        "Sửa tổng kinh phí hoặc số tiền từng nguồn cho khớp.",
    ),
    "K07": Kind("W", "Phần Nhân dân đóng góp chiếm {share} tổng kinh phí.", "Kiểm tra lại; nếu đúng thì ghi chú lý do."),
    "K09": Kind("E", "Mô hình “{name}” trùng với dòng {other}.", "Bỏ một dòng, hoặc ghi rõ tên để phân biệt."),
    "K16": Kind("E", "Thị trấn không có kết quả nông thôn mới nhưng ô này ghi “{text}”.", "Để trống hoặc ghi “Không thuộc diện (thị trấn)”."),
    "K17": Kind("W", "Tổ bảo vệ dân phố chỉ có ở phường, thị trấn nhưng xã ghi {left}.", "Kiểm tra lại; có thể là Tổ An ninh nhân dân."),
    "K18": Kind(
        "E",
        "Đơn vị {name} ({code}) không còn hoặc chưa có vào ngày {day}.",
        "Kiểm tra tên đơn vị và kỳ báo cáo; báo cáo theo đơn vị hành chính có hiệu lực ngày đó.",
    ),
    "K20": Kind("E", "Năm báo cáo không thống nhất: {years}.", "Sửa cho thống nhất năm ở bìa, tiêu đề và thời gian báo cáo."),
    "K22": Kind("E", "Chưa ghi khoản này đã tính trong tổng số nêu trên hay chưa.", "Ghi “Có” hoặc “Không” vào cột này."),
    "K25": Kind("E", "{label} là {left} nhưng {whole} bằng {right}.", "Ghi bổ sung số còn thiếu hoặc sửa cho đúng."),
    "K26": Kind("W", "{label} ({left}) lớn hơn số đơn nhận trong kỳ ({right}).", "Nếu có đơn tồn kỳ trước thì ghi chú; nếu không thì sửa."),
    "K27": Kind("W", "{label}: trung bình {ratio} trên một {whole}, ngoài khoảng {low} - {high}.", "Kiểm tra lại hai số này."),
    "K28": Kind("W", "{label} ({left}) ít hơn {times} lần {whole} ({right}).", "Kiểm tra lại; mỗi tổ hòa giải có ít nhất {times} hòa giải viên."),
    "K29": Kind("E", "{rule}", "Sửa một trong hai cột cho thống nhất."),
    # Findings of reading.
    "Đ01": Kind("E", "Thiếu “{label}”.", "Điền ô này."),
    "Đ02": Kind("E", "Không đọc được “{text}” là {kind} ({label}).", "Ghi lại bằng {kind}, ví dụ {example}."),
    "Đ03": Kind("W", "“{text}” đọc là {value}; cách ghi có thể hiểu khác.", "Ghi số không kèm dấu phân cách, hoặc xác nhận."),
    "Đ04": Kind("W", "“{text}” là số ước lượng; lấy {value}.", "Ghi số chính xác nếu có."),
    "Đ05": Kind("F", "“{text}” được đổi thành {value}.", "Không cần sửa."),
    "Đ06": Kind("E", "“{text}” không có trong danh mục của cột {label}{proposals}.", "Chọn một trong: {choices}."),
    "Đ07": Kind("E", "Ô nằm trong bảng nhưng không rõ thuộc cột nào.", "Đặt tiêu đề cho cột, hoặc chuyển nội dung vào cột Ghi chú."),
    "Đ08": Kind("E", "Ô có lỗi {text} của Excel.", "Sửa công thức hoặc ghi số vào ô."),
    "Đ09": Kind("E", "Ô có công thức nhưng không có kết quả.", "Mở tệp bằng Excel, tính lại rồi lưu, hoặc ghi số vào ô."),
    "Đ10": Kind("W", "Cột “{text}” không có trong biểu mẫu{proposals}; nội dung cột này chưa được dùng.", "Đổi tiêu đề theo biểu mẫu, hoặc khai báo tiêu đề mới trong tệp từ tiêu đề."),
    "Đ11": Kind("E", "Không tìm thấy biểu {form} ({label}).", "Bổ sung biểu này, hoặc ghi {form} vào ô “Biểu không phát sinh” ở bìa."),
    "Đ12": Kind("E", "Thiếu cột “{label}” trong biểu {form}.", "Bổ sung cột này theo biểu mẫu."),
    "Đ13": Kind("E", "Không có chỉ tiêu nào tên “{text}”{proposals}.", "Ghi tên chỉ tiêu theo biểu mẫu."),
    "Đ14": Kind("E", "Chỉ tiêu “{label}” ghi hai lần (dòng {other}).", "Bỏ một dòng."),
    "Đ15": Kind("E", "Biểu {form} khai không phát sinh nhưng có {rows} dòng số liệu.", "Bỏ khai báo ở bìa, hoặc xóa các dòng này."),
    "Đ16": Kind("E", "Giá trị {value} của cột {label} ngoài khoảng cho phép ({low} - {high}).", "Kiểm tra và ghi lại."),
    "Đ17": Kind("W", "Trang ẩn có số liệu; đã đọc vì không có trang hiện nào cùng biểu.", "Bỏ ẩn trang nếu số liệu đúng."),
    "Đ18": Kind("W", "Dòng ẩn có số liệu; đã đọc.", "Bỏ ẩn dòng, hoặc xóa nếu không dùng."),
    "Đ19": Kind("W", "Bảng này trùng biểu {form} đã đọc ở trang “{other}” và đang ẩn; không dùng.", "Xóa trang thừa."),
    "Đ20": Kind("E", "Biểu {form} xuất hiện hai lần (trang “{other}”).", "Để lại một bảng cho mỗi biểu."),
    "Đ21": Kind("F", "Chữ theo bảng mã cũ ({encoding}) đã được chuyển sang Unicode ({count} ô).", "Không cần sửa."),
    "Đ22": Kind("W", "Ô có thông tin cá nhân; đã che khi đọc.", "Không ghi họ tên, số điện thoại, số giấy tờ của người dân vào biểu."),
    "Đ23": Kind("E", "Không xác định được đơn vị báo cáo{proposals}.", "Ghi mã và tên đơn vị ở bìa đúng như danh mục."),
    "Đ24": Kind("E", "Mã đơn vị {code} là của {expected}, nhưng tên ghi “{text}”.", "Sửa mã hoặc tên đơn vị ở bìa."),
    "Đ25": Kind("E", "Số tiền có thể ghi theo triệu đồng trong bảng tính bằng đồng: {value}.", "Ghi đủ số đồng, ví dụ 380.000.000."),
    "Đ26": Kind("E", "Không tìm thấy bảng nào của biểu mẫu trong tệp này.", "Dùng biểu mẫu do huyện gửi, hoặc kiểm tra lại tệp."),
    "Đ27": Kind("E", "Số âm {value} ở cột {label}.", "Ghi số không âm; nếu là điều chỉnh giảm thì sửa ở dòng gốc."),
    "Đ28": Kind("W", "Bảng không thuộc biểu nào của mẫu; chưa được dùng.", "Kiểm tra tiêu đề các cột của bảng này."),
    # Findings of receiving.
    "N01": Kind("W", "Tệp chưa có ngày nhận trong sổ nhận báo cáo.", "Ghi tên tệp và ngày nhận vào intake_log.csv."),
    "N02": Kind("E", "Hai tệp khác nhau cùng là lần gửi {revision} của đơn vị ({other}).", "Gửi lại với số lần gửi lớn hơn, hoặc bỏ một tệp."),
    "N03": Kind("E", "Không mở được tệp: {reason}", "Gửi lại tệp Excel đúng biểu mẫu."),
}
