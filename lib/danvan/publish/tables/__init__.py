"""Every published table, defined once: a function of the store's frames and the roll that gives a PublishedTable.

    roll = coverage.roll(load("register", years=years), settings)
    page.table(tables.models_by_field(load("models", years=years), roll))

The roll decides the form of a table: with one year it is by commune or by kind, with several it goes year by year.
Does not belong here: figures (`analysis`), printing (`table`).
"""

from danvan.publish.tables.against import last_year_compared, rates_compared, units_compared
from danvan.publish.tables.community import dialogues, indicator_table, inspections, petitions, propaganda, teams
from danvan.publish.tables.documents import documents_before, documents_by_kind, documents_listed
from danvan.publish.tables.donations import donations_by_event, goods_not_weighed, told_apart
from danvan.publish.tables.lists import models_listed, ocop_products, typical_works
from danvan.publish.tables.models import (
    life_cycle,
    models_by_field,
    models_by_level,
    models_by_unit,
    models_on_boundary,
    typical_models,
)
from danvan.publish.tables.profile import unit_indicators, unit_models, unit_resources, unit_submissions
from danvan.publish.tables.resources import (
    outputs_by_type,
    resources_by_unit,
    resources_by_year,
    resources_on_boundary,
    works_by_type,
)
from danvan.publish.tables.review import flows, stocks
from danvan.publish.tables.rural import awards, new_rural_by_unit, new_rural_by_year
from danvan.publish.tables.standing import standing
from danvan.publish.tables.submissions import forms_covered, returned, submissions, who_reported_when
from danvan.publish.tables.trends import (
    community_over_years,
    models_over_years,
    resources_over_years,
    rural_over_years,
    submissions_over_years,
    works_over_years,
)

__all__ = [
    "awards",
    "community_over_years",
    "dialogues",
    "documents_before",
    "documents_by_kind",
    "documents_listed",
    "donations_by_event",
    "flows",
    "forms_covered",
    "goods_not_weighed",
    "indicator_table",
    "inspections",
    "last_year_compared",
    "life_cycle",
    "models_by_field",
    "models_by_level",
    "models_by_unit",
    "models_listed",
    "models_on_boundary",
    "models_over_years",
    "new_rural_by_unit",
    "new_rural_by_year",
    "ocop_products",
    "outputs_by_type",
    "petitions",
    "propaganda",
    "rates_compared",
    "resources_by_unit",
    "resources_by_year",
    "resources_on_boundary",
    "resources_over_years",
    "returned",
    "rural_over_years",
    "standing",
    "stocks",
    "submissions",
    "submissions_over_years",
    "teams",
    "told_apart",
    "typical_models",
    "typical_works",
    "unit_indicators",
    "unit_models",
    "unit_resources",
    "unit_submissions",
    "units_compared",
    "who_reported_when",
    "works_by_type",
    "works_over_years",
]
