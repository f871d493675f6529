"""The topics of a text: twelve of the lexicon, each explained by the phrases that matched."""

from vietnamese.topics.find import TopicHit, find_topics
from vietnamese.topics.phrases import TOPICS

__all__ = ["TOPICS", "TopicHit", "find_topics"]
