"""Find words that cannot be Vietnamese syllables, a sign of lost or wrongly converted letters.

A warning for editors; the text itself is never changed.
"""

import re
import unicodedata

from vietnamese.text.keys import fold_tones
from vietnamese.text.normal import clean

_WORD = re.compile(r"[^\W\d_]{2,}")
# Clusters such as kr occur in names of the highlands: Krông, Mnông, Hmông, Brâu.
_ONSET = re.compile("ngh|[cgknpt]h|ng|gi|qu|[bkpt]r|bl|đr|pl|kp|ml|mn|h[lmr]|[bcdđghklmnpqrstvx]")
# Onsets never followed by y alone: "đy" is "đẩy" without its vowel. Names such as Vy, Thy, Ny are allowed.
_NEVER_BEFORE_FINAL_Y = frozenset({"đ", "b", "ch", "kh", "ph", "tr", "x", "r", "nh"})
_RIME_WORDS = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êc êch êm ên êng ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oă oăc oăm oăn oăng oăt oc oe oem oen oeo oet
oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uao uau uăn uâ uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut
uy uya uych uyên uyêt uyn uynh uyp uyt uyu
ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y yêm yên yêng yêt yêu
"""
_RIMES = frozenset(_RIME_WORDS.split())
_STOP_CODAS = ("c", "ch", "p", "t")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOP_TONES = frozenset("\u0301\u0323")  # a syllable that ends in a stop has sắc or nặng
_NO_VOWEL = re.compile("[^aeiouy]{2,}")
_ABBREVIATED = "km kg cm mm ml dm kw kv kwh mw mg tp tx tt tr vnd gs ts ths pgs bs ks ls st th pv ctv hd pc"
_UNITS = frozenset(_ABBREVIATED.split())


def suspect_words(text: str) -> tuple[str, ...]:
    """The words that cannot be Vietnamese syllables ("chng", "Cơng"), as printed, in order, once each.

    A word with accents must have the shape of a syllable; a word without accents must have a vowel, so
    "Covid" and "online" pass. Abbreviations and units always pass.
    """
    suspects: dict[str, None] = {}
    for word in _WORD.findall(clean(text)):
        if word[1:].islower() and _is_suspect(word):
            suspects.setdefault(word)
    return tuple(suspects)


def _is_suspect(word: str) -> bool:
    lower = word.lower()
    if not lower.isascii():
        return not is_syllable(lower)
    if len(word) == 2 and word[0].isupper():  # Tg, Nc
        return False
    return lower not in _UNITS and _NO_VOWEL.fullmatch(lower) is not None


def is_syllable(word: str) -> bool:
    """Has the word, in lower case, the shape of a syllable: onset, rime and a tone that the coda allows?"""
    decomposed = unicodedata.normalize("NFD", fold_tones(word))
    tones = [mark for mark in decomposed if mark in _TONES]
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
    return any(_is_rime_with_tone(rime, tones) for rime in _rimes_of(bare))


def _rimes_of(bare: str) -> tuple[str, ...]:
    onset = _ONSET.match(bare)
    if onset is None:
        return (bare,)
    rest = bare[onset.end() :]
    if onset.group() == "gi":  # "gì", "giếng": one i is written for two
        return (rest, "i" + rest)
    if onset.group() == "qu":  # "quốc" is q + uôc, "quang" qu + ang
        return (rest, "u" + rest)
    if rest == "y" and onset.group() in _NEVER_BEFORE_FINAL_Y:
        return ()
    return (rest,)


def _is_rime_with_tone(rime: str, tones: list[str]) -> bool:
    if rime.endswith("k"):  # Đắk, Lắk, Đăk: names of the Central Highlands, with or without a tone
        return rime[:-1] + "c" in _RIMES and _STOP_TONES.issuperset(tones)
    if rime.endswith(_STOP_CODAS):
        return rime in _RIMES and len(tones) == 1 and tones[0] in _STOP_TONES
    return rime in _RIMES
