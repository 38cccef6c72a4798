from __future__ import annotations

import json
import os
import random
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan import files
from danvan.paths import Workspace
from danvan.problems import DanvanError, UsageError
from danvan.store import read
from danvan.store.read import load, years
from danvan.store.schema import TABLES, schema
from danvan.store.write import commit

SINCE = date(2004, 1, 1)
FROM = {
    "unit_code": "21085", "unit_from": SINCE, "year": 2021, "period": "N", "revision": 1,
    "file": "2021/binh_minh.xlsx", "sheet": "B2", "row": 9,
}  # fmt: skip
SENT = {**{k: FROM[k] for k in list(FROM)[:6]}, "status": "accepted", "sample": True}


def rows(*changes: Mapping[str, Any], **columns: Any) -> pd.DataFrame:
    """One row of a fact for each change of `FROM`; `columns` are the same in all."""
    return pd.DataFrame.from_records([{**FROM, **columns, **change} for change in changes or ({},)])


def register(*years: int) -> pd.DataFrame:
    return pd.DataFrame.from_records([{**SENT, "year": year} for year in years])


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def stored(place: Workspace, table: str, frame: pd.DataFrame, **asked: Any) -> pd.DataFrame:
    years = sorted(set(frame["year"])) if len(frame) else [2021]
    commit(place.processed, {"register": register(*years), table: frame}, {"2021/binh_minh.xlsx": "ab"})
    return load(table, workspace=place, **asked)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class TestTypes:
    def test_money_stays_whole_to_the_last_dong_beside_blanks(self, place: Workspace) -> None:
        odd = 2**53 + 1  # no float holds it
        frame = rows({"total_vnd": odd}, {"total_vnd": None, "row": 10}, work_name="Kênh N6")
        frame["total_vnd"] = pd.Series([odd, None], dtype=object)
        found = stored(place, "resources", frame)["total_vnd"]
        assert found.dtype == "Int64"
        assert found.tolist() == [odd, pd.NA]

    def test_what_pandas_made_a_float_beside_a_blank_is_a_whole_number_again(self, place: Workspace) -> None:
        frame = rows({"total_vnd": 380_000_000}, {"total_vnd": None, "row": 10})
        assert frame["total_vnd"].dtype == "float64"
        assert stored(place, "resources", frame)["total_vnd"].tolist() == [380_000_000, pd.NA]

    def test_blank_is_never_zero(self, place: Workspace) -> None:
        found = stored(place, "resources", rows({"land_m2": 0, "labour_days": None, "completed": None}))
        assert found["land_m2"].tolist() == [0.0]
        assert found[["labour_days", "completed", "people_cash_vnd", "work_name"]].isna().all(axis=None)

    def test_dtypes_are_nullable_and_dates_are_dates(self, place: Workspace) -> None:
        day = date(2021, 5, 4)
        frame = rows({"model_name": "Ba V", "decision_date": day, "implemented": True, "field": "economy"})
        found = stored(place, "models", frame)
        assert {found[c].dtype.name for c in ("year", "revision", "row", "households")} == {"Int64"}
        assert found["implemented"].dtype == "boolean"
        assert {found[c].dtype for c in ("unit_code", "model_name", "field")} == {pd.StringDtype()}
        assert (found["unit_from"][0], found["decision_date"][0]) == (SINCE, day)

    @pytest.mark.parametrize("table", TABLES)
    def test_an_empty_table_has_all_columns_with_their_types(self, place: Workspace, table: str) -> None:
        commit(place.processed, {"register": register(2021)}, {})
        found = load(table, workspace=place, years=2021, period=None)
        assert list(found.columns) == schema(table).names
        full = stored(place, "models", rows({"model_name": "Ba V"}))
        assert found["year"].dtype == full["year"].dtype

    @pytest.mark.parametrize(
        ("table", "column", "value", "said"),
        [
            ("models", "households", 2.5, "“2.5” không phải số nguyên"),
            ("models", "households", "12", "“12” không phải số nguyên"),
            ("models", "households", True, "“True” không phải số nguyên"),
            ("models", "households", Decimal("3"), "“3” không phải số nguyên"),
            ("models", "households", float("inf"), "“inf” không phải số nguyên"),
            ("models", "households", 2**63, "không phải số nguyên"),
            ("resources", "total_vnd", 2.0**60, "không phải số nguyên"),
            ("resources", "land_m2", "31,2", "“31,2” không phải số"),
            ("resources", "land_m2", float("-inf"), "“-inf” không phải số"),
            ("resources", "land_m2", 2**53 + 1, "không phải số"),
            ("resources", "completed", 1, "“1” không phải có/không"),
            ("resources", "completed", "Có", "“Có” không phải có/không"),
            ("models", "model_name", 3, "“3” không phải chữ"),
            ("models", "model_name", "\ud800", "không phải chữ"),
            ("models", "decision_date", "04/5/2021", "“04/5/2021” không phải ngày"),
            ("models", "decision_date", datetime(2021, 5, 4, 8), "không phải ngày"),
            ("models", "field", "Kinh tế", "“Kinh tế” không thuộc .*economy"),
            ("indicators", "state", "missing", "“missing” không thuộc blank"),
            ("models", "unit_code", None, "đang trống, nhưng phải có giá trị"),
            ("models", "row", None, "đang trống, nhưng phải có giá trị"),
        ],
    )
    def test_what_does_not_fit_is_refused_with_its_place(
        self, place: Workspace, table: str, column: str, value: object, said: str
    ) -> None:
        good = {"indicator": "petitions", "column": "actual", "state": "value"} if table == "indicators" else {}
        frame = rows({}, {"row": 10}, {"row": 11}, **good)
        frame[column] = pd.Series([frame[column][0] if column in frame else None, value, value], dtype=object)
        with pytest.raises(DanvanError, match=said) as error:
            commit(place.processed, {table: frame}, {})
        told = str(error.value)
        assert told.startswith(f"Bảng “{table}”, cột “{column}” (tệp 2021/binh_minh.xlsx, trang B2")
        assert column == "row" or "dòng 10)" in told
        assert not place.processed.exists()

    def test_unknown_tables_and_columns(self, place: Workspace) -> None:
        with pytest.raises(DanvanError, match="Không có bảng “model”; các bảng: register"):
            commit(place.processed, {"model": rows()}, {})
        with pytest.raises(DanvanError, match="Bảng “models” không có cột “preparer”"):
            commit(place.processed, {"models": rows({"preparer": "A"})}, {})


