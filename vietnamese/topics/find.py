"""Score the topics of a text and tell why (lexicon: topics; title × 3, lead × 2, body × 1)."""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import compress
from typing import Any, Literal

from vietnamese.memo import BoundedMemo
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
_WORD = re.compile(r"\d+/\d+|\w+")


def _read(token: str) -> str | list[str]:
    """The token's one word, as nearly all have, or the list of its words."""
    key = fold_tones(token)
    words = [key] if key.isalpha() else _WORD.findall(key)
    return words[0] if len(words) == 1 else words


_tokens = BoundedMemo[str, Any](_read)


def _words(text: str) -> list[str]:
    """Words without punctuation: "an toàn, vệ sinh" and "an toàn - vệ sinh" are one."""
    read = [*map(_tokens.__getitem__, text.split())]
    kinds = [*map(type, read)]
    words: list[str] = []
    done = 0
    for _ in range(kinds.count(list)):
        at = kinds.index(list, done)
        words += read[done:at]
        words += read[at]
        done = at + 1
    return words + read[done:] if done else read


# What follows on some words of a phrase, by the next word; under "" the phrase, where they are one.
_Node = dict[str, Any]


def _by_words() -> _Node:
    root: _Node = {}
    for phrase in sorted(WEIGHTS, key=len, reverse=True):
        node = root
        for word in _words(phrase):
            node = node.setdefault(word, {})
        node.setdefault("", phrase)
    return root


_PHRASES = _by_words()
_END = "\n"  # no word


def _counts(text: str) -> dict[str, int]:
    """How often each phrase stands in a text; of phrases that begin at one word the longest counts."""
    counts: dict[str, int] = {}
    words = [*_words(text), _END]
    free = 0  # the first word that no phrase holds yet
    for at in compress(range(len(words)), map(_PHRASES.__contains__, words)):
        if at < free:
            continue
        node, here, phrase = _PHRASES[words[at]], at, ""
        while node is not None:
            here += 1
            if "" in node:
                phrase, free = node[""], here
            node = node.get(words[here])
        if phrase:
            counts[phrase] = counts.get(phrase, 0) + 1
    return counts


def find_topics(title: str, lead: str, body: str, is_document: bool = False) -> tuple[TopicHit, ...]:
    """The topics of a text, best first, only those above the threshold; each with its proof.

    ``is_document`` says that the text is an official document itself: that alone, never a citation, makes it
    ``van_ban``. Accents count, tone placement and capitals do not.
    """
    because: dict[str, list[tuple[str, Place, int]]] = defaultdict(list)
    scores: dict[str, float] = defaultdict(float)
    places: tuple[tuple[Place, str], ...] = (("title", title), ("lead", lead), ("body", body))
    for place, text in places:
        for phrase, count in _counts(text).items():
            slug, weight = WEIGHTS[phrase]
            scores[slug] += weight * _FACTOR[place] * min(count, _MOST[place])
            because[slug].append((phrase, place, count))
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
