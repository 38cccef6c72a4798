"""II.2.1 and II.2.2: models registered, at work and recognised, in all and by field, and the typical ones."""

from __future__ import annotations

from danvan.publish.prose import Sentence, join, sentence
from danvan.publish.sentences.about import About, inside, quoted
from danvan.publish.sentences.comparing import Thing, stated
from danvan.publish.tables import words

MODEL = "mô hình"
LIFE = {"opening": "từ năm trước chuyển sang", "new": "mới", "ended": "kết thúc", "closing": "còn lại cuối kỳ"}
NAMED = 6  # typical models of a field told by name; the table has them all


def models(about: About) -> list[Sentence]:
    """The models of the whole district: over the period, of the last year, by kind, level and life."""
    found = [_distinct(about) if about.several else None, *_stages(about, "", ""), _kinds(about), _levels(about)]
    return [one for one in (*found, _life(about)) if one]


def field(about: About, name: str) -> list[Sentence]:
    """The models of one field ("economy") in the last year, and its typical ones over the report's years."""
    label = words.choices("models", "field")[name]
    lower = label[:1].lower() + label[1:]
    typical_ = typical(about, label)
    return [*_stages(about, f".{name}", f" {lower}"), *([typical_] if typical_ else [])]


def _stages(about: About, suffix: str, named: str) -> list[Sentence]:
    """Registered, at work, recognised with its rate; what neither year tells is left out."""
    at = about.now[:1].upper() + about.now[1:]
    patterns = {
        "registered": f"{at}, số mô hình{named} đăng ký: {{it}}",
        "at_work": f"Số mô hình{named} đang hoạt động: {{it}}",
        "recognised": f"Số mô hình{named} được công nhận: {{it}}",
    }
    said = {key: stated(about, Thing(f"{key}{suffix}", MODEL)) for key in patterns}
    found = [sentence(pattern, it=said[key] or "") + "." for key, pattern in patterns.items() if said[key]]
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
    said = sentence("{when}, toàn huyện có {n}{covered}, mỗi mô hình chỉ tính một lần", n=every,
                    when=f"{about.when[:1].upper()}{about.when[1:]}", covered=about.of_form("models"))  # fmt: skip
    recognised = about.positive("T2/total/recognised", MODEL)
    return said + (sentence(", trong đó {n} đã được công nhận.", n=recognised) if recognised else ".")


def _kinds(about: About) -> Sentence | None:
    row = f"T2/{about.last if about.several else 'total'}"
    kinds = {"collective": "của tập thể", "individual": "của cá nhân"}
    parts = [
        sentence(f"{{n}} {label}", n=n) for key, label in kinds.items() if (n := about.positive(f"{row}/{key}", MODEL))
    ]
    return sentence("Trong số mô hình đăng ký có {parts}.", parts=join(parts)) if parts else None


def _levels(about: About) -> Sentence | None:
    """Recognised models of the last year by the highest level."""
    row = f"T4/{about.last}"
    labels = words.choices("models", "recognised_level")
    parts = [
        sentence(f"{label[:1].lower()}{label[1:]} {{n}}", n=n)
        for key, label in labels.items()
        if (n := about.positive(f"{row}/{key}", MODEL))
    ]
    return sentence("Mô hình được công nhận theo cấp cao nhất: {parts}.", parts=join(parts)) if parts else None


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
