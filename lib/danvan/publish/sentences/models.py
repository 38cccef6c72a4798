"""II.2.1 and II.2.2: models registered, at work and recognised, in all and by field, and the typical ones."""

from __future__ import annotations

from danvan.publish.prose import Sentence, join, sentence
from danvan.publish.sentences.about import About, capital, quoted
from danvan.publish.sentences.comparing import Thing, stated
from danvan.publish.tables import words
from danvan.publish.tables.words import inside, lowered

MODEL = "mô hình"
LIFE = {"opening": "từ năm trước chuyển sang", "new": "mới", "ended": "kết thúc", "closing": "còn lại cuối kỳ"}
NAMED = 6  # typical models of a field told by name; the table has them all


def models(about: About) -> list[Sentence]:
    """The models of the whole district over the period, then of the last year by stage."""
    distinct = _distinct(about) if about.several else None
    return [*([distinct] if distinct else []), *_stages(about, "", "")]


def parts(about: About) -> list[Sentence]:
    """The models of the last year by kind, level and life."""
    return [one for one in (_kinds(about), _levels(about), _life(about)) if one]


def field(about: About, name: str) -> list[Sentence]:
    """The models of one field ("economy") in the last year, and its typical ones over the report's years."""
    label = words.choices("models", "field")[name]
    typical_ = typical(about, label)
    return [*_stages(about, f".{name}", f" {lowered(label)}"), *([typical_] if typical_ else [])]


def _stages(about: About, suffix: str, named: str) -> list[Sentence]:
    """Registered, at work, recognised with its rate; what neither year tells is left out."""
    labels = {"registered": "đăng ký", "at_work": "đang hoạt động", "recognised": "được công nhận"}
    said = [(label, it) for key, label in labels.items() if (it := stated(about, Thing(f"{key}{suffix}", MODEL)))]
    at = about.at if not named else capital(about.now)
    found = [
        sentence(f"Số mô hình {label}: {{it}}." if number else f"{at}, số mô hình{named} {label}: {{it}}.", it=it)
        for number, (label, it) in enumerate(said)
    ]
    rate = _rate(about, suffix)
    return [*found, *([rate] if rate else [])]


def _rate(about: About, suffix: str) -> Sentence | None:
    """The rate of recognition of the models that were considered; not where they are few."""
    row = f"T2/{about.last}{suffix}" if suffix or about.several else "T2/total"
    rate = about.rate(f"{row}/recognition_rate", f"{row}/recognised", f"{row}/considered")
    considered = about.amount(f"{row}/considered", MODEL)
    it = stated(about, Thing(f"recognition_rate{suffix}", style="percent"))
    if rate is None or considered is None or it is None:
        return None
    return sentence("Tỷ lệ công nhận trên {considered} đã xét: {it}.", considered=considered, it=it)


def _distinct(about: About) -> Sentence | None:
    """Over a period each model counts once."""
    every = about.positive("T2/total/registered", MODEL)
    if every is None:
        return None
    said = sentence("{when} có {n}{covered}, mỗi mô hình chỉ tính một lần", n=every,
                    when=capital(about.when), covered=about.of_form("models"))  # fmt: skip
    recognised = about.positive("T2/total/recognised", MODEL)
    return said + (sentence(", trong đó {n} đã được công nhận.", n=recognised) if recognised else ".")


def _kinds(about: About) -> Sentence | None:
    row = f"T2/{about.last if about.several else 'total'}"
    kinds = {"collective": "của tập thể", "individual": "của cá nhân"}
    parts = [
        sentence(f"{{n}} {label}", n=n) for key, label in kinds.items() if (n := about.positive(f"{row}/{key}", MODEL))
    ]
    return sentence(f"Trong số mô hình đăng ký {about.now} có {{parts}}.", parts=join(parts)) if parts else None


def _levels(about: About) -> Sentence | None:
    """Recognised models of the last year by the highest level."""
    row = f"T4/{about.last}"
    labels = words.choices("models", "recognised_level")
    parts = [
        sentence(f"{lowered(label)} {{n}}", n=n)
        for key, label in labels.items()
        if (n := about.positive(f"{row}/{key}", MODEL))
    ]
    return (
        sentence(f"Mô hình được công nhận {about.now} theo cấp cao nhất: {{parts}}.", parts=join(parts))
        if parts
        else None
    )


def _life(about: About) -> Sentence | None:
    """Models that came over, were new, ended and are left at the end of the last year."""
    row = f"T5/{about.last}"
    parts = [
        sentence(f"{label} {{n}}", n=n) for key, label in LIFE.items() if (n := about.amount(f"{row}/{key}", MODEL))
    ]
    return sentence(f"Biến động mô hình {about.now}: {{parts}}.", parts=join(parts)) if parts else None


def typical(about: About, field_label: str = "") -> Sentence | None:
    """The typical models by name and unit, those of the highest level first; of a field where its label is given."""
    rows = [row for row in about.rows("T16") if field_label in ("", about.cell(row, "field"))]
    levels = [*reversed(words.choices("models", "recognised_level").values()), words.UNKNOWN]
    best = sorted(rows, key=lambda row: levels.index(str(about.cell(row, "recognised_level"))))[:NAMED]
    if not best:
        return None
    named = "; ".join(f"{quoted(about.label(row))} ({inside(str(about.cell(row, 'unit')))})" for row in best)
    return Sentence((f"Mô hình tiêu biểu: {named}{' và các mô hình khác' if len(rows) > len(best) else ''}.",))
