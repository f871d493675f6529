"""Writes the news: stories of a place, the same ones on every machine."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from replica.text.grammar import Scribe, dice
from replica.text.people import Cast, cast
from replica.text.places import Place
from replica.text.pools import Theme, sections, themes, words


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when a newsroom writes: the days of the events, both included."""

    first: date
    last: date

    def year_before(self) -> "Period":
        """The whole year up to the same last day."""
        return Period(self.last - timedelta(days=365), self.last)


# The districts and their federations ended with June 2025.
PERIOD = Period(date(2022, 1, 1), date(2025, 5, 31))

_MIDDLES = (
    ("attended", "speech"),
    ("theme", "result"),
    ("voice", "theme"),
    ("background", "result"),
    ("theme", "theme", "result"),
    ("speech", "voice", "speech"),
    ("background", "theme", "ahead"),
    ("voice", "result", "ahead"),
)


@dataclass(frozen=True, slots=True)
class Story:
    """What a newsroom has written; how it is printed is the site's business.

    ``tasks`` are lines for bullets, ``cited`` the document numbers in the order of the text,
    ``cast`` the people and bodies in it.
    """

    theme: str
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    tasks: tuple[str, ...]
    cited: tuple[str, ...]
    event_on: date
    cast: Cast


class Citations:
    """Makes references to documents and remembers their numbers."""

    def __init__(self, throws: random.Random, place: Place, event_on: date) -> None:
        self._throws = throws
        self._place = place
        self._before = event_on
        self.numbers: list[str] = []

    def local(self) -> str:
        """A plan, guide or programme of the federation, dated before the event."""
        kind, code = self._throws.choice((("Kế hoạch", "KH"), ("Hướng dẫn", "HD"), ("Chương trình", "CTr")))
        number = self._keep(f"{self._throws.randint(3, 480)}/{code}-LĐLĐ")
        return f"{kind} số {number} ngày {self._day()} của {self._place.federation}"

    def central(self) -> str:
        """A document of the Party, the Government or the confederation."""
        text = self._throws.choice(sections("names.txt")["law"])
        self._keep(text.split(" số ")[1].split(" ")[0])
        return text

    def plan_tail(self) -> str:
        """The rest of a reference whose type stands before it: number, date, body."""
        number = self._keep(f"{self._throws.randint(3, 480)}/KH-LĐLĐ")
        return f"{number} ngày {self._day()} của {self._place.federation}"

    def letter(self) -> str:
        """An official letter: its number has an issuer and a unit, no type."""
        code, body = self._throws.choice(
            (("SNV-VP", "Sở Nội vụ"), ("BVSTBPN-VP", "Ban Vì sự tiến bộ của phụ nữ tỉnh"))
        )
        number = self._keep(f"{self._throws.randint(11, 980):02d}/{code}")
        return f"Công văn số {number} ngày {self._day()} của {body}"

    def _keep(self, number: str) -> str:
        self.numbers.append(number)
        return number

    def _day(self) -> str:
        day = self._before - timedelta(days=self._throws.randint(20, 900))
        return f"{day.day}/{day.month}/{day.year}" if self._throws.random() < 0.6 else f"{day:%d/%m/%Y}"

    def in_order(self, *texts: str) -> tuple[str, ...]:
        """The numbers that stand in the texts, each once, in reading order."""
        whole = "\n".join(texts)
        found = {number: whole.find(number) for number in self.numbers}
        return tuple(
            sorted((number for number in found if found[number] >= 0), key=lambda number: found[number])
        )


