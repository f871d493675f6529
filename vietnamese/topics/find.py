"""Score the topics of a text and tell why (lexicon: topics; title × 3, lead × 2, body × 1)."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from vietnamese.remembered import Remembered
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


def _read(token: str) -> list[str]:
    key = fold_tones(token)
    return [key] if key.isalpha() else _WORD.findall(key)


_tokens = Remembered(_read)


def _words(text: str) -> list[str]:
    """Words without punctuation: "an toàn, vệ sinh" and "an toàn - vệ sinh" are one."""
    return list(chain.from_iterable(map(_tokens.__getitem__, text.split())))


_Phrases = list[tuple[list[str], str]]


def _by_first_words() -> dict[str, dict[str, _Phrases]]:
    """The phrases by their first and second word, "" for a second that is not there; longest first."""
    table: dict[str, dict[str, _Phrases]] = {}
    for phrase in sorted(WEIGHTS, key=len, reverse=True):
        words = _words(phrase)
        second = words[1] if len(words) > 1 else ""
        table.setdefault(words[0], {}).setdefault(second, []).append((words, phrase))
    return table


_PHRASES = _by_first_words()


def _counts(text: str) -> Counter[str]:
    """How often each phrase stands in a text; of phrases that begin at one word the longest counts."""
    counts: Counter[str] = Counter()
    words = [*_words(text), ""]
    free = 0  # the first word that no phrase holds yet
    for at in [at for at, word in enumerate(words) if word in _PHRASES]:
        if at < free:
            continue
        begun = _PHRASES[words[at]]
        for phrase_words, phrase in (*begun.get(words[at + 1], ()), *begun.get("", ())):
            if words[at : at + len(phrase_words)] == phrase_words:
                counts[phrase] += 1
                free = at + len(phrase_words)
                break
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
