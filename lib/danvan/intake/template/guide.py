"""The page of the blank workbook that tells the clerk in plain words how to fill it and where to send it."""

from __future__ import annotations

from danvan.intake.template.edition import Edition

TITLE = "HƯỚNG DẪN GHI BIỂU"
LOOK_OVER = (
    "Lưu ý: ô nền xanh đã ghi sẵn theo báo cáo năm trước; kiểm tra từng ô, không còn đúng thì sửa hoặc xóa nội dung."
)


def known(edition: Edition) -> str:
    """What the cover says of its cells that were filled in beforehand."""
    return f"Lưu ý: ô nền xanh đã ghi sẵn; nếu sai thì báo {edition.receiver}, không tự đổi."


def lines(edition: Edition) -> list[str]:
    """The page's lines under its title; names of cells and sheets are the form's own."""
    cover = edition.form.table("cover")
    nothing, revision, reason = (
        cover.column(name).label for name in ("forms_with_nothing", "revision", "revision_reason")
    )
    ended = next(c.label for c in edition.form.table("models").column("status").choice if c.name == "ended")
    told = [
        f"Mở trang “{cover.sheet}” trước: kiểm tra mã, tên đơn vị và kỳ báo cáo đã ghi sẵn; nếu sai thì báo "
        f"{edition.receiver}, không tự đổi.",
        "Chỉ ghi vào các ô trống trong bảng. Không đổi tên trang, không đổi tiêu đề, không thêm hay xóa cột.",
        "Mỗi mô hình, công trình, đợt ủng hộ, văn bản, lần khen thưởng ghi một dòng. Thiếu dòng thì chèn thêm ở "
        "giữa bảng (chọn cả dòng, bấm chuột phải, chọn Insert); thừa dòng thì để trống.",
        "Ô có mũi tên bên phải: chọn một giá trị trong danh sách.",
        "Ô để trống nghĩa là chưa có số liệu; không được hiểu là bằng 0.",
        "Số 0 nghĩa là đã kiểm tra và trong kỳ không có.",
        f"Cả biểu không phát sinh: ghi ký hiệu của biểu (ví dụ: B4, B6) vào ô “{nothing}” ở trang "
        f"“{cover.sheet}”; khi đó mọi số liệu của biểu được hiểu là bằng 0.",
        f"Tiền ghi đủ số đồng, chỉ ghi chữ số: 380 triệu đồng ghi 380000000. Ngày ghi như 04/6/{edition.year}.",
        "Ô nền xanh đã ghi sẵn theo báo cáo năm trước đã được chấp nhận: kiểm tra từng ô, không còn đúng thì sửa "
        "hoặc xóa nội dung. Bảng không có ô nền xanh là bảng mà năm trước chưa có gì để ghi sẵn.",
        f"Mô hình ghi sẵn: giữ nguyên mã và tên, ghi tình trạng và kết quả năm nay; mô hình không còn làm thì chọn "
        f"“{ended}”, không xóa dòng. Mô hình mới ghi tiếp xuống dưới.",
        "Dòng Tổng số tự cộng, không ghi vào dòng này.",
        "Không ghi họ tên, số điện thoại, số giấy tờ của người dân vào các cột nội dung.",
        f"Gửi lại sau khi sửa: ghi ô “{revision}” tăng thêm 1 và ghi “{reason}”.",
        f"Nơi nhận: {edition.receiver}. Gửi tệp Excel này (không chuyển sang PDF, không chụp ảnh), kèm bản giấy "
        "đã ký, đóng dấu.",
    ]
    whose = f"Tệp này dành cho {edition.unit.called}, kỳ báo cáo {edition.period_line}."
    return [whose, *(f"{number}. {line}" for number, line in enumerate(told, start=1))]