def stories(place: Place, count: int, period: Period = PERIOD) -> tuple[Story, ...]:
    """That many stories of the place and the period, newest first; no two have the same title."""
    throws = dice("stories", place.slug)
    order = [*themes()] * (count // len(themes()) + 1)
    written: list[Story] = []
    titles: list[str] = []
    for number, theme in enumerate(order[:count]):
        for attempt in range(50):
            day = _event_day(throws, theme, period)
            story = write_story(
                dice(place.slug, number, attempt), place, theme, day, length=3 + number * 5 % 7
            )
            if story.title not in titles:
                break
        written.append(story)
        titles.append(story.title)
    return tuple(sorted(written, key=lambda story: (story.event_on, story.title), reverse=True))


def scribe(throws: random.Random, place: Place, event_on: date) -> tuple[Scribe, Cast, Citations]:
    """A scribe for one text of the place, its people, and the documents that it will cite."""
    people = cast(throws, place)
    citations = Citations(throws, place, event_on)
    facts = people.facts() | {
        "year": str(event_on.year),
        "nyear": str(event_on.year + 1),
        "pyear": str(event_on.year - 1),
        "term": "2023-2028" if throws.random() < 0.7 else "2025-2030",
        "plan": throws.choice(("2021-2025", "2022 - 2027", "2023–2028")),
        "roman": throws.choice(("II", "IV", "VII", "IX", "XI", "XV", "XVIII")),
        "day": f"ngày {event_on.day}/{event_on.month}",
        "daynum": f"{event_on.day}/{event_on.month}",
        "Day": f"Ngày {event_on.day}/{event_on.month}"
        + (f"/{event_on.year}" if throws.random() < 0.4 else ""),
        "eve": str((event_on - timedelta(days=1)).day),
        "fed": place.federation,
        "phone": f"{place.dialling_code}.{throws.randint(2000, 9999)}.{throws.randint(100, 999)}",
        "email": f"{throws.choice(('vanphong', 'tuyengiao', 'nucong', 'phapluat'))}@{place.mail}",
    }
    makers: dict[str, Callable[[], str]] = {
        "doc": citations.local,
        "law": citations.central,
        "letter": citations.letter,
        "plan_tail": citations.plan_tail,
        "future": lambda: f"{event_on + timedelta(days=throws.randint(25, 420)):%d/%m/%Y}",
        "dd": lambda: f"{throws.randint(5, 28):02d}",
        "hour": lambda: throws.choice(words("hour")),
        "guild": lambda: people.guild,
        "model": lambda: throws.choice(words("model")),
        "board": lambda: people.board,
    }
    return Scribe(throws, facts, makers), people, citations


def write_story(throws: random.Random, place: Place, theme: Theme, event_on: date, length: int) -> Story:
    """One story of ``length`` paragraphs (3 to 9) without its lead."""
    writer, people, citations = scribe(throws, place, event_on)
    title = writer.write(throws.choice(theme.titles))
    lead = writer.write(throws.choice(theme.leads))
    decks = {name: _deck(throws, pool) for name, pool in sections("general.txt").items()}
    decks["theme"] = _deck(throws, theme.sentences)
    middles = sorted(throws.sample(range(len(_MIDDLES)), min(max(length - 2, 0), len(_MIDDLES))))
    plan = [("theme", "theme"), *(_MIDDLES[index] for index in middles), ("ahead", "close")]
    paragraphs = tuple(
        " ".join(writer.write(next(decks[pool])) for pool in parts if decks[pool]) for parts in plan
    )
    captions = tuple(writer.write(text) for text in throws.sample(theme.captions, 1 + (length > 5)))
    tasks = tuple(writer.write(text) for text in throws.sample(theme.tasks, 3))
    return Story(
        theme=theme.slug,
        title=title,
        lead=lead,
        paragraphs=paragraphs,
        captions=captions,
        tasks=tasks,
        cited=citations.in_order(lead, *paragraphs),
        event_on=event_on,
        cast=people,
    )


def _deck(throws: random.Random, pool: tuple[str, ...]) -> Iterator[str]:
    """The sentences of a pool in a thrown order; a story never needs more than there are."""
    return iter(throws.sample(pool, len(pool)))


def _event_day(throws: random.Random, theme: Theme, period: Period) -> date:
    """A day in one of the theme's months; in the year before where the period has none of them."""
    if not any(_days(theme, period)):
        period = period.year_before()
    while True:
        day = date(
            throws.randint(period.first.year, period.last.year),
            throws.choice(theme.months),
            throws.randint(2, 28),
        )
        if period.first <= day <= period.last:
            return day


def _days(theme: Theme, period: Period) -> Iterator[date]:
    """The days of a period in the theme's months that an event may be on."""
    for number in range((period.last - period.first).days + 1):
        day = period.first + timedelta(days=number)
        if day.month in theme.months and 2 <= day.day <= 28:
            yield day
