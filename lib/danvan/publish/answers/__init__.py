"""The answer that stands first in each notebook: a function each, from the store's frames and the roll to an Answer.

    page.answer(answers.models(data, roll))

Each works for one year and for several, for all units and for one (a roll of `danvan.roll(unit=...)`). Whatever is said
cites a figure of a published table. Does not belong here: the sentences of the Word report (`sentences`).
"""

from danvan.publish.answers.answer import Answer
from danvan.publish.answers.community import community
from danvan.publish.answers.models import models
from danvan.publish.answers.reports import submissions
from danvan.publish.answers.resources import resources
from danvan.publish.answers.review import commune, review
from danvan.publish.answers.rural import new_rural

__all__ = ["Answer", "commune", "community", "models", "new_rural", "resources", "review", "submissions"]
