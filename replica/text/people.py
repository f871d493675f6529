"""The people and organisations of a story. All names are invented, from lists of parts."""

import random
from dataclasses import dataclass

from replica.text.places import Locality
from replica.text.pools import words


@dataclass(frozen=True, slots=True)
class Participants:
    """The people and organisations of one story."""

    unit: str
    unit2: str
    firm: str
    town: str
    commune: str
    hall: str
    leader: str
    leader_position: str
    boss: str
    worker: str
    job: str
    name: str
    lady: str
    old_man: str
    guild: str
    board: str
    writer: str
    photographer: str

    def facts(self) -> dict[str, str]:
        """The values of the slots; slots with a capital open a sentence."""
        leader = f"đồng chí {self.leader}"
        boss = f"đồng chí {self.boss}"
        full_leader = f"{leader}, {self.leader_position}"
        return {
            "unit": self.unit,
            "unit2": self.unit2,
            "firm": self.firm,
            "town": self.town,
            "commune": self.commune,
            "hall": self.hall,
            "leader": full_leader,
            "Leader": _capital(full_leader),
            "leader_short": leader,
            "Leader_short": _capital(leader),
            "boss": f"{boss}, Phó Chủ tịch UBND {self.town}",
            "Boss_short": _capital(boss),
            "worker": f"chị {self.worker}",
            "Worker": f"Chị {self.worker}",
            "job": self.job,
            "name": self.name,
            "lady": self.lady,
            "old_man": self.old_man,
        }


def make_participants(rng: random.Random, place: Locality) -> Participants:
    """The participants of one story of the place."""
    town, other_town = rng.sample(place.towns, 2)
    branch = f"Công đoàn {rng.choice(place.branches)}"
    unit = branch if rng.random() < 0.35 else f"LĐLĐ {town}"
    return Participants(
        unit=unit,
        unit2=f"LĐLĐ {other_town}",
        firm=f"{rng.choice(words('firm.kind'))} {rng.choice(words('firm.name'))}",
        town=town,
        commune=rng.choice(place.communes),
        hall=rng.choice(place.halls),
        leader=person(rng, place),
        leader_position=f"{rng.choice(words('position'))} {place.federation}",
        boss=man(rng, place),
        worker=woman(rng, place),
        job=rng.choice(words("job")),
        name=man(rng, place),
        lady=woman(rng, place),
        old_man=man(rng, place),
        guild=rng.choice(words("guild")),
        board=rng.choice(words("board")),
        writer=pen_name(rng, place),
        photographer=pen_name(rng, place),
    )


def person(rng: random.Random, place: Locality) -> str:
    """The full name of a woman or a man."""
    return woman(rng, place) if rng.random() < 0.5 else man(rng, place)


def woman(rng: random.Random, place: Locality) -> str:
    """The full name of a woman."""
    return _full(rng, place, "nu")


def man(rng: random.Random, place: Locality) -> str:
    """The full name of a man."""
    return _full(rng, place, "nam")


def pen_name(rng: random.Random, place: Locality) -> str:
    """A name as reporters sign: a surname or middle name, and a given name."""
    kind = rng.choice(("nu", "nam"))
    if rng.random() < 0.35:
        return _full(rng, place, kind)
    first = [name for name in words(f"middle.{kind}") if name not in ("Thị", "Văn")]
    return f"{rng.choice((*first, *words(place.surnames)[:6]))} {rng.choice(words(f'given.{kind}'))}"


def _full(rng: random.Random, place: Locality, kind: str) -> str:
    parts = (place.surnames, f"middle.{kind}", f"given.{kind}")
    return " ".join(rng.choice(words(part)) for part in parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
