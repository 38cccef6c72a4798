"""The page of the blank workbook that tells the clerk in plain words how to fill it and where to send it."""

from __future__ import annotations

from danvan.intake.template.edition import Edition

TITLE = "HƯỚNG DẪN GHI BIỂU"


def lines(edition: Edition) -> list[str]:
    """The page's lines under its title; names of cells and sheets are the form's own."""
    cover = edition.form.table("cover")
    nothing, revision, reason = (
        cover.column(name).label for name in ("forms_with_nothing", "revision", "revision_reason")
    )
    ended = next(c.label for c in edition.form.table("models").column("status").choice if c.name == "ended")
    return [
        f"Tệp này dành cho {edition.unit.called}, kỳ báo cáo {edition.period_line}.",
        f"1. Mở trang “{cover.sheet}” trước: kiểm tra mã, tên đơn vị và kỳ báo cáo đã ghi sẵn; nếu sai thì báo "
        f"{edition.receiver}, không tự đổi.",
        "2. Chỉ ghi vào các ô trống trong bảng. Không đổi tên trang, không đổi tiêu đề, không thêm hay xóa cột.",
        "3. Mỗi mô hình, công trình, đợt ủng hộ, văn bản, lần khen thưởng ghi một dòng. Thiếu dòng thì chèn thêm ở "
        "giữa bảng (chọn cả dòng, bấm chuột phải, chọn Insert); thừa dòng thì để trống.",
        "4. Ô có mũi tên bên phải: chọn một giá trị trong danh sách.",
        "5. Ô để trống nghĩa là chưa có số liệu; không được hiểu là bằng 0.",
        "6. Số 0 nghĩa là đã kiểm tra và trong kỳ không có.",
        f"7. Cả biểu không phát sinh: ghi ký hiệu của biểu (ví dụ: B4, B6) vào ô “{nothing}” ở trang "
        f"“{cover.sheet}”; khi đó mọi số liệu của biểu được hiểu là bằng 0.",
        "8. Tiền ghi đủ số đồng, chỉ ghi chữ số: 380 triệu đồng ghi 380000000. Ngày ghi theo ngày/tháng/năm.",
        f"9. Mô hình của năm trước đã ghi sẵn: giữ nguyên mã và tên, ghi tình trạng và kết quả năm nay; mô hình "
        f"không còn làm thì chọn “{ended}”, không xóa dòng. Mô hình mới ghi tiếp xuống dưới.",
        "10. Dòng Tổng số tự cộng, không ghi vào dòng này.",
        "11. Không ghi họ tên, số điện thoại, số giấy tờ của người dân vào các cột nội dung.",
        f"12. Gửi lại sau khi sửa: ghi ô “{revision}” tăng thêm 1 và ghi “{reason}”.",
        f"13. Nơi nhận: {edition.receiver}. Gửi tệp Excel này (không chuyển sang PDF, không chụp ảnh), kèm bản giấy "
        "đã ký, đóng dấu.",
    ]
