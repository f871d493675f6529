"""Score the topics of a text by phrases (lexicon: topics; title × 3, lead × 2, body × 1)."""

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
    """A topic of a text. ``because`` holds (phrase in lower case, place, number of times there)."""

    slug: str
    name: str
    score: float
    because: tuple[tuple[str, Place, int], ...]


_FACTOR: dict[Place, float] = {"title": 3, "lead": 2, "body": 1}
# A phrase counts at most so often in one place, so that a long text does not win by repetition.
_MAX_COUNT: dict[Place, int] = {"title": 1, "lead": 2, "body": 3}
# A single phrase that names the topic reaches this in the title, but not in the body.
THRESHOLD = 3.0
# Further topics need this share of the best score; else every union text would have all topics.
SHARE = 0.35

_NAMES = dict(TOPICS)
_WORD = re.compile(r"\d+/\d+|\w+")


def _words_of_token(token: str) -> str | list[str]:
    """The word of a token, or a list of words if it has several or none."""
    key = fold_tones(token)
    words = [key] if key.isalpha() else _WORD.findall(key)
    return words[0] if len(words) == 1 else words


_words_by_token = BoundedMemo[str, Any](_words_of_token)


def _words(text: str) -> list[str]:
    """Words without punctuation: "an toàn, vệ sinh" and "an toàn - vệ sinh" are the same."""
    tokens = [*map(_words_by_token.__getitem__, text.split())]
    kinds = [*map(type, tokens)]
    words: list[str] = []
    done = 0
    for _ in range(kinds.count(list)):
        at = kinds.index(list, done)
        words += tokens[done:at]
        words += tokens[at]
        done = at + 1
    return words + tokens[done:] if done else tokens


# A trie of phrases: the next word → its node; under "" the phrase that ends at the node.
_TrieNode = dict[str, Any]


def _build_trie() -> _TrieNode:
    root: _TrieNode = {}
    for phrase in sorted(WEIGHTS, key=len, reverse=True):
        node = root
        for word in _words(phrase):
            node = node.setdefault(word, {})
        node.setdefault("", phrase)
    return root


_PHRASES = _build_trie()
_END = "\n"  # matches no word


def _counts(text: str) -> dict[str, int]:
    """The number of times that each phrase occurs.

    Of phrases that begin at the same word the longest counts.
    """
    counts: dict[str, int] = {}
    words = [*_words(text), _END]
    free = 0  # the first word behind the last phrase
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
    """The topics of a text that reach the threshold, best first.

    ``is_document``: the text is an official document, which alone gives it the topic ``van_ban``; citing one
    does not. Accents matter, tone placement and case do not.
    """
    because: dict[str, list[tuple[str, Place, int]]] = defaultdict(list)
    scores: dict[str, float] = defaultdict(float)
    places: tuple[tuple[Place, str], ...] = (("title", title), ("lead", lead), ("body", body))
    for place, text in places:
        for phrase, count in _counts(text).items():
            slug, weight = WEIGHTS[phrase]
            scores[slug] += weight * _FACTOR[place] * min(count, _MAX_COUNT[place])
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