FIGURE = st.fixed_dictionaries(
    {
        "unit_code": st.sampled_from(["21040", "21085", "CQ-PN"]),
        "unit_from": st.sampled_from([SINCE, date(2020, 2, 1)]),
        "year": st.integers(2017, 2019),
        "revision": st.integers(1, 2),
        "row": st.integers(1, 3),
        "work_name": st.none() | st.text(st.characters(codec="utf-8"), max_size=5),
        "total_vnd": st.none() | st.integers(1 - 2**63, 2**63 - 1),
        "land_m2": st.none() | st.floats(allow_nan=False, allow_infinity=False),
        "completed": st.none() | st.booleans(),
    }
)


def objects(records: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(records, columns=list({**FROM, **records[0]}), dtype=object)


class TestSameBytes:
    @settings(max_examples=40)  # each writes files to the disk
    @given(st.lists(FIGURE, min_size=1, max_size=8), st.randoms(use_true_random=False))
    def test_rows_in_any_order_give_the_same_bytes(
        self, tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]], dice: random.Random
    ) -> None:
        records = [{**FROM, **record} for record in records]
        other = records.copy()
        dice.shuffle(other)
        one, two = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two")
        commit(one, {"resources": objects(records)}, {"a": "1", "b": "2"})
        commit(two, {"resources": objects(other)}, {"b": "2", "a": "1"})
        assert bytes_of(one) == bytes_of(two)

    @settings(max_examples=40)  # each writes files to the disk
    @given(st.lists(FIGURE, min_size=1, max_size=8))
    def test_what_is_written_is_read_back(
        self, tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]]
    ) -> None:
        place = Workspace(tmp_path_factory.mktemp("place"))
        records = [{**FROM, **record} for record in records]
        found = stored(place, "resources", objects(records))
        back = [
            {k: None if pd.isna(v) else v for k, v in row.items()} for row in found[list(records[0])].to_dict("records")
        ]
        assert sorted(map(repr, _plain(back))) == sorted(map(repr, _plain(records)))

    def test_the_order_of_stored_rows(self, place: Workspace) -> None:
        frame = rows(
            {"unit_code": "B", "row": 2}, {"unit_code": "B", "row": 1}, {"unit_code": "A", "revision": 2},
            {"unit_code": "A", "period": "6T"},
        )  # fmt: skip
        found = stored(place, "remarks", frame, period=None)
        assert found[["unit_code", "period", "row"]].to_numpy().tolist() == [
            ["A", "6T", 9], ["A", "N", 9], ["B", "N", 1], ["B", "N", 2],
        ]  # fmt: skip

    def test_dtypes_of_the_frame_do_not_matter(self, tmp_path: Path) -> None:
        floats = rows({"total_vnd": 5, "completed": True}, {"total_vnd": None, "completed": None, "row": 10})
        nullable = floats.convert_dtypes()
        nullable["unit_from"] = floats["unit_from"]
        commit(tmp_path / "one", {"resources": floats}, {})
        commit(tmp_path / "two", {"resources": nullable}, {})
        assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")

    def test_the_manifest_has_no_time_and_names_what_it_was_made_of(self, place: Workspace) -> None:
        stored(place, "models", rows({"model_name": "Ba V"}))
        manifest = json.loads((place.processed / "manifest.json").read_bytes())
        assert sorted(manifest) == [
            "beside",
            "form",
            "halves",
            "inputs",
            "library",
            "reader",
            "sample",
            "sha256",
            "tables",
        ]
        assert manifest["halves"] == []
        (listed,) = manifest["inputs"].values()
        assert json.loads((place.processed / listed["path"]).read_bytes()) == {"2021/binh_minh.xlsx": "ab"}
        assert files.sha256((place.processed / listed["path"]).read_bytes()) == listed["sha256"]
        (part,) = manifest["tables"]["models"]["2021"].values()
        assert part["rows"] == 1
        assert files.sha256((place.processed / part["path"]).read_bytes()) == part["sha256"]
        assert set(manifest["tables"]) == set(TABLES)

    def test_a_year_of_which_only_a_half_was_reported_is_no_whole_year(self, place: Workspace) -> None:
        reported = register(2020, 2021, 2022)
        half = reported.assign(period=["N", "N", "6T"])
        commit(place.processed, {"register": pd.concat([half, reported[:1].assign(period="6T")])}, {})
        assert (years(place), years(place, period=None)) == ([2020, 2021], [2020, 2021, 2022])
        commit(place.processed, {"register": reported}, {})
        assert years(place) == [2020, 2021, 2022]

    def test_files_that_did_not_change_are_not_written_again(
        self, place: Workspace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old = {"register": register(2020, 2021), "models": rows({"year": 2020}, {"year": 2021})}
        commit(place.processed, old, {})
        written: list[str] = []
        whole = files.write_whole
        note = lambda path, data: (written.append(path.parents[1].name), whole(path, data))  # noqa: E731
        monkeypatch.setattr("danvan.store.write.write_whole", note)
        commit(place.processed, old, {})
        assert written == []
        commit(place.processed, {**old, "models": rows({"year": 2020}, {"year": 2021, "row": 7})}, {})
        assert written == ["year=2021"]

    def test_a_damaged_file_is_mended_by_the_next_commit(self, place: Workspace) -> None:
        frame = rows({"model_name": "Ba V"})
        stored(place, "models", frame)
        (path,) = place.processed.glob("models/**/*.parquet")
        path.write_bytes(b"PAR1")
        with pytest.raises(DanvanError, match="đã bị thay đổi hoặc hỏng; hãy chạy `danvan ingest` trước"):
            load("models", workspace=place)
        assert len(stored(place, "models", frame)) == 1


def _plain(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records with -0.0 as 0.0, which is the same number."""
    return [{k: v + 0.0 if isinstance(v, float) else v for k, v in sorted(record.items())} for record in records]


class Stop(Exception):
    """The writer is killed here."""


class TestStopped:
    """Fail the 1st, 2nd, ... n-th operation of a commit until it completes: readers see the old state or the new."""

    def test_a_commit_stopped_anywhere_leaves_the_old_state_or_the_new(self, place: Workspace) -> None:
        old = {"register": register(2021), "models": rows({"model_name": "cũ"}), "remarks": rows({"year": 2019})}
        new = {"register": register(2021), "models": rows({"model_name": "mới"}), "ocop": rows({"product": "hành tím"})}
        seen, stopped = set(), 0
        while True:
            commit(place.processed, old, {})
            done = self.stopped_after(stopped, lambda: commit(place.processed, new, {}))
            state = (load("models", workspace=place)["model_name"][0], len(load("ocop", workspace=place)))
            assert state in {("cũ", 0), ("mới", 1)}
            seen.add(state)
            commit(place.processed, new, {})
            assert len(bytes_of(place.processed)) == 2 + 3
            if done:
                break
            stopped += 1
        assert seen == {("cũ", 0), ("mới", 1)}
        assert stopped > 10

    def stopped_after(self, allowed: int, job: Any) -> bool:
        left = allowed

        def limited(call: Any) -> Any:
            def made(*args: Any, **more: Any) -> Any:
                nonlocal left
                if left == 0:
                    raise Stop
                left -= 1
                return call(*args, **more)

            return made

        with pytest.MonkeyPatch.context() as patch:
            for name in ("replace", "fsync", "chmod"):
                patch.setattr(os, name, limited(getattr(os, name)))
            for name in ("unlink", "mkdir", "rmdir"):
                patch.setattr(Path, name, limited(getattr(Path, name)))
            try:
                job()
            except Stop:
                return False
        return True

    def test_leftovers_go_with_the_next_commit(self, place: Workspace) -> None:
        frame = rows({"model_name": "Ba V"})
        stored(place, "models", frame)
        for name in (
            "models/year=2021/0000.parquet",
            "models/year=2021/province=0/0000.parquet",
            "models/year=2021/province=7/0000.parquet",
            "models/year=2020/.x.tmp",
            "inputs/0000.json",
            ".manifest.json.a.tmp",
            "old/year=1/a",
        ):
            (place.processed / name).parent.mkdir(parents=True, exist_ok=True)
            (place.processed / name).write_bytes(b"")
        (place.processed / "readings" / "524").mkdir(parents=True)
        (place.processed / "readings" / "524" / "kept.json.z").write_bytes(b"")
        stored(place, "models", frame)
        left = set(bytes_of(place.processed))
        assert len(left) == 5
        assert "readings/524/kept.json.z" in left
        assert not (place.processed / "models" / "year=2020").exists()


class TestLoad:
    def test_no_store_yet(self, place: Workspace) -> None:
        with pytest.raises(DanvanError, match=r"Chưa có số liệu đã xử lý .*hãy chạy `danvan ingest` trước"):
            load("models", workspace=place)

    @pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"tables": 3}', '{"tables": {"models": {"x": 1}}}'])
    def test_an_unreadable_manifest(self, place: Workspace, text: str) -> None:
        place.processed.mkdir(parents=True)
        (place.processed / "manifest.json").write_text(text, encoding="utf-8")
        with pytest.raises(DanvanError, match=r"Không đọc được .*manifest.json; hãy chạy `danvan ingest` trước"):
            load("models", workspace=place)

    def test_a_missing_file_of_the_store(self, place: Workspace) -> None:
        stored(place, "models", rows())
        next(place.processed.glob("models/**/*.parquet")).unlink()
        with pytest.raises(DanvanError, match=r"Thiếu tệp .*parquet.*danvan ingest"):
            load("models", workspace=place)

    def test_a_state_replaced_while_it_is_read_is_read_again(
        self, place: Workspace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stored(place, "models", rows({"model_name": "cũ"}))
        manifest = read.read_manifest

        def late(folder: Path) -> read.Manifest:
            monkeypatch.setattr(read, "read_manifest", manifest)
            before = manifest(folder)
            stored(place, "models", rows({"model_name": "mới"}))
            return before

        monkeypatch.setattr(read, "read_manifest", late)
        assert load("models", workspace=place)["model_name"].tolist() == ["mới"]

    def test_a_store_of_another_form(self, place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        stored(place, "models", rows())
        monkeypatch.setattr(read, "schema", lambda table: schema(table).remove(9))
        with pytest.raises(DanvanError, match=r"Biểu mẫu đã thay đổi .*“models”.*danvan ingest"):
            load("models", workspace=place)

    def test_unknown_table_year_and_period(self, place: Workspace) -> None:
        commit(place.processed, {"register": register(2017, 2018, 2021)}, {})
        with pytest.raises(UsageError, match=r"Không có bảng “model”. Có phải “models”?"):
            load("model", workspace=place)
        with pytest.raises(UsageError, match="Chưa có số liệu năm 2019, 2030; các năm đang có: 2017, 2018, 2021"):
            load("models", workspace=place, years=[2030, 2018, 2019])
        with pytest.raises(UsageError, match=r"Không có kỳ báo cáo “Q1”.*N, 6T"):
            load("models", workspace=place, period="Q1")
        with pytest.raises(UsageError, match="Năm phải là số"):
            load("models", workspace=place, years="2021")  # type: ignore[arg-type]

    def test_years_and_periods(self, place: Workspace) -> None:
        frame = rows({"year": 2019}, {"year": 2020}, {"year": 2021}, {"year": 2021, "period": "6T"})
        commit(place.processed, {"register": register(2019, 2020, 2021), "remarks": frame}, {})
        ask = lambda **asked: load("remarks", workspace=place, **asked)["year"].tolist()  # noqa: E731
        assert ask() == [2019, 2020, 2021]
        assert ask(years=2021) == [2021]
        assert ask(years=2021, period=None) == [2021, 2021]
        assert ask(years=2021, period="6T") == [2021]
        assert ask(years=range(2020, 2022)) == [2020, 2021]
        assert ask(years=[2021, 2019, 2021]) == [2019, 2021]

    def test_a_year_of_the_register_without_rows_is_an_empty_frame(self, place: Workspace) -> None:
        commit(place.processed, {"register": register(2020, 2021), "models": rows({"year": 2020})}, {})
        assert load("models", workspace=place, years=2021).empty

    def test_a_file_of_no_known_year_is_kept_and_is_no_year(self, place: Workspace) -> None:
        lost = pd.DataFrame.from_records([{"year": 0, "period": "N", "status": "refused", "file": "a.xlsx"}])
        commit(place.processed, {"register": pd.concat([register(2021), lost])}, {})
        assert load("register", workspace=place)["status"].tolist() == ["refused", "accepted"]
        with pytest.raises(UsageError, match="các năm đang có: 2021"):
            load("register", workspace=place, years=0)

    def test_attrs(self, place: Workspace) -> None:
        attrs = stored(place, "resources", rows()).attrs
        assert attrs["table"] == "resources"
        assert attrs["units"]["total_vnd"] == "đồng"
        assert attrs["source"] == "data/processed"
        assert attrs["sample"] is True

    def test_real_figures_are_no_sample(self, place: Workspace) -> None:
        commit(place.processed, {"register": register(2021).assign(sample=False)}, {})
        assert load("register", workspace=place).attrs["sample"] is False

    def test_the_workspace_of_the_current_folder(self, place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        stored(place, "models", rows({"model_name": "Ba V"}))
        place.settings.write_text("", encoding="utf-8")
        monkeypatch.chdir(place.processed)
        assert load("models")["model_name"].tolist() == ["Ba V"]
