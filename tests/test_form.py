from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from danvan.declared.form import FIRST_YEAR, FORMS, LAST_YEAR, Column, Form, Indicator, Table, form
from danvan.declared.loading import load_form
from danvan.problems import DeclarationError
from danvan.vietnamese.text import clean, fold

FORM = form()
TABLES = list(FORM.tables.values())
COLUMNS = [pytest.param(t, c, id=f"{t.name}.{c.name}") for t in TABLES for c in t.columns]
CHOICES = [pytest.param(c, id=f"{t.name}.{c.name}") for t in TABLES for c in t.columns if c.type == "choice"]
UNIT_TYPES = {"commune", "township", "agency"}

# Row, code and kind (f flow, s stock, p plan) of the 42 indicators.
INDICATORS = """
01 propaganda_sessions f              15 mediation_teams s                29 jobs_created f
02 propaganda_attendances f           16 mediators s                      30 jobs_abroad f
03 news_items f                       17 mediation_cases f                31 poor_households s
04 inspections f                      18 mediation_successes f            32 near_poor_households s
05 inspected_bodies f                 19 complaints f                     33 households s
06 dialogues f                        20 denunciations f                  34 population s
07 dialogue_attendances f             21 petitions f                      35 villages s
08 opinions_received f                22 letters_resolved f               36 villages_with_model s
09 opinions_resolved f                23 letters_land_clearance f         37 models_planned p
10 voter_meetings f                   24 clearance_households_approached f 38 models_registered_economy f
11 police_forums f                    25 clearance_households_agreed f    39 models_registered_culture_society f
12 security_teams s                   26 enlistment_quota p               40 models_registered_defence_security f
13 ward_guard_teams s                 27 enlisted f                       41 models_registered_political_system f
14 order_protection_teams s           28 health_cards f                   42 models_recognised f
"""


