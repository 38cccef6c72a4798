"""II.2.3: awards by the year of the award, the achievement, the level and the form."""

from __future__ import annotations

from danvan.publish.prose import Sentence, join, sentence
from danvan.publish.sentences.about import About

KINDS = {"collective": "tập thể", "individual": "cá nhân", "household": "hộ gia đình", "enterprise": "doanh nghiệp"}


def awards(about: About) -> list[Sentence]:
    """All awards, then each level and form with the year of the achievement that was rewarded; over several years those
    of communes are in the sum alone.
    """
    every = about.positive("T15/total/count", "lượt")
    if every is None:
        return []
    whole = sentence(f"Tổng số khen thưởng được báo cáo trong {about.when}: {{n}}{{covered}}{{kinds}}.", n=every,
                     covered=about.of_form("awards"), kinds=_listed(_kinds(about, "T15/total")))  # fmt: skip
    rows = [row for row in about.rows("T15") if row != "T15/total" and not (about.several and ".commune." in row)]
    return [whole, *(said for row in rows if (said := _awarded(about, row)))]


def _listed(kinds: list[Sentence]) -> Sentence:
    return sentence(", gồm {kinds}", kinds=join(kinds)) if kinds else Sentence(())


def _awarded(about: About, row: str) -> Sentence | None:
    """ "Năm 2021, cấp huyện khen thưởng thành tích năm 2020: giấy khen cho 03 tập thể, 03 cá nhân"."""
    kinds = _kinds(about, row)
    if not kinds:
        return None
    level, form = (str(about.cell(row, name)) for name in ("level", "form"))
    of = f"cấp {level.removeprefix('Cấp ').lower()} khen thưởng thành tích năm {about.cell(row, 'achievement_year')}"
    return sentence(f"Năm {about.label(row)}, {of}: {form.lower()} cho {{kinds}}.", kinds=join(kinds, ", ", ", "))


def _kinds(about: About, row: str) -> list[Sentence]:
    return [n for kind, label in KINDS.items() if (n := about.positive(f"{row}/{kind}", label))]
