"""Sentences of the yearly report and of the review of a period, computed from published tables.

    about = About(Figures(tables), (2021,))
    field(about, "economy"), models(about), resources(about), ...    each a list of sentences, [] where nothing is known

Every number is a figure that one of the tables holds. What has no figure is left out or said to have none; coverage
stands beside wherever units are missing. Does not belong here: the order of a report, its headings, its file.
"""

from danvan.publish.sentences.about import About
from danvan.publish.sentences.awards import awards
from danvan.publish.sentences.community import community, forums, mediation, petitions, propaganda, teams
from danvan.publish.sentences.comparing import Thing, comparison, stated
from danvan.publish.sentences.documents import documents, earlier, listed
from danvan.publish.sentences.donations import donations
from danvan.publish.sentences.models import field, models, parts, typical
from danvan.publish.sentences.resources import resources, works
from danvan.publish.sentences.rural import rural
from danvan.publish.sentences.submissions import limitations, strengths, submissions

__all__ = [
    "About",
    "Thing",
    "awards",
    "community",
    "comparison",
    "documents",
    "donations",
    "earlier",
    "field",
    "forums",
    "limitations",
    "listed",
    "mediation",
    "models",
    "parts",
    "petitions",
    "propaganda",
    "resources",
    "rural",
    "stated",
    "strengths",
    "submissions",
    "teams",
    "typical",
    "works",
]

# The tables that the sentences read; R3, R4 and R5 need the last year and the one before it, the others the years told.
TABLES = (
    "T1a", "T1b", "T2", "T4", "T5", "T6a", "T7a", "T7b", "T8a", "T8c", "T9a", "T9c", "T10", "T11", "T12", "T15", "T16",
    "T16a", "T17", "T17a", "T17b", "R1", "R2",
)  # fmt: skip
COMPARED = ("R3", "R4", "R5")
