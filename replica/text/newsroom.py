"""Generate news stories of a place, the same on every machine."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from replica.text.grammar import TextWriter, seeded_random
from replica.text.people import Participants, make_participants
from replica.text.places import Locality
from replica.text.pools import Theme, sections, themes, words


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day of the events in the news."""

    first: date
    last: date

    def year_before(self) -> "Period":
        """The year that ends on the same last day."""
        return Period(self.last - timedelta(days=365), self.last)


# Districts and their federations existed until June 2025.
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
class NewsStory:
    """A news story, before a site prints it.

    ``tasks`` are lines for bullets, ``cited`` the document numbers in the order of the text, ``participants``
    the people and organisations in it.
    """

    theme: str
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    tasks: tuple[str, ...]
    cited: tuple[str, ...]
    event_on: date
    participants: Participants


class Citations:
    """Generates references to documents and keeps their numbers."""

    def __init__(self, rng: random.Random, place: Locality, event_on: date) -> None:
        self._rng = rng
        self._place = place
        self._before = event_on
        self.numbers: list[str] = []

    def local(self) -> str:
        """A plan, guide or programme of the federation, dated before the event."""
        kind, code = self._rng.choice((("Kế hoạch", "KH"), ("Hướng dẫn", "HD"), ("Chương trình", "CTr")))
        number = self._keep(f"{self._rng.randint(3, 480)}/{code}-LĐLĐ")
        return f"{kind} số {number} ngày {self._day()} của {self._place.federation}"

    def central(self) -> str:
        """A document of the Party, the Government or the confederation."""
        text = self._rng.choice(sections("names.txt")["law"])
        self._keep(text.split(" số ")[1].split(" ")[0])
        return text

    def plan_tail(self) -> str:
        """The rest of a reference after its type: number, date, organisation."""
        number = self._keep(f"{self._rng.randint(3, 480)}/KH-LĐLĐ")
        return f"{number} ngày {self._day()} của {self._place.federation}"

    def letter(self) -> str:
        """An official letter, whose number has an issuer and a unit but no type."""
        code, body = self._rng.choice(
            (("SNV-VP", "Sở Nội vụ"), ("BVSTBPN-VP", "Ban Vì sự tiến bộ của phụ nữ tỉnh"))
        )
        number = self._keep(f"{self._rng.randint(11, 980):02d}/{code}")
        return f"Công văn số {number} ngày {self._day()} của {body}"

    def _keep(self, number: str) -> str:
        self.numbers.append(number)
        return number

    def _day(self) -> str:
        day = self._before - timedelta(days=self._rng.randint(20, 900))
        return f"{day.day}/{day.month}/{day.year}" if self._rng.random() < 0.6 else f"{day:%d/%m/%Y}"

    def in_order(self, *texts: str) -> tuple[str, ...]:
        """The numbers that occur in the texts, once each, in reading order."""
        whole = "\n".join(texts)
        positions = {number: whole.find(number) for number in self.numbers}
        return tuple(
            sorted((number for number in positions if positions[number] >= 0), key=positions.__getitem__)
        )


