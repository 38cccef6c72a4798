"""How papermill runs a notebook for us: written down once it has ended, however it ended, and not twice a cell.

A notebook holds its charts, and writing it costs as much as a cell. Does not belong here: running one (`execute`).
"""

from __future__ import annotations

from typing import Any

from papermill.engines import NBClientEngine, papermill_engines

NAME = "danvan"


class _WrittenAtTheEnd(NBClientEngine):  # type: ignore[misc] # papermill has no types
    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **words: Any) -> Any:
        """Run the cells; while they run nothing is written, and what ran is written also after a failure."""
        path, nb_man.output_path = nb_man.output_path, None
        try:
            return super().execute_managed_notebook(nb_man, kernel_name, **words)
        finally:
            nb_man.output_path = path


papermill_engines.register(NAME, _WrittenAtTheEnd)
