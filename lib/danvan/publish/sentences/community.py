"""What the communes do with and for the people: propaganda, dialogues, teams, mediation, petitions."""

from __future__ import annotations

from danvan.publish.prose import Sentence, join, sentence
from danvan.publish.sentences.about import About
from danvan.publish.sentences.comparing import Thing, stated
from danvan.publish.tables.words import lowered

PROPAGANDA = {
    "Hội nghị, buổi tuyên truyền": Thing("propaganda_sessions", "buổi", met=True),
    "Lượt người dự": Thing("propaganda_attendances", "lượt người", met=True),
    "Tin, bài, chuyên mục": Thing("news_items", "tin, bài"),
}
DIALOGUES = {
    "Hội nghị đối thoại của người đứng đầu với Nhân dân": Thing("dialogues", "cuộc", met=True),
    "Ý kiến, kiến nghị nhận được": Thing("opinions_received", "ý kiến"),
    "Tỷ lệ ý kiến, kiến nghị đã giải quyết, trả lời": Thing("opinions_rate", style="percent"),
    "Cuộc tiếp xúc cử tri": Thing("voter_meetings", "cuộc", met=True),
    "Diễn đàn “Công an xã lắng nghe ý kiến Nhân dân”": Thing("police_forums", "cuộc", met=True),
    "Cuộc kiểm tra, giám sát về dân vận, quy chế dân chủ": Thing("inspections", "cuộc"),
}
TEAMS = {
    "security_teams": "tổ An ninh nhân dân", "ward_guard_teams": "tổ bảo vệ dân phố",
    "order_protection_teams": "tổ bảo vệ an ninh, trật tự",
}  # fmt: skip
MEDIATION = {
    "Tổ hòa giải ở cơ sở": Thing("mediation_teams", "tổ"),
    "Hòa giải viên": Thing("mediators", "người"),
    "Vụ việc hòa giải tiếp nhận": Thing("mediation_cases", "vụ"),
    "Tỷ lệ hòa giải thành": Thing("mediation_rate", style="percent"),
}
PETITIONS = {
    "Đơn khiếu nại, tố cáo, kiến nghị, phản ánh trong kỳ": Thing("letters", "đơn"),
    "Đơn đã giải quyết": Thing("letters_resolved", "đơn"),
    "Tỷ lệ đơn đã giải quyết": Thing("letters_rate", style="percent"),
}
# What the years of a period add up to: the rows of R1, and what each counts.
PROPAGANDA_SUMS = {
    "propaganda_sessions": "hội nghị, buổi tuyên truyền", "propaganda_attendances": "lượt người dự",
    "news_items": "tin, bài",
}  # fmt: skip
DIALOGUES_SUMS = {
    "dialogues": "hội nghị đối thoại", "opinions_received": "ý kiến, kiến nghị",
    "voter_meetings": "cuộc tiếp xúc cử tri", "inspections": "cuộc kiểm tra, giám sát về dân vận, quy chế dân chủ",
}  # fmt: skip
MEDIATION_SUMS = {"mediation_cases": "vụ việc tiếp nhận hòa giải", "mediation_successes": "vụ hòa giải thành"}
PETITIONS_SUMS = {"letters_resolved": "đơn đã giải quyết"}


def community(about: About) -> list[Sentence]:
    """All of it, in the order of a report."""
    return [said for part in (propaganda, forums, teams, mediation, petitions) for said in part(about)]


def propaganda(about: About) -> list[Sentence]:
    """Sessions, participations, news."""
    return _each(about, PROPAGANDA, PROPAGANDA_SUMS)


def forums(about: About) -> list[Sentence]:
    """Dialogues, opinions resolved, meetings with voters, forums, inspections."""
    return _each(about, DIALOGUES, DIALOGUES_SUMS)


def teams(about: About) -> list[Sentence]:
    """The security teams of each kind with their sum, beside the year before."""
    row = f"T10/{about.last if about.several else 'total'}"
    parts = [n for key, unit in TEAMS.items() if (n := about.positive(f"{row}/{key}", unit))]
    it = stated(about, Thing("teams", "tổ"))
    if it is None:
        return []
    each = sentence("; gồm {parts}", parts=join(parts)) if len(parts) > 1 else Sentence(())
    return [sentence(f"Các tổ giữ gìn an ninh, trật tự đến {about.end}: {{it}}{{each}}.", it=it, each=each)]


def mediation(about: About) -> list[Sentence]:
    """Mediation teams, mediators, cases and how many were successful."""
    return _each(about, MEDIATION, MEDIATION_SUMS)


def petitions(about: About) -> list[Sentence]:
    """Letters of the period and how many were resolved."""
    return _each(about, PETITIONS, PETITIONS_SUMS)


def _each(about: About, things: dict[str, Thing], sums: dict[str, str]) -> list[Sentence]:
    """What a period adds up to, then each figure of the last year."""
    said = [(label, it) for label, thing in things.items() if (it := stated(about, thing))]
    each = [
        sentence(f"{label if number else f'{about.at}, {lowered(label)}'}: {{it}}.", it=it)
        for number, (label, it) in enumerate(said)
    ]
    return [*_over_period(about, sums), *each]


def _over_period(about: About, sums: dict[str, str]) -> list[Sentence]:
    """What the years of a period add up to, of how many reports: told once where it is of the same."""
    if not about.several:
        return []
    found = [
        (n, about.covered(f"R1/{key}", "lượt báo cáo", names=False))
        for key, label in sums.items()
        if (n := about.positive(f"R1/{key}/value", label))
    ]
    alike = len({str(covered) for _, covered in found}) == 1
    parts = [n if alike else n + covered for n, covered in found]
    last = found[0][1] if alike else Sentence(())
    return [sentence(f"Trong {about.when} có {{parts}}{{last}}.", parts=join(parts), last=last)] if parts else []
