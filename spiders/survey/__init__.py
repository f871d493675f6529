"""An unknown address → what a source file for it says: asked page by page, decided on plain values.

``survey`` is a generator: it yields addresses and is sent the pages, so that who fetches them (a crawl's
session, a replica in a test) is not its business.
"""

from spiders.survey.propose import mend, propose, slug_for, union_sections, unknown
from spiders.survey.values import Listing, Read, Sample, Survey, Syndicate, UnfitError
from spiders.survey.walk import survey, survey_known

__all__ = [
    "Listing",
    "Read",
    "Sample",
    "Survey",
    "Syndicate",
    "UnfitError",
    "mend",
    "propose",
    "slug_for",
    "survey",
    "survey_known",
    "union_sections",
    "unknown",
]
