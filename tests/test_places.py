from __future__ import annotations

import pickle
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.declared import names
from danvan.declared.places import Match, Places, Unit, load_places
from danvan.problems import DeclarationError
from danvan.vietnamese.text import bare, fold, one_i

FILES = Path(names.__file__).parent / "places"
PLACES = load_places(*(FILES / f"{name}binh_son.csv" for name in ("", "agencies_", "above_")), district="524")
IN_2017, IN_2021, IN_2025 = date(2017, 12, 14), date(2021, 12, 14), date(2025, 12, 14)
HEADER = "code,name,type,parent_code,valid_from,valid_to,successor_code,successor_from,successor_basis"


def found(text: str, day: date = IN_2021) -> str | None:
    unit = PLACES.find(text, day).unit
    return unit and unit.full_name


def proposed(text: str, day: date = IN_2021) -> list[str]:
    match = PLACES.find(text, day)
    assert match.unit is None
    return [unit.name for unit in match.proposals]


def communes(day: date) -> list[Unit]:
    return [unit for unit in PLACES.at(day) if unit.type != "agency"]


def units(tmp_path: Path, *lines: str, header: str = HEADER) -> Places:
    path = tmp_path / "units.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return load_places(path)


class TestOverTime:
    @pytest.mark.parametrize(("day", "count"), [(IN_2017, 25), (IN_2021, 22), (IN_2025, 5)])
    def test_counts(self, day: date, count: int) -> None:
        assert len(communes(day)) == count

    @pytest.mark.parametrize(("last", "before", "after"), [(date(2020, 1, 31), 25, 22), (date(2025, 6, 30), 22, 5)])
    def test_the_change_happens_overnight(self, last: date, before: int, after: int) -> None:
        assert (len(communes(last)), len(communes(last + timedelta(days=1)))) == (before, after)

    def test_official_order_is_township_then_codes_then_agencies_as_listed(self) -> None:
        listed = PLACES.at(IN_2021)
        assert [u.full_name for u in listed[:3]] == ["Thị trấn Châu Ổ", "Xã Bình Thuận", "Xã Bình Thạnh"]
        assert [u.code for u in listed[1:22]] == sorted(u.code for u in listed[1:22])
        assert [u.code for u in listed[22:25]] == ["CQ-MTTQ", "CQ-PN", "CQ-ND"]

    def test_a_code_means_another_unit_on_another_day(self) -> None:
        assert [PLACES.get("21091", day).name for day in (IN_2017, IN_2021)] == ["Bình Thanh Tây", "Bình Thanh"]  # type: ignore[union-attr]
        assert PLACES.get("21076", IN_2021) is None

    def test_a_successor_through_two_mergers(self) -> None:
        binh_thoi = PLACES.get("21076", IN_2017)
        assert binh_thoi
        heirs = [PLACES.successor(binh_thoi, day) for day in (IN_2017, IN_2021, IN_2025)]
        assert [heir and heir.full_name for heir in heirs] == ["Xã Bình Thới", "Thị trấn Châu Ổ", "Xã Bình Sơn"]

    def test_no_successor_backwards_and_none_for_agencies(self) -> None:
        dong_son, front = PLACES.get("21109", IN_2025), PLACES.get("CQ-MTTQ", IN_2017)
        assert dong_son
        assert front
        assert PLACES.successor(dong_son, IN_2021) is None
        assert PLACES.successor(front, IN_2025) is None

    def test_predecessors_of_several_steps(self) -> None:
        binh_son = PLACES.get("21040", IN_2025)
        assert binh_son
        before = PLACES.predecessors(binh_son, IN_2017)
        assert {"Châu Ổ", "Bình Thới", "Bình Thạnh"} <= {u.name for u in before}
        assert PLACES.predecessors(binh_son, IN_2025) == [binh_son]

    @given(st.sampled_from(communes(IN_2017)))
    def test_going_in_steps_equals_going_at_once(self, unit: Unit) -> None:
        then = PLACES.successor(unit, IN_2021)
        assert then in communes(IN_2021)
        assert PLACES.successor(then, IN_2025) == PLACES.successor(unit, IN_2025)
        assert PLACES.successor(unit, IN_2025) in communes(IN_2025)

    @pytest.mark.parametrize("later", [IN_2021, IN_2025])
    def test_predecessors_share_out_all_units_of_2017(self, later: date) -> None:
        before = [u for unit in communes(later) for u in PLACES.predecessors(unit, IN_2017)]
        assert sorted(u.key for u in before) == sorted(u.key for u in communes(IN_2017))

    @given(st.dates(date(2004, 1, 1), date(2030, 1, 1)))
    def test_no_code_twice_on_a_day(self, day: date) -> None:
        codes = [u.code for u in PLACES.at(day)]
        assert len(codes) == len(set(codes))

    def test_a_unit_from_outside_is_known_to_its_heir_and_reports_to_nobody_here(self) -> None:
        (outside,) = [unit for unit in PLACES.units if unit.outside]
        heir = PLACES.successor(outside, IN_2025)
        assert heir is not None
        assert (outside.code, outside.full_name, heir.full_name) == ("21187", "Xã Tịnh Hòa", "Xã Đông Sơn")
        assert outside not in PLACES.at(IN_2021)
        assert PLACES.get("21187", IN_2021) is None
        assert found("xã Tịnh Hòa") is None
        assert found("21187") is None

    def test_levels_above(self) -> None:
        assert [u.full_name for u in PLACES.above(communes(IN_2021)[0])] == ["Huyện Bình Sơn", "Tỉnh Quảng Ngãi"]


