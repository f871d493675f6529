"""What an assembled page is and what it says."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime

from tests.extraction.pages.words import Words


@dataclass
class Page:
    """``published`` is (value, precision) as a record has it, None where the page tells no date.

    ``foreign`` are texts that are not the article's, ``told_section`` the section if the page tells it.
    """

    dice: random.Random
    words: Words
    title: str
    at: datetime
    site: str
    section: str
    paragraphs: list[str]
    lead: str = ""
    published: tuple[str, str] | None = None
    views: int | None = None
    authors: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    told_section: str | None = None
    markup: str = ""
    address: str = ""

    def one_of(self, *choices: str) -> str:
        return self.dice.choice(choices)

    def chance(self, share: float) -> bool:
        return self.dice.random() < share
