"""What decides of an article, in its order: Scrapy's setting and ``pipelines.decide`` read this list."""

from typing import Final

# Documents before authors: a signer is none. Sanitising is last, so that nothing after it brings markup back.
DECIDING: Final = (
    "pipelines.titles.TitlesStage",
    "pipelines.dates.DatesStage",
    "pipelines.documents.DocumentsStage",
    "pipelines.bounds.BoundsStage",
    "pipelines.authors.AuthorsStage",
    "pipelines.views.ViewsStage",
    "pipelines.places.PlacesStage",
    "pipelines.topics.TopicsStage",
    "pipelines.sanitise.SanitiseStage",
)
STORING: Final = "pipelines.store.StoreStage"
