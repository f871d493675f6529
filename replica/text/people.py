"""Who stands in a story. All names are invented from lists of parts."""

import random
from dataclasses import dataclass

from replica.text.places import Place
from replica.text.pools import words


@dataclass(frozen=True, slots=True)
class Cast:
    """The people and bodies of one story, the same wherever it names them."""

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
        """The words for the slots; those with a capital open a sentence."""
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


def cast(throws: random.Random, place: Place) -> Cast:
    """The cast of one story of the place."""
    town, other_town = throws.sample(place.towns, 2)
    branch = f"Công đoàn {throws.choice(place.branches)}"
    unit = branch if throws.random() < 0.35 else f"LĐLĐ {town}"
    return Cast(
        unit=unit,
        unit2=f"LĐLĐ {other_town}",
        firm=f"{throws.choice(words('firm.kind'))} {throws.choice(words('firm.name'))}",
        town=town,
        commune=throws.choice(place.communes),
        hall=throws.choice(place.halls),
        leader=person(throws, place),
        leader_position=f"{throws.choice(words('position'))} {place.federation}",
        boss=man(throws, place),
        worker=woman(throws, place),
        job=throws.choice(words("job")),
        name=man(throws, place),
        lady=woman(throws, place),
        old_man=man(throws, place),
        guild=throws.choice(words("guild")),
        board=throws.choice(words("board")),
        writer=pen_name(throws, place),
        photographer=pen_name(throws, place),
    )


def person(throws: random.Random, place: Place) -> str:
    return woman(throws, place) if throws.random() < 0.5 else man(throws, place)


def woman(throws: random.Random, place: Place) -> str:
    return _full(throws, place, "nu")


def man(throws: random.Random, place: Place) -> str:
    return _full(throws, place, "nam")


def pen_name(throws: random.Random, place: Place) -> str:
    """Two or three syllables, as reporters sign: a surname or middle name and a given name."""
    kind = throws.choice(("nu", "nam"))
    if throws.random() < 0.35:
        return _full(throws, place, kind)
    first = [name for name in words(f"middle.{kind}") if name not in ("Thị", "Văn")]
    return f"{throws.choice((*first, *words(place.surnames)[:6]))} {throws.choice(words(f'given.{kind}'))}"


def _full(throws: random.Random, place: Place, kind: str) -> str:
    parts = (place.surnames, f"middle.{kind}", f"given.{kind}")
    return " ".join(throws.choice(words(part)) for part in parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
