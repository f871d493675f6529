"""Which words of a text cannot be Vietnamese syllables: the sign of lost or wrongly converted letters.

A quality flag for editors. Text is shown as published, whatever this says.
"""

import re
import unicodedata

from vietnamese.text.keys import fold_tones
from vietnamese.text.normal import clean

_WORD = re.compile(r"[^\W\d_]+")
# Clusters such as kr: Krông, Mnông, Hmông, Brâu and other names of the highlands.
_ONSET = re.compile(
    "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|kr|kp|br|bl|đr|pr|pl|mn|ml|hm|hr|hl|[bcdđghklmnpqrstvx]"
)
_STOPS = ("c", "ch", "p", "t")
_TONE_MARKS = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STOP_TONES = {"\u0301", "\u0323"}  # closed syllables bear sắc or nặng only
_RIMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng êc
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong
    ooc oong op ot oă oem oong
    ô ôc ôi ôm ôn ông ôp ôt ôông ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uâ uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyn uynh
    uyêt uyên uyp uyt uyu uao uau uăn
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu
    """.split()
)
_NO_VOWEL = re.compile("[^aeiouy]{2,}")
_UNITS = frozenset(
    "km kg cm mm ml dm hm kw kv kwh mw mg tp tx tt tr vnd gs ts ths pgs bs ks ls st th pv ctv hd pc".split()
)


def suspect_words(text: str) -> tuple[str, ...]:
    """The words that cannot be Vietnamese syllables, as printed, each once, in order ("chng", "Cơng", "dịng").

    Words with marks must have the shape of a syllable; words without any are suspect only when they have
    no vowel, so that "Covid" and "online" pass. Abbreviations in capitals and units are never suspect.
    """
    found: dict[str, None] = {}
    for word in _WORD.findall(clean(text)):
        if len(word) > 1 and not word[1:].islower():
            continue
        lower = word.lower()
        if lower.isascii():
            suspect = lower not in _UNITS and _NO_VOWEL.fullmatch(lower) is not None
        else:
            suspect = not is_syllable(lower)
        if suspect:
            found.setdefault(word)
    return tuple(found)


def is_syllable(word: str) -> bool:
    """Whether a single word has the shape of a Vietnamese syllable: onset, rime and a tone that the coda bears."""
    marks: set[str] = set()
    plain: list[str] = []
    for letter in unicodedata.normalize("NFD", fold_tones(word)):
        if letter in _TONE_MARKS:
            marks.add(letter)
        else:
            plain.append(letter)
    if len(marks) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(plain))
    return any(_fits(rime, marks) for rime in _rimes_of(bare))


def _rimes_of(bare: str) -> tuple[str, ...]:
    onset = _ONSET.match(bare)
    if onset is None:
        return (bare,)
    rest = bare[onset.end() :]
    if onset.group() == "gi":  # "gì", "giếng" write one i for two
        return (rest, "i" + rest)
    if onset.group() == "qu":  # "quốc" is q + uôc, "quang" qu + ang
        return (rest, "u" + rest)
    return (rest,)


def _fits(rime: str, marks: set[str]) -> bool:
    if rime.endswith(
        "k"
    ):  # Đắk, Lắk, Đăk: names from the Central Highlands keep their k, with or without a tone
        return rime[:-1] + "c" in _RIMES and marks <= _STOP_TONES
    if rime.endswith(_STOPS):
        return rime in _RIMES and bool(marks) and marks <= _STOP_TONES
    return rime in _RIMES
