"""Score the topics of a text and tell why (lexicon: topics; title × 3, lead × 2, body × 1)."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Literal

from vietnamese.text import fold_tones
from vietnamese.topics.phrases import TOPICS, WEIGHTS

Place = Literal["title", "lead", "body"]


@dataclass(frozen=True, slots=True)
class TopicHit:
    """``because`` holds (phrase, place, count): the phrase in lower case, how often it stands where."""

    slug: str
    name: str
    score: float
    because: tuple[tuple[str, Place, int], ...]


_FACTOR: dict[Place, float] = {"title": 3, "lead": 2, "body": 1}
# How often a phrase counts at most in one place: a long text must not win by repeating itself.
_MOST: dict[Place, int] = {"title": 1, "lead": 2, "body": 3}
# One phrase that names the topic reaches this from the title, not from the body alone.
THRESHOLD = 3.0
# A further topic must come near the first, else every union text is about everything.
SHARE = 0.35

_NAMES = dict(TOPICS)
_KEYS = {fold_tones(phrase): phrase for phrase in WEIGHTS}
_DASH = re.compile(r"\s*[-–—]\s*")
_PHRASE = re.compile(
    r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(_KEYS, key=len, reverse=True))) + r")(?!\w)"
)


def find_topics(title: str, lead: str, body: str, is_document: bool = False) -> tuple[TopicHit, ...]:
    """The topics of a text, best first, only those above the threshold; each with its proof.

    ``is_document`` says that the text is an official document itself: that alone, never a citation, makes it
    ``van_ban``. Accents count, tone placement and capitals do not.
    """
    because: dict[str, list[tuple[str, Place, int]]] = defaultdict(list)
    scores: dict[str, float] = defaultdict(float)
    places: tuple[tuple[Place, str], ...] = (("title", title), ("lead", lead), ("body", body))
    for place, text in places:
        key = _DASH.sub(" - ", fold_tones(text))
        for phrase, count in Counter(_PHRASE.findall(key)).items():
            slug, weight = WEIGHTS[_KEYS[phrase]]
            scores[slug] += weight * _FACTOR[place] * min(count, _MOST[place])
            because[slug].append((_KEYS[phrase], place, count))
    floor = max([THRESHOLD, *(SHARE * score for score in scores.values())])
    hits = [
        TopicHit(slug, _NAMES[slug], round(score, 2), tuple(because[slug]))
        for slug, score in scores.items()
        if score >= floor
    ]
    if is_document:
        hits.append(TopicHit("van_ban", _NAMES["van_ban"], THRESHOLD, ()))
    order = [slug for slug, _ in TOPICS]
    return tuple(sorted(hits, key=lambda hit: (-hit.score, order.index(hit.slug))))
