"""What was published: a fingerprint a page, by which the next publishing knows what a change touches.

Kept beside the feeds. Without it, or with one that cannot be read, everything is rendered again; files whose
bytes come out the same stay as they are.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from archive.stories import Tale
from feeds.files import replace_if_changed
from feeds.model import Channel, LeftOut, Site
from feeds.tombstones import Tombstone

if TYPE_CHECKING:
    from archive.models import KnownSource

NAME = ".published.json"
NO_TALES: Mapping[int, Tale] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class State:
    """``pages`` gives the fingerprint of each page by its place under ``feeds`` without an ending,
    ``left_out`` the articles that cannot be entries by their id."""

    pages: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[int, LeftOut] = field(default_factory=dict)


def read(folder: Path) -> State:
    """The state kept in ``folder``; an empty one where there is none that can be read."""
    try:
        told = json.loads((folder / NAME).read_bytes())
        pages = {str(name): str(value) for name, value in told["pages"].items()}
        left = {int(number): LeftOut(str(guid), str(why)) for number, (guid, why) in told["left_out"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return State()
    return State(pages, left)


def write(folder: Path, state: State) -> None:
    """Keep it, in one step. Raises OSError."""
    left = {str(number): [each.guid, each.reason] for number, each in sorted(state.left_out.items())}
    told = {"pages": dict(sorted(state.pages.items())), "left_out": left}
    replace_if_changed(folder / NAME, json.dumps(told, ensure_ascii=False).encode())


def shared_fingerprint(site: Site, known: Mapping[str, "KnownSource"]) -> str:
    """What all pages depend on."""
    sources = [(each.slug, each.name, each.home, each.kind, each.feed) for each in known.values()]
    told = json.dumps([code_fingerprint(), site.base, site.hub, sorted(sources)])
    return blake2b(told.encode(), digest_size=12).hexdigest()


def page_fingerprint(
    everywhere: str,
    channel: Channel,
    words: str,
    ids: Iterable[int],
    versions: Mapping[int, int],
    tombstones: Iterable[Tombstone] = (),
    tales: Mapping[int, Tale] = NO_TALES,
) -> str:
    """What a page depends on: what holds for all pages, its title and links, its articles as they stand (an
    article changes only with its version), who else published them, and what was taken back of it; of its
    description ``words``: counts in it are no reason to write it anew."""
    parts = [everywhere, channel.title, words, channel.older, channel.newer]
    parts += [f"{each.guid} {each.at.isoformat()}" for each in tombstones]
    told = blake2b(json.dumps(parts).encode(), digest_size=12)
    stands = (
        f"{number}.{versions.get(number, 0)}{_others(tales[number]) if number in tales else ''}"
        for number in ids
    )
    told.update(" ".join(stands).encode())
    return told.hexdigest()


def _others(tale: Tale) -> str:
    return "".join(f"+{each.source} {each.url}" for each in tale.others)


@cache
def code_fingerprint() -> str:
    """A fingerprint of the code that renders: what it changed must be rendered again."""
    told = blake2b(digest_size=12)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        told.update(path.read_bytes())
    return told.hexdigest()
