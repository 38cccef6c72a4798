from __future__ import annotations

from pathlib import Path

import pytest

from danvan.declared.form import form
from danvan.declared.series import Series, all_series, load_series, named
from danvan.problems import DeclarationError, UsageError

ONE = """
[[series]]
number = 1
name = "one"
label = "Một"
unit = "cuộc"
kind = "flow"
rule = "sum"
"""


def loaded(tmp_path: Path, text: str) -> tuple[Series, ...]:
    path = tmp_path / "series.toml"
    path.write_text(text, encoding="utf-8")
    return load_series(path, form())


def test_all_thirty_are_declared_and_those_of_a_period_are_the_last_eight() -> None:
    assert sorted({one.number for one in all_series()}) == list(range(1, 31))
    assert {one.number for one in all_series() if one.kind == "period"} == set(range(23, 31))


def test_labels_and_names_are_each_given_once() -> None:
    for told in ([one.name for one in all_series()], [one.label for one in all_series()]):
        assert len(told) == len(set(told))


def test_an_indicator_of_the_form_has_its_unit_and_kind() -> None:
    for one in all_series():
        codes = [ref.removeprefix("indicators.") for ref in one.value if ref.startswith("indicators.")]
        for declared in map(form().indicator, codes):
            assert (one.unit, one.kind) == (declared.unit, declared.kind)


def test_what_breaks_are_looked_up_for() -> None:
    assert named("ocop_products").subjects == ("ocop.product", "ocop.stars")
    assert named("plan_dialogues").subjects == ("indicators.dialogues",)
    assert named("unit_cost").tables == ("resources",)
    assert named("labour_days_per_1000").tables == ("resources", "indicators")
    assert named("submission_rate").tables == ()


def test_an_unknown_name_is_told_with_those_there_are() -> None:
    with pytest.raises(
        UsageError, match=r"Không có chỉ tiêu “people”\. Có phải “people_share” \(Tỷ lệ Nhân dân đóng góp"
    ):
        named("people")
    with pytest.raises(UsageError, match=r"Các chỉ tiêu: submission_rate, "):
        named("?")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("", "thứ 1 .one.: phải ghi value, hoặc cả part và whole"),
        ('part = ["models.new"]', "phải ghi value, hoặc cả part và whole"),
        ('value = ["models.new"]\nmade_of = ["models.tên"]', "không có cột hay chỉ tiêu “models.tên”"),
        (
            'value = ["new_rural.met"]\nmade_of = ["new_rural.criteria_met"]',
            "cộng “new_rural.criteria_met”, .* không cộng được",
        ),
        ('value = ["indicators.dialogs"]', "không có cột hay chỉ tiêu “indicators.dialogs”"),
        ("colour = 1", "khóa “colour” không được dùng"),
        (f'value = ["models.new"]\n{ONE}', "thứ 2 .one.: khai báo hai lần"),
    ],
)
def test_a_wrong_declaration_is_told_with_its_place(tmp_path: Path, more: str, said: str) -> None:
    with pytest.raises(DeclarationError, match=said):
        loaded(tmp_path, ONE + more)


def test_a_ratio_has_parts(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match="tỷ lệ phải ghi part và whole"):
        loaded(tmp_path, ONE.replace("flow", "ratio") + 'value = ["models.new"]')
