"""The charts: one function each, from the store's frames and the roll (analysis.coverage.roll) to a drawn Chart.

Each works for one year and for several; a part of the roll gives a chart of that part. The headline, the source line
and the text for the blind are computed from the same frame that is drawn.
Does not belong here: counting (`analysis`), how a kind is drawn (`marks`), saving (`page`).
"""

from danvan.publish.charts.community import dialogues, letters, mediation, opinions, propaganda, teams
from danvan.publish.charts.models import models_by_field, models_by_stage, recognised_by_unit, registered_by_unit
from danvan.publish.charts.resources import land_and_labour, people_share, resources_by_source
from danvan.publish.charts.rural import awards, donations, model_areas, new_rural, ocop
from danvan.publish.charts.submissions import completeness, submissions
from danvan.publish.charts.trends import (
    community_over_years,
    models_over_years,
    resources_over_years,
    rural_over_years,
)
from danvan.publish.charts.unit import profile, review

__all__ = [
    "awards", "community_over_years", "completeness", "dialogues", "donations", "land_and_labour", "letters",
    "mediation", "model_areas", "models_by_field", "models_by_stage", "models_over_years", "new_rural", "ocop",
    "opinions", "people_share", "profile", "propaganda", "recognised_by_unit", "registered_by_unit",
    "resources_by_source", "resources_over_years", "review", "rural_over_years", "submissions", "teams",
]  # fmt: skip