def stories(place: Locality, count: int, period: Period = PERIOD) -> tuple[NewsStory, ...]:
    """``count`` stories of the place and the period, newest first, with different titles."""
    rng = seeded_random("stories", place.slug)
    order = [*themes()] * (count // len(themes()) + 1)
    written: list[NewsStory] = []
    titles: list[str] = []
    for number, theme in enumerate(order[:count]):
        for attempt in range(50):
            day = _event_day(rng, theme, period)
            story = write_story(
                seeded_random(place.slug, number, attempt), place, theme, day, length=3 + number * 5 % 7
            )
            if story.title not in titles:
                break
        written.append(story)
        titles.append(story.title)
    return tuple(sorted(written, key=lambda story: (story.event_on, story.title), reverse=True))


def make_text_writer(
    rng: random.Random, place: Locality, event_on: date
) -> tuple[TextWriter, Participants, Citations]:
    """A writer for one text of the place, its participants, and the citations that it makes."""
    people = make_participants(rng, place)
    citations = Citations(rng, place, event_on)
    facts = people.facts() | {
        "year": str(event_on.year),
        "nyear": str(event_on.year + 1),
        "pyear": str(event_on.year - 1),
        "term": "2023-2028" if rng.random() < 0.7 else "2025-2030",
        "plan": rng.choice(("2021-2025", "2022 - 2027", "2023–2028")),
        "roman": rng.choice(("II", "IV", "VII", "IX", "XI", "XV", "XVIII")),
        "day": f"ngày {event_on.day}/{event_on.month}",
        "daynum": f"{event_on.day}/{event_on.month}",
        "Day": f"Ngày {event_on.day}/{event_on.month}" + (f"/{event_on.year}" if rng.random() < 0.4 else ""),
        "eve": str((event_on - timedelta(days=1)).day),
        "fed": place.federation,
        "phone": f"{place.dialling_code}.{rng.randint(2000, 9999)}.{rng.randint(100, 999)}",
        "email": f"{rng.choice(('vanphong', 'tuyengiao', 'nucong', 'phapluat'))}@{place.mail}",
    }
    makers: dict[str, Callable[[], str]] = {
        "doc": citations.local,
        "law": citations.central,
        "letter": citations.letter,
        "plan_tail": citations.plan_tail,
        "future": lambda: f"{event_on + timedelta(days=rng.randint(25, 420)):%d/%m/%Y}",
        "dd": lambda: f"{rng.randint(5, 28):02d}",
        "hour": lambda: rng.choice(words("hour")),
        "guild": lambda: people.guild,
        "model": lambda: rng.choice(words("model")),
        "board": lambda: people.board,
    }
    return TextWriter(rng, facts, makers), people, citations


def write_story(rng: random.Random, place: Locality, theme: Theme, event_on: date, length: int) -> NewsStory:
    """A story with ``length`` paragraphs (3 to 9) besides its lead."""
    writer, people, citations = make_text_writer(rng, place, event_on)
    title = writer.write(rng.choice(theme.titles))
    lead = writer.write(rng.choice(theme.leads))
    sentences = {name: _shuffled(rng, pool) for name, pool in sections("general.txt").items()}
    sentences["theme"] = _shuffled(rng, theme.sentences)
    middles = sorted(rng.sample(range(len(_MIDDLES)), min(max(length - 2, 0), len(_MIDDLES))))
    plan = [("theme", "theme"), *(_MIDDLES[index] for index in middles), ("ahead", "close")]
    paragraphs = tuple(
        " ".join(writer.write(next(sentences[pool])) for pool in parts if sentences[pool]) for parts in plan
    )
    captions = tuple(writer.write(text) for text in rng.sample(theme.captions, 1 + (length > 5)))
    tasks = tuple(writer.write(text) for text in rng.sample(theme.tasks, 3))
    return NewsStory(
        theme=theme.slug,
        title=title,
        lead=lead,
        paragraphs=paragraphs,
        captions=captions,
        tasks=tasks,
        cited=citations.in_order(lead, *paragraphs),
        event_on=event_on,
        participants=people,
    )


def _shuffled(rng: random.Random, pool: tuple[str, ...]) -> Iterator[str]:
    """The sentences of a pool in random order; a story never needs more than the pool has."""
    return iter(rng.sample(pool, len(pool)))


def _event_day(rng: random.Random, theme: Theme, period: Period) -> date:
    """A day in one of the theme's months, or in the year before if the period has no such day."""
    if not any(_days(theme, period)):
        period = period.year_before()
    while True:
        day = date(
            rng.randint(period.first.year, period.last.year),
            rng.choice(theme.months),
            rng.randint(2, 28),
        )
        if period.first <= day <= period.last:
            return day


def _days(theme: Theme, period: Period) -> Iterator[date]:
    """The possible days of an event: those of the period in the theme's months."""
    for number in range((period.last - period.first).days + 1):
        day = period.first + timedelta(days=number)
        if day.month in theme.months and 2 <= day.day <= 28:
            yield day