def owners(words: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Each word that two owners claim, compared as headers are."""
    known: dict[str, str] = {}
    for word, owner in words:
        first = known.setdefault(fold(word), owner)
        if first != owner:
            yield word, first, owner


class TestTables:
    def test_the_forms_are_those_of_the_handbook(self) -> None:
        assert [(t.form, t.name) for t in TABLES] == [
            ("B0", "cover"), ("B1", "models"), ("B2", "resources"), ("B3", "indicators"), ("B4", "donations"),
            ("B5a", "new_rural"), ("B5b", "ocop"), ("B5c", "model_areas"), ("B6", "documents"), ("B7", "awards"),
            ("B8", "remarks"),
        ]  # fmt: skip

    def test_agencies_report_a_reduced_set(self) -> None:
        assert [t.form for t in FORM.expected("agency")] == ["B0", "B1", "B4", "B6", "B7", "B8"]
        assert FORM.expected("commune") == FORM.expected("township") == TABLES

    def test_the_blocks_of_one_form_share_a_sheet(self) -> None:
        assert [t.name for t in FORM.sheets()["B5 Nông thôn mới"]] == ["new_rural", "ocop", "model_areas"]
        assert all(len(sheet) <= 31 for sheet in FORM.sheets())

    @pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
    def test_a_table_says_what_it_is(self, table: Table) -> None:
        assert table.sheet.startswith(table.form[:2])
        assert table.title
        assert set(table.reported_by) <= UNIT_TYPES
        assert table.reported_by
        assert sum(c.names == "item" for c in table.columns) <= 1

    @pytest.mark.parametrize("table", [t for t in TABLES if t.layout != "fields"], ids=lambda t: t.name)
    def test_a_row_is_known_by_a_required_column(self, table: Table) -> None:
        assert table.item.names == "item"
        assert table.item.need == "required"

    def test_no_title_means_two_tables(self) -> None:
        assert list(owners((word, t.name) for t in TABLES for word in (t.title, *t.seen_as))) == []


class TestColumns:
    @pytest.mark.parametrize(("table", "column"), COLUMNS)
    def test_every_column_has_a_name_a_label_a_type_and_a_need(self, table: Table, column: Column) -> None:
        assert column.name.isidentifier()
        assert column.label == clean(column.label) != ""
        assert column.type
        assert column.need
        assert FIRST_YEAR <= column.valid_from <= column.valid_to <= LAST_YEAR
        assert table.column(column.name) is column

    @pytest.mark.parametrize(("table", "column"), COLUMNS)
    def test_what_is_added_has_a_unit(self, table: Table, column: Column) -> None:
        assert column.adds == "none" or column.unit
        assert column.type != "money" or (column.unit == "đồng" and column.name.endswith("_vnd"))
        assert column.part_of is None or table.column(column.part_of).unit == column.unit

    @pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
    def test_every_header_word_belongs_to_one_column_of_its_table(self, table: Table) -> None:
        words = ((word, c.name) for c in table.columns for word in FORM.headers_of(table.name, c.name))
        assert list(owners(words)) == []

    @pytest.mark.parametrize("column", CHOICES)
    def test_every_way_to_write_a_choice_means_one(self, column: Column) -> None:
        assert len({choice.name for choice in column.choice}) == len(column.choice) > 1
        words = ((word, c.name) for c in column.choice for word in (c.label, *c.seen_as))
        assert list(owners(words)) == []

    def test_the_four_fields_in_order(self) -> None:
        fields = FORM.table("models").column("field").choice
        assert [c.name for c in fields] == ["economy", "culture_society", "defence_security", "political_system"]

    def test_names_of_persons_are_not_stored(self) -> None:
        personal = [c.name for t in TABLES for c in t.columns if not c.stored]
        assert personal == ["preparer", "phone", "approver", "signed_on"]

    def test_the_parts_of_the_total_of_a_work(self) -> None:
        parts = [c.name for c in FORM.table("resources").columns if c.part_of == "total_vnd"]
        assert parts == ["state_vnd", "people_cash_vnd", "people_inkind_vnd", "business_vnd", "other_vnd"]

    def test_what_may_stand_in_a_new_rural_block(self) -> None:
        assert FORM.table("new_rural").column("criteria_met").at_most == 19
        stars = FORM.table("ocop").column("stars")
        assert (stars.at_least, stars.at_most) == (1, 5)

    def test_included_in_total_is_required(self) -> None:
        assert FORM.table("donations").column("included_in_total").need == "required"


class TestIndicators:
    def test_the_42_rows(self) -> None:
        listed = sorted(re.findall(r"(\d\d) (\w+) ([fsp])\b", INDICATORS))
        assert [(i.row, i.code, i.kind[0]) for i in FORM.indicators] == listed

    def test_all_add_over_communes(self) -> None:
        assert {i.over_units for i in FORM.indicators} == {"sum"}

    def test_which_leave_the_office(self) -> None:
        by_row = {i.row: i.sensitivity for i in FORM.indicators}
        assert [row for row, said in by_row.items() if said == "internal"] == [str(n) for n in range(19, 26)]
        assert [row for row, said in by_row.items() if said == "restricted"] == ["26", "27"]

    @pytest.mark.parametrize(
        ("code", "year", "kind", "applies"),
        [
            ("police_forums", 2018, "commune", False),
            ("police_forums", 2019, "commune", True),
            ("ward_guard_teams", 2022, "township", True),
            ("ward_guard_teams", 2022, "commune", False),
            ("ward_guard_teams", 2025, "township", False),
            ("order_protection_teams", 2023, "commune", False),
            ("order_protection_teams", 2024, "commune", True),
            ("petitions", 2022, "agency", False),
        ],
    )
    def test_where_an_indicator_does_not_exist(self, code: str, year: int, kind: str, applies: bool) -> None:
        assert FORM.indicator(code).applies(year, kind) is applies

    @pytest.mark.parametrize("indicator", FORM.indicators, ids=lambda i: i.code)
    def test_every_indicator_says_what_it_counts(self, indicator: Indicator) -> None:
        assert indicator.label == clean(indicator.label) != ""
        assert indicator.unit
        assert set(indicator.reported_by) <= UNIT_TYPES
        assert indicator.reported_by

    def test_every_way_to_write_an_indicator_means_one(self) -> None:
        assert list(owners((word, i.code) for i in FORM.indicators for word in (i.label, *i.seen_as))) == []


class TestRulesAndWords:
    def test_every_part_and_whole_of_the_handbook_has_its_rule(self) -> None:
        pairs = {(r.left, r.right) for r in FORM.rules if r.code == "K05"}
        assert ("jobs_abroad", ("jobs_created",)) in pairs
        assert ("villages_with_model", ("villages",)) in pairs
        assert ("letters_land_clearance", ("complaints", "denunciations", "petitions")) in pairs
        assert len(pairs) == 7

    def test_models_by_field_are_checked_against_the_list(self) -> None:
        counted = {r.left: r.values for r in FORM.rules if r.kind == "equals_count"}
        fields = {c.name for c in FORM.table("models").column("field").choice}
        assert {values[0] for left, values in counted.items() if left.startswith("models_registered")} == fields
        assert set(counted["models_recognised"]) == {"recognised", "outstanding"}

    @pytest.mark.parametrize("rule", FORM.rules, ids=lambda r: f"{r.code} {r.left}")
    def test_every_rule_names_columns_and_choices_that_there_are(self, rule: object) -> None:
        table, column, values = (getattr(rule, name) for name in ("table", "column", "values"))
        if table:
            assert set(values) <= {c.name for c in FORM.table(table).column(column).choice}

    def test_no_word_gives_a_row_two_roles(self) -> None:
        roles = ("total", "signature", "note", "letterhead", "unit_line", "running_number")
        assert list(owners((word, role) for role in roles for word in getattr(FORM.words, role))) == []
        assert list(owners((word, said) for said in ("yes", "no") for word in FORM.words.flag[said])) == []


class TestYears:
    def test_headers_by_year(self) -> None:
        assert [FORM.header_in("models", "model_name", year) for year in (2017, 2019, 2022)] == [
            "Tên MH", "Tên mô hình/điển hình", "Tên mô hình, điển hình",
        ]  # fmt: skip
        assert FORM.header_in("resources", "people_cash_vnd", 2019) == "Nhân dân đóng góp > Tiền"

    def test_a_column_that_a_year_did_not_have(self) -> None:
        assert FORM.header_in("models", "decision_date", 2018) is None
        assert FORM.header_in("models", "lead_block", 2019) is None
        assert "model_id" not in [c.name for c in FORM.table("models").columns_in(2019)]
        assert "model_id" in [c.name for c in FORM.table("models").columns_in(2020)]

    @pytest.mark.parametrize(("table", "column"), COLUMNS)
    def test_the_form_of_today_has_every_column_by_its_label_or_under_a_group(
        self, table: Table, column: Column
    ) -> None:
        header = FORM.header_in(table.name, column.name, 2022)
        assert header is not None
        assert header == column.label or " > " in header
        assert header in FORM.headers_of(table.name, column.name)

    @pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
    @pytest.mark.parametrize("year", range(2017, 2024))
    def test_the_form_of_every_year_has_its_required_columns(self, table: Table, year: int) -> None:
        required = [c.name for c in table.columns if c.need == "required" and not c.section]  # a section row may say it
        assert all(FORM.header_in(table.name, name, year) for name in required)


def broken(tmp_path: Path, file: str, old: str, new: str) -> Form:
    """The form with the first `old` of one file replaced."""
    folder = tmp_path / "forms"
    shutil.copytree(FORMS, folder)
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    return load_form(folder)


class TestWrongDeclarations:
    def test_a_copy_that_is_not_broken_loads(self, tmp_path: Path) -> None:
        assert broken(tmp_path, "b1_models.toml", "B1", "B1").tables == FORM.tables

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            (
                'type = "code"',
                'type = "codes"',
                r"cột thứ 1 \(model_id\): “type” là “codes”; phải là một trong: .*code",
            ),
            ('need = "required"', 'need = "must"', r"cột thứ 2 \(model_name\): “need” là “must”"),
            ('label = "Mã mô hình"\n', "", r"cột thứ 1 \(model_id\): thiếu khóa label"),
            ('label = "Mã mô hình"', 'lable = "Mã"', r"cột thứ 1 \(model_id\): khóa “lable” không được dùng; .*label"),
            ('name = "lead_unit"', 'name = "kind"', r"\(models\): cột “kind” khai báo hai lần"),
            ('key = ["model_name"]', 'key = ["model"]', r"\(models\): nhắc đến cột “model” chưa khai báo"),
            ('layout = "rows"', 'layout = "row"', r"\(models\): “layout” là “row”"),
            ('choices_of = "registered_level"\n', "", r"\(recognised_level\): cột lựa chọn phải có “choice”"),
            ('choices_of = "registered_level"', 'choices_of = "level"', "nhắc đến cột “level” chưa khai báo"),
            (', label = "Phát triển kinh tế"', "", r"cột thứ 3 \(field\), lựa chọn thứ 1: thiếu khóa label"),
            ('name = "models"', 'nam = "models"', r"bảng thứ 1 \(chưa có tên\): khóa “nam” không được dùng"),
            ("[[table]]", "[[table]", "sai cú pháp TOML"),
            ("valid_from = 2020", 'valid_from = "2020"', r"\(model_id\): “valid_from” là “2020”; phải là số nguyên"),
            ("valid_from = 2020", "valid_from = 2020\nvalid_to = 2019", r"\(model_id\): valid_to 2019 đứng trước"),
            ('["LV", "Thuộc lĩnh vực"]', '"LV"', r"\(field\): “seen_as” là “LV”; phải là danh sách"),
            ('adds = "sum"', 'adds = "mean"', "“adds” là “mean”; phải là một trong: sum, none"),
            ('names = "item"', 'names = "items"', "“names” là “items”; phải là một trong: item"),
            ('["commune", "township", "agency"]', '["xã"]', r"\(models\): loại đơn vị “xã” không có"),
            ('name = "individual"', 'name = "collective"', r"\(kind\): lựa chọn “collective” khai báo hai lần"),
        ],
    )
    def test_a_table(self, tmp_path: Path, old: str, new: str, said: str) -> None:
        with pytest.raises(DeclarationError, match=rf"b1_models.toml: .*{said}"):
            broken(tmp_path, "b1_models.toml", old, new)

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ('part_of = "total_vnd"', 'part_of = "total"', "nhắc đến cột “total” chưa khai báo"),
            ('unit_column = "quantity_unit"', 'unit_column = "unit"', "nhắc đến cột “unit” chưa khai báo"),
            ('name = "resources"', 'name = "models"', "bảng “models” khai báo hai lần"),
        ],
    )
    def test_a_pointer(self, tmp_path: Path, old: str, new: str, said: str) -> None:
        with pytest.raises(DeclarationError, match=rf"b2_resources.toml: .*{said}"):
            broken(tmp_path, "b2_resources.toml", old, new)

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("\n01,propaganda_sessions", "\n01,dialogues", "dòng 7: chỉ tiêu “dialogues” .* khai báo hai lần"),
            ("\n02,", "\n01,", r"dòng 3: chỉ tiêu .*\(01\) khai báo hai lần"),
            ("buổi,flow", "buổi,flows", "dòng 2: “kind” là “flows”; phải là một trong: flow, stock, plan"),
            ("stock,sum,2024,", "stock,sum,năm,", "dòng 15: “năm” không phải là năm"),
            ("row,code,label", "row,code,name", "dòng 2: khóa “name” không được dùng; có thể là: .*label"),
            ("seen_as,note", "seen_as,notes", "dòng 2: khóa “notes” không được dùng"),
        ],
    )
    def test_an_indicator(self, tmp_path: Path, old: str, new: str, said: str) -> None:
        with pytest.raises(DeclarationError, match=rf"indicators.csv, {said}"):
            broken(tmp_path, "indicators.csv", old, new)

    @pytest.mark.parametrize(
        ("file", "old", "new", "said"),
        [
            ("rules.toml", 'left = "opinions_resolved"', 'left = "opinions"', "quy tắc thứ 1: chỉ tiêu “opinions”"),
            ("rules.toml", 'right = ["opinions_received"]', 'right = ["x"]', "quy tắc thứ 1: chỉ tiêu “x”"),
            ("rules.toml", 'table = "models"', 'table = "model"', "quy tắc thứ 12: bảng “model” chưa khai báo"),
            ("rules.toml", 'kind = "at_most"', 'sort = "at_most"', "quy tắc thứ 1: khóa “sort” không được dùng"),
            ("headers_by_year.csv", "models,model_name", "models,name", "dòng 2: không có cột “models.name”"),
            ("headers_by_year.csv", "models,model_name", "model,model_name", "dòng 2: không có cột “model.model_name”"),
            ("headers_by_year.csv", "2017-2018", "2017-nay", "dòng 2: “nay” không phải là năm"),
            (
                "headers_by_year.csv",
                "decision_date,,",
                "decision_date,Ngày,",
                "dòng 14: .* chưa có trong biểu mẫu năm 2017",
            ),
            ("b0_cover.toml", '"personal"', '"secret"', r"\(preparer\): “sensitivity” là “secret”; phải là .*personal"),
            ("indicators.csv", ",sum,,,public", ",add,,,public", "dòng 2: “over_units” là “add”"),
            ("indicators.csv", "Lượt người tham dự,", "Lượt người, tham dự,", "dòng 3: số ô khác số cột"),
            ("rules.toml", 'code = "K05"', 'code = "K99"', "quy tắc thứ 1: mã “K99” không có trong danh mục lỗi"),
            ("rules.toml", 'kind = "at_most"', 'kind = "at most"', "quy tắc thứ 1: “kind” là “at most”"),
            ("rules.toml", 'column = "field"', 'column = "fields"', "quy tắc thứ 12: cột “fields” chưa khai báo"),
            ("rules.toml", '["economy"]', '["economic"]', "quy tắc thứ 12: lựa chọn “economic” chưa khai báo"),
            ("headers_by_year.csv", "table,column", "tab,column", "dòng 1: phải có cột table và column"),
            ("words.toml", "sample_mark", "mark", "khóa “mark” không được dùng; có thể là: .*sample_mark"),
        ],
    )
    def test_rules_headers_and_words(self, tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
        with pytest.raises(DeclarationError, match=f"{file}.*{said}"):
            broken(tmp_path, file, old, new)

    @pytest.mark.parametrize("file", ["indicators.csv", "rules.toml", "headers_by_year.csv", "words.toml"])
    def test_a_missing_file(self, tmp_path: Path, file: str) -> None:
        shutil.copytree(FORMS, tmp_path, dirs_exist_ok=True, ignore=lambda _, names: {file} & set(names))
        with pytest.raises(DeclarationError, match=f"Thiếu tệp khai báo {file}"):
            load_form(tmp_path)

    def test_no_tables_at_all(self, tmp_path: Path) -> None:
        with pytest.raises(DeclarationError, match=r"không có tệp b\*.toml nào"):
            load_form(tmp_path)

    @pytest.mark.parametrize("file", ["b1_models.toml", "indicators.csv", "rules.toml"])
    def test_a_file_in_another_encoding(self, tmp_path: Path, file: str) -> None:
        shutil.copytree(FORMS, tmp_path, dirs_exist_ok=True)
        (tmp_path / file).write_bytes((FORMS / file).read_text("utf-8").encode("utf-16"))
        with pytest.raises(DeclarationError, match=f"{file}: tệp không phải mã UTF-8"):
            load_form(tmp_path)
