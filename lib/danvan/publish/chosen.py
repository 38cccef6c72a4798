"""Something drawn of what a person chooses (a year, a commune), and of the first choices where nobody can choose.

    choose(draw, year=[2022, 2021], unit={"Xã Bình Mỹ": "21106"})

In JupyterLab with ipywidgets (extra `explore`) that is a list to choose from for each word; on a page, on paper, or
without ipywidgets it is what `draw` gives for the first of each. Does not belong here: what is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Options = Sequence[Any] | Mapping[str, Any]
LABELS = {"year": "Năm", "unit": "Đơn vị"}


@dataclass(frozen=True)
class Chosen:
    """What `draw` gives for the first choices, as `first` shows it; `lists` choose others where somebody can."""

    first: Mapping[str, Any]
    lists: Any = None

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """Both at once: a page that knows no widgets shows the first."""
        live = self.lists._repr_mimebundle_() if self.lists is not None else {}
        return {**live, **self.first}


def choose(draw: Callable[..., Any], **options: Options) -> Chosen:
    """Return what `draw` gives (a frame, or matplotlib's Axes) of a choice from each of `options`: values, or values by
    what they are called. `draw` takes them by name.
    """
    named = {name: _named(values) for name, values in options.items()}
    first = _shown(draw(**{name: values[0][1] for name, values in named.items()}))
    try:
        import ipywidgets
    except ImportError:
        return Chosen(first)
    lists = {
        name: ipywidgets.Dropdown(options=values, description=LABELS.get(name, name)) for name, values in named.items()
    }
    drawn = ipywidgets.interactive_output(lambda **chosen: _display(draw(**chosen)), lists)
    return Chosen(first, ipywidgets.VBox([ipywidgets.HBox(list(lists.values())), drawn]))


def _named(values: Options) -> list[tuple[str, Any]]:
    return list(values.items()) if isinstance(values, Mapping) else [(str(value), value) for value in values]


def _shown(made: Any) -> Mapping[str, Any]:
    """As a notebook would show it: {kind of content: data}."""
    from IPython.core.formatters import DisplayFormatter
    from IPython.core.pylabtools import print_figure

    figure = getattr(made, "figure", None)
    if figure is None:
        data: dict[str, Any] = DisplayFormatter().format(made)[0]  # type: ignore[no-untyped-call]
        return data
    picture = print_figure(figure, base64=True)  # type: ignore[no-untyped-call]
    _close(figure)
    return {"image/png": picture, "text/plain": "biểu đồ"}


def _display(made: Any) -> None:
    from IPython.display import display

    figure = getattr(made, "figure", None)
    display(made if figure is None else figure)  # type: ignore[no-untyped-call]
    if figure is not None:
        _close(figure)


def _close(figure: Any) -> None:
    """Or it would be shown once more at the end of the cell."""
    from matplotlib import pyplot

    pyplot.close(figure)
