from __future__ import annotations

import pandas as pd

from danvan.publish.sources import incomplete, source, source_of_unit


def coverage(*years: tuple[int, int, int, tuple[str, ...]]) -> pd.DataFrame:
    return pd.DataFrame(list(years), columns=["year", "reported", "expected", "missing"])


def test_one_year_names_the_units_that_are_missing():
    assert source(coverage((2021, 21, 22, ("Xã Bình Minh",))), sample=False) == (
        "Nguồn: báo cáo của 21/22 đơn vị; chưa có: Xã Bình Minh."
    )


def test_sample_figures_are_called_so():
    assert source(coverage((2021, 22, 22, ())), sample=True) == "Nguồn: báo cáo của 22/22 đơn vị. Số liệu minh họa."


def test_several_years_are_told_together_where_they_are_alike():
    frame = coverage(
        (2018, 25, 25, ()), (2019, 25, 25, ()), (2020, 20, 22, ("Xã A", "Xã B")), (2021, 21, 22, ("Xã A",))
    )
    assert source(frame, sample=False) == (
        "Nguồn: báo cáo của các đơn vị (số đơn vị có số liệu: 2018 - 2019: 25/25; 2020: 20/22; 2021: 21/22); "
        "chưa có: Xã A (2020 - 2021), Xã B (2020)."
    )


def test_many_missing_units_are_counted():
    frame = coverage((2021, 15, 22, tuple(f"Xã {n}" for n in range(7))))
    assert source(frame, sample=False).endswith("chưa có: Xã 0, Xã 1, Xã 2, Xã 3, Xã 4 và 2 đơn vị khác.")


def test_one_unit_tells_its_years():
    assert source_of_unit("xã Bình Minh", [2018, 2021], [2018, 2019, 2021], sample=False) == (
        "Nguồn: báo cáo của xã Bình Minh, 2/3 năm; chưa có: năm 2019."
    )


def test_complete_coverage_needs_no_words():
    assert (incomplete(22, 22), incomplete(21, 22)) == ("", "21/22 đơn vị")


def test_parts_that_fewer_units_gave_are_named():
    whole = coverage((2018, 23, 25, ()), (2019, 25, 25, ()))
    fewer = {"Nhân dân": coverage((2018, 23, 25, ()), (2019, 25, 25, ())), "Nguồn khác": coverage((2019, 6, 25, ()))}
    assert source(whole, sample=False, fewer=fewer).endswith(" Ít đơn vị có số liệu hơn: Nguồn khác (2019: 6/25).")
    one = source(whole[1:], sample=False, fewer={"Nguồn khác": fewer["Nguồn khác"]})
    assert one == "Nguồn: báo cáo của 25/25 đơn vị. Ít đơn vị có số liệu hơn: Nguồn khác (6/25)."