class TestFinding:
    @pytest.mark.parametrize("day", [IN_2017, IN_2021, IN_2025])
    def test_every_unit_by_code_by_name_and_by_full_name(self, day: date) -> None:
        for unit in PLACES.at(day):
            for text in (unit.code, unit.name, unit.full_name, unit.full_name.upper(), f"  {unit.name} "):
                assert PLACES.find(text, day).unit == unit

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("UBND xã Bình Minh", "Xã Bình Minh"),
            ("X.Bình Minh", "Xã Bình Minh"),
            ("Đảng ủy xã Bình Minh", "Xã Bình Minh"),
            ("Đảng uỷ xã Bình Minh", "Xã Bình Minh"),
            ("Hội LHPN xã Bình Minh", "Xã Bình Minh"),
            ("UBMTTQVN xã Bình Minh", "Xã Bình Minh"),
            ("Ủy ban MTTQ Việt Nam xã Bình Minh", "Xã Bình Minh"),
            ("UBND Bình Minh", "Xã Bình Minh"),
            ("TT Châu Ổ", "Thị trấn Châu Ổ"),
            ("TT. Châu Ổ", "Thị trấn Châu Ổ"),
            ("Bình Hoà", "Xã Bình Hòa"),
            ("xã Bình Minh, huyện Bình Sơn, tỉnh Quảng Ngãi", "Xã Bình Minh"),
            ("Xã Bình Minh - H. Bình Sơn", "Xã Bình Minh"),
            ("MTTQ huyện", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện"),
            ("UBMTTQVN huyện Bình Sơn", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện"),
            ("Hội LHPN huyện", "Hội Liên hiệp Phụ nữ huyện"),
            ("Công an huyện Bình Sơn", "Công an huyện"),
            ("Phòng Nội vụ huyện", "Phòng Nội vụ"),
            ("Phòng GD&ĐT", "Phòng Giáo dục và Đào tạo"),
            ("Đoàn Thanh niên huyện Bình Sơn", "Huyện đoàn"),
            ("Huyện đoàn Bình Sơn", "Huyện đoàn"),
            ("Văn phòng HĐND-UBND huyện", "Văn phòng HĐND và UBND huyện"),
        ],
    )
    def test_names_as_people_write_them(self, text: str, name: str) -> None:
        assert found(text) == name

    def test_a_mass_organisation_is_named_in_the_reason(self) -> None:
        assert "hội liên hiệp phụ nữ của xã Bình Minh" in PLACES.find("Hội LHPN xã Bình Minh", IN_2021).reason

    def test_an_organisation_is_told_apart_from_the_unit_itself(self) -> None:
        bodies = {
            text: PLACES.find(text, IN_2021).body for text in ("CA xã Bình Minh", "Hội LHPN huyện", "UBND xã Bình Minh")
        }
        assert bodies == {"CA xã Bình Minh": "công an", "Hội LHPN huyện": "", "UBND xã Bình Minh": ""}

    def test_units_named_within_a_line(self) -> None:
        def named(text: str) -> set[str]:
            return {u.full_name for u in PLACES.named_in(text)}

        assert named("DANH MỤC CỦA XÃ BÌNH AN VÀ TT. CHÂU Ổ NĂM 2021") == {"Xã Bình An", "Thị trấn Châu Ổ"}
        assert named("xã Bình Thanh Đông") == {"Xã Bình Thanh Đông"}
        assert named("xa Binh An, huyện Bình Sơn, Bình An") == set()

    def test_thanh_is_never_thanh_with_a_dot(self) -> None:
        assert found("Bình Thanh") == "Xã Bình Thanh"
        assert found("Bình Thạnh") == "Xã Bình Thạnh"
        assert proposed("Binh Thanh") == ["Bình Thạnh", "Bình Thanh"]
        assert proposed("xa Binh Thanh, huyen Binh Son") == ["Bình Thạnh", "Bình Thanh"]

    def test_binh_thanh_is_in_doubt_before_2020(self) -> None:
        assert proposed("Bình Thanh", IN_2017) == ["Bình Thanh Tây", "Bình Thanh Đông", "Bình Thạnh"]
        assert "01/02/2020" in PLACES.find("Bình Thanh", IN_2017).reason
        assert "Bình Thạnh" in proposed("Binh Thanh", IN_2017)

    def test_without_diacritics_where_only_one_can_be_meant(self) -> None:
        assert found("Binh Minh") == "Xã Bình Minh"
        assert found("UBND xa Binh Minh") == "Xã Bình Minh"
        assert found("TT Chau O") == "Thị trấn Châu Ổ"
        assert found("mttq huyen") == "Ủy ban Mặt trận Tổ quốc Việt Nam huyện"
        assert "không dấu" in PLACES.find("Binh Minh", IN_2021).reason

    def test_i_and_y_are_one_sound(self) -> None:
        match = PLACES.find("Xã Bình Mĩ", IN_2021)
        assert match.unit is not None
        assert (match.unit.full_name, match.how) == ("Xã Bình Mỹ", "i, y khác danh mục")
        assert PLACES.find("Xã Bình Mỹ", IN_2021).how == ""

    def test_a_code_beside_the_name_must_be_the_units_own(self) -> None:
        assert found("21085 - Xã Bình Minh") == found("Xã Bình Minh (21085)") == "Xã Bình Minh"
        assert proposed("21046 - Xã Bình Minh") == ["Bình Minh"]
        assert proposed("21046 Binh Thanh") == ["Bình Thạnh", "Bình Thanh"]

    def test_initials_where_only_one_can_be_meant(self) -> None:
        assert found("xã B.Minh") == "Xã Bình Minh"
        assert found("B.Thạnh") == "Xã Bình Thạnh"
        assert proposed("B.Thanh") == ["Bình Thạnh", "Bình Thanh"]
        assert "Bình Châu" in proposed("B. C.")

    def test_a_unit_that_was_merged_names_its_heir(self) -> None:
        match = PLACES.find("Bình Thới", IN_2021)
        assert (match.unit, [u.full_name for u in match.proposals]) == (None, ["Thị trấn Châu Ổ"])
        assert "đã nhập vào thị trấn Châu Ổ" in match.reason
        assert "867/NQ-UBTVQH14" in match.reason
        assert PLACES.find("21076", IN_2021).proposals == match.proposals

    def test_a_unit_merged_twice_names_both_heirs(self) -> None:
        reason = PLACES.find("Binh Thoi", IN_2025).reason
        assert "đã nhập vào thị trấn Châu Ổ, nay là xã Bình Sơn" in reason

    @pytest.mark.parametrize(
        ("text", "first"),
        [
            ("Bình Trug", "Bình Trung"),
            ("Bình Hai", "Bình Hải"),
            ("xã Châu Ổ", "Châu Ổ"),
            ("Trường THCS xã Bình Minh", "Bình Minh"),
            ("xã Bình Minh, huyện Thăng Bình", "Bình Minh"),
            ("MTTQ", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện"),
            ("Công an", "Công an huyện"),
            ("Hội Phụ nữ huyn", "Hội Liên hiệp Phụ nữ huyện"),
        ],
    )
    def test_slips_and_foreign_words_are_proposed_only(self, text: str, first: str) -> None:
        assert proposed(text)[0] == first

    @pytest.mark.parametrize("text", ["", "   ", "Bình", "524", "UBND huyện Bình Sơn", "Nghĩa Hành", "12", "?"])
    def test_what_names_no_unit(self, text: str) -> None:
        assert proposed(text) == []
        assert PLACES.find(text, IN_2021).reason.endswith(".")

    @given(st.sampled_from(communes(IN_2021)), st.data())
    def test_one_wrong_letter_never_matches_another_unit(self, unit: Unit, data: st.DataObject) -> None:
        at = data.draw(st.integers(0, len(unit.name) - 1))
        letter = data.draw(st.sampled_from("aáạbcdđeêghiklmnoôơpqrstuưvxyỹ"))
        text = unit.name[:at] + letter + unit.name[at + 1 :]
        match = PLACES.find(text, IN_2021)
        same = match.unit and (one_i(fold(match.unit.name)), bare(match.unit.name))
        assert same is None or one_i(fold(text)) == same[0] or fold(text) == same[1]

    @given(st.text(max_size=40), st.dates(date(2000, 1, 1), date(2030, 1, 1)))
    def test_any_text_has_an_answer_with_a_reason(self, text: str, day: date) -> None:
        match = PLACES.find(text, day)
        assert isinstance(match, Match)
        assert match.reason.endswith(".")
        assert all(unit.valid_on(day) for unit in [*match.proposals, *([match.unit] if match.unit else [])])

    def test_two_districts_with_one_name(self, tmp_path: Path) -> None:
        places = units(
            tmp_path,
            "51,Quảng Ngãi,province,,2004-01-01,,,,",
            "524,Bình Sơn,district,51,2004-01-01,,,,",
            "527,Sơn Tịnh,district,51,2004-01-01,,,,",
            "1,Bình Minh,commune,524,2004-01-01,,,,",
            "2,Bình Minh,commune,527,2004-01-01,,,,",
        )
        both, one = places.find("xã Bình Minh", IN_2021), places.find("xã Bình Minh, huyện Sơn Tịnh", IN_2021)
        assert (both.unit, len(both.proposals)) == (None, 2)
        assert one.unit == places.get("2", IN_2021)


class TestFiles:
    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("1,An,commune,9,01/02/2020,,,,", r"dòng 2: valid_from là “01/02/2020”, không phải ngày"),
            ("1,An,commune,9,,,,,", r"dòng 2: valid_from là “”, không phải ngày"),
            ("1,An,commune,9,2020-01-01,2020-02-30,,,", r"dòng 2: valid_to là “2020-02-30”"),
            ("1,An,commune,9,2020-01-01,2019-01-01,,,", r"dòng 2: valid_to 2019-01-01 đứng trước"),
            (",An,commune,9,2020-01-01,,,,", r"dòng 2: cột code chưa ghi gì"),
            ("1,,commune,9,2020-01-01,,,,", r"dòng 2: cột name chưa ghi gì"),
            ("1,An,xã,9,2020-01-01,,,,", r"dòng 2: loại đơn vị “xã” không có; ghi một trong: .*commune"),
            ("1,An,commune,9,2020-01-01,2020-12-31,2,2021-01-01,", r"dòng 2: không có đơn vị kế thừa mã 2"),
            ("1,An,commune,9,2020-01-01,2020-12-31,2,,", r"dòng 2: successor_code và successor_from"),
            ("1,An,commune,9,2020-01-01,,2,2021-01-01,", r"dòng 2: .*phải ghi valid_to"),
            ("1,An,commune,9,2020-01-01,,,,,Phú", r"dòng 2: nhiều ô hơn số cột"),
            ("1,An,commune,9", r"dòng 2: valid_from là “”"),
            ("", "không có dòng đơn vị nào"),
        ],
    )
    def test_a_wrong_line_is_told_with_its_place(self, tmp_path: Path, line: str, said: str) -> None:
        with pytest.raises(DeclarationError, match=said) as error:
            units(tmp_path, line)
        assert str(error.value).startswith("units.csv")

    def test_a_successor_begins_the_day_after(self, tmp_path: Path) -> None:
        lines = ("1,An,commune,9,2020-01-01,2020-12-31,2,2021-01-02,", "2,Phú,commune,9,2021-01-02,,,,")
        with pytest.raises(DeclarationError, match=r"dòng 2: successor_from là 2021-01-02.*2021-01-01"):
            units(tmp_path, *lines)

    def test_one_code_at_two_times_does_not_overlap(self, tmp_path: Path) -> None:
        lines = ("1,An,commune,9,2020-01-01,2021-06-30,,,", "1,Phú,commune,9,2021-06-30,,,,")
        with pytest.raises(DeclarationError, match=r"dòng 3: mã 1 từ ngày 2021-06-30 chồng lên .*dòng 2"):
            units(tmp_path, *lines)

    def test_one_key_stands_once(self, tmp_path: Path) -> None:
        with pytest.raises(DeclarationError, match=r"dòng 3: mã 1 .*đã khai báo ở units.csv, dòng 2"):
            units(tmp_path, *["1,An,commune,9,2020-01-01,,,,"] * 2)

    def test_all_wrong_lines_are_told_at_once(self, tmp_path: Path) -> None:
        with pytest.raises(DeclarationError) as error:
            units(tmp_path, *["1,An,x,9,2020-01-01,,,,"] * 23)
        assert len(re.findall("dòng", str(error.value))) == 20
        assert str(error.value).endswith("... và 3 lỗi khác.")

    def test_outside_is_told_in_one_way(self, tmp_path: Path) -> None:
        with pytest.raises(DeclarationError, match=r"dòng 2: outside là “x”; ghi “có” hoặc để trống"):
            units(tmp_path, "1,An,commune,9,2020-01-01,,,,,x", header=f"{HEADER},outside")

    def test_missing_columns(self, tmp_path: Path) -> None:
        with pytest.raises(DeclarationError, match=r"units.csv, dòng 1: thiếu cột parent_code, valid_from"):
            units(tmp_path, header="code,name,type,valid_to,successor_code,successor_from,successor_basis")

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "units.csv: tệp trống"),
            (f"{HEADER}\n".encode(), "không có dòng đơn vị nào"),
            (f"{HEADER}\n1,Bình".encode("utf-16"), "không phải mã UTF-8"),
            ("code,name\n1,Châu Ổ".encode("cp1258", "replace") + b"\xcc", "không phải mã UTF-8"),
        ],
    )
    def test_files_that_cannot_be_read(self, tmp_path: Path, data: bytes, said: str) -> None:
        path = tmp_path / "units.csv"
        path.write_bytes(data)
        with pytest.raises(DeclarationError, match=said):
            load_places(path)

    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(DeclarationError, match=r"Không có tệp danh mục đơn vị .*x.csv"):
            load_places(tmp_path / "x.csv")

    def test_what_excel_adds_does_no_harm(self, tmp_path: Path) -> None:
        path = tmp_path / "units.csv"
        path.write_bytes(f"\ufeff{HEADER}\r\n1,Bi\u0300nh Hoà,commune,9,2020-01-01,,,,\r\n,,,,,,,,\r\n".encode())
        assert [u.name for u in load_places(path).units] == ["Bình Hoà"]

    def test_agencies_belong_to_the_district_and_have_a_block(self, tmp_path: Path) -> None:
        path = tmp_path / "agencies.csv"
        path.write_text("code,name,block,valid_from,valid_to\nCQ-CA,Công an huyện,armed_forces,2004-01-01,\n", "utf-8")
        (unit,) = load_places(path, district="524").units
        assert (unit.type, unit.parent_code, unit.block, unit.full_name) == (
            "agency", "524", "armed_forces", "Công an huyện",
        )  # fmt: skip


class TestWords:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("[type]\nxa = ['xã']", "loại đơn vị “xa” không có"),
            ("[body]\n'a b' = ['x']\n'c d' = ['X.']", "“x” đứng ở cả “a b” và “c d”"),
            ("[body]\n'a b' = 'x'", "“a b” phải là danh sách"),
            ("[body", "sai cú pháp TOML"),
        ],
    )
    def test_wrong_words_are_told(self, tmp_path: Path, text: str, said: str) -> None:
        path = tmp_path / "names.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(DeclarationError, match=said):
            names.load_words(path)


def test_places_that_were_asked_go_to_another_process() -> None:
    day = date(2021, 12, 31)
    asked = PLACES.find("Xã Bình Minh", day)
    assert pickle.loads(pickle.dumps(PLACES)).find("Xã Bình Minh", day) == asked
