"""An executed notebook is published without what differs from day to day and machine to machine, and with all else."""

from __future__ import annotations

import copy
from typing import Any

import nbformat

from danvan.runs.tidy import LANGUAGE, PYTHON, tidy, warnings


def code(*outputs: dict[str, Any], tags: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    metadata = {
        "tags": list(tags),
        "papermill": {"start_time": "2022-12-20T06:30:00", "duration": 1.2},
        "execution": {},
    }
    return {
        "cell_type": "code", "id": "5f3a91c2", "metadata": metadata, "source": ["a = 1\n", "a"], "execution_count": 3,
        "outputs": list(outputs), **more,
    }  # fmt: skip


def shown(**data: Any) -> dict[str, Any]:
    kinds = {kind.replace("_", "/"): said for kind, said in data.items()}
    return {"output_type": "display_data", "metadata": {}, "data": kinds}


def printed(text: str | list[str], name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def notebook(*cells: dict[str, Any]) -> dict[str, Any]:
    said = {
        "kernelspec": {"name": "khac"},
        "papermill": {"output_path": "/home/x"},
        "language_info": {"version": "3.99"},
    }
    return {"cells": list(cells), "metadata": said, "nbformat": 4, "nbformat_minor": 4}


def outputs(*of: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tidy(notebook(code(*of)))["cells"][0]["outputs"]
    return found


def test_times_chance_ids_and_versions_go_and_a_valid_notebook_stays() -> None:
    made = tidy(
        notebook(
            {"cell_type": "markdown", "id": "x", "metadata": {"a": 1}, "source": "# A"}, code(tags=("parameters",))
        )
    )
    nbformat.validate(made)
    assert [cell["id"] for cell in made["cells"]] == ["o-01", "o-02"]
    assert [cell["metadata"] for cell in made["cells"]] == [{}, {"tags": ["parameters"]}]
    assert made["metadata"] == {"kernelspec": PYTHON, "language_info": LANGUAGE}
    assert made["cells"][1]["source"] == "a = 1\na" and made["cells"][1]["execution_count"] == 3


def test_warnings_are_for_the_log_and_not_for_readers() -> None:
    executed = notebook(
        code(printed(["A: cũ\n", "B: cũ\n"], "stderr"), printed("1\n")), {"cell_type": "markdown", "source": ""}
    )
    assert warnings(executed) == ["A: cũ", "B: cũ"]
    assert [output["text"] for output in outputs(printed("x\n", "stderr"), printed(["1\n", "2\n"]))] == ["1\n2\n"]


def test_plain_text_beside_something_better_goes_and_stays_where_it_is_all() -> None:
    assert outputs(shown(text_html=["<b>", "1</b>"], text_plain="1"))[0]["data"] == {"text/html": "<b>1</b>"}
    assert outputs(shown(text_plain=["1", "2"]))[0]["data"] == {"text/plain": "12"}
    assert outputs(shown())[0]["data"] == {}


def test_no_place_in_memory_is_told_wherever_it_stands() -> None:
    said = "<X object at 0x7f01ab9c> ở 0x10"
    for output in (shown(text_plain=said), shown(text_html=said), printed(said), printed([said[:9], said[9:]])):
        (left,) = outputs(output)
        assert "<X object> ở 0x10" in (left.get("text"), *left.get("data", {}).values())


def test_json_and_pictures_stay_as_they_are() -> None:
    data = {"application/json": {"a": [1, "b"]}, "image/png": "iVBORw0KGgo=\n"}
    assert outputs({"output_type": "display_data", "metadata": {}, "data": data})[0]["data"] == data


def test_what_is_said_otherwise_is_so_in_every_text_and_in_the_order_given() -> None:
    executed = notebook(code(shown(text_html="<a href='/ws/a/b'>"), printed("/ws/a\n"), source="open('/ws/a/b')"))
    made = tidy(executed, [("/ws/a/", "A:"), ("/ws/", "W:")])
    cell = made["cells"][0]
    assert (cell["source"], cell["outputs"][1]["text"]) == ("open('A:b')", "W:a\n")
    assert cell["outputs"][0]["data"]["text/html"] == "<a href='A:b'>"


def test_the_executed_notebook_is_left_as_it_was() -> None:
    executed = notebook(code(shown(text_html="1", text_plain="1"), printed("x", "stderr")))
    before = copy.deepcopy(executed)
    tidy(executed, [("1", "2")])
    assert executed == before


def test_tidy_twice_is_tidy_once() -> None:
    once = tidy(notebook(code(shown(text_plain="<X at 0x1f>"), printed("<Y at 0x2f>\n"))))
    assert tidy(once) == once
