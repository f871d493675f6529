"""What a text is about: the twelve topics of the lexicon, each hit explained by its phrases."""

from vietnamese.topics.find import TopicHit, find_topics
from vietnamese.topics.phrases import TOPICS

__all__ = ["TOPICS", "TopicHit", "find_topics"]
