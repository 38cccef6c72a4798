"""The likeliest words are proposed, at most three, and nothing where nothing is like it."""

from __future__ import annotations

from danvan.intake.proposals import propose

FIELDS = ["Phát triển kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Xây dựng hệ thống chính trị"]


def test_the_likeliest_comes_first() -> None:
    assert propose("Van hoa xa hoi", FIELDS).startswith("; có thể là “Văn hóa - xã hội”")


def test_nothing_alike_proposes_nothing() -> None:
    assert propose("zzz", FIELDS) == ""
    assert propose("x", ["Chưa xét", "Công nhận"]) == ""


def test_a_part_is_proposed_by_whole_words() -> None:
    works = ["Kênh mương", "Nhà văn hóa", "Nhà ở hộ nghèo", "Cầu, cống"]
    assert propose("Nhà", works) == "; có thể là “Nhà văn hóa”, “Nhà ở hộ nghèo”"
