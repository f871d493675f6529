"""The fingerprint of each published page, by which the next publishing finds the pages that changed.

Stored beside the feeds. If it is missing or unreadable, everything is rendered again; files whose bytes do
not change are not written.
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
    """``pages``: the fingerprint of each page by its path under ``feeds`` without suffix. ``left_out``: the
    articles that cannot be rendered, by id."""

    pages: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[int, LeftOut] = field(default_factory=dict)


def read(folder: Path) -> State:
    """The state stored in ``folder``; an empty one where it is missing or unreadable."""
    try:
        record = json.loads((folder / NAME).read_bytes())
        pages = {str(name): str(value) for name, value in record["pages"].items()}
        left_out = {
            int(number): LeftOut(str(guid), str(reason))
            for number, (guid, reason) in record["left_out"].items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return State()
    return State(pages, left_out)


def write(folder: Path, state: State) -> None:
    """Store the state atomically. Raises OSError."""
    left_out = {str(number): [entry.guid, entry.reason] for number, entry in sorted(state.left_out.items())}
    record = {"pages": dict(sorted(state.pages.items())), "left_out": left_out}
    replace_if_changed(folder / NAME, json.dumps(record, ensure_ascii=False).encode())


def shared_fingerprint(site: Site, known: Mapping[str, "KnownSource"]) -> str:
    """A hash of what all pages depend on: the code, the site and the sources."""
    sources = [(source.slug, source.name, source.home, source.kind, source.feed) for source in known.values()]
    record = json.dumps([code_fingerprint(), site.base, site.hub, sorted(sources)])
    return blake2b(record.encode(), digest_size=12).hexdigest()


def page_fingerprint(
    shared: str,
    channel: Channel,
    description: str,
    ids: Iterable[int],
    versions: Mapping[int, int],
    tombstones: Iterable[Tombstone] = (),
    tales: Mapping[int, Tale] = NO_TALES,
) -> str:
    """A hash of what a page depends on.

    That is: what all pages depend on (``shared``), the title, the links to other pages, the ids and
    ``versions`` of its articles, their reprints, its tombstones, and of its description the part
    ``description`` (without counts that change every night).
    """
    parts = [shared, channel.title, description, channel.older, channel.newer]
    parts += [f"{tombstone.guid} {tombstone.at.isoformat()}" for tombstone in tombstones]
    digest = blake2b(json.dumps(parts).encode(), digest_size=12)
    versions_of_ids = (
        f"{number}.{versions.get(number, 0)}{_others(tales[number]) if number in tales else ''}"
        for number in ids
    )
    digest.update(" ".join(versions_of_ids).encode())
    return digest.hexdigest()


def _others(tale: Tale) -> str:
    return "".join(f"+{other.source} {other.url}" for other in tale.others)


@cache
def code_fingerprint() -> str:
    """A hash of the code in ``feeds``: a new version renders everything again."""
    digest = blake2b(digest_size=12)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
