"""A long run of damaged pages through ``extract`` and ``decide``: no exception, no hang, bounded memory.

``TCD_PROVE_SECONDS`` is how long (default 60); ``TCD_PROVE_SEED`` repeats a run.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from extraction import extract
from pipelines.decide import decide
from replica import SITES, Request, make_site
from tests.spoilt import as_cp1252, as_tcvn3, as_vni

AT = datetime.fromisoformat("2026-01-15T12:00:00+07:00")
LAYOUTS = Path(__file__).parents[1] / "extraction" / "layouts"
LONGEST = 2.0  # seconds of processor time for one page
MOST = 500  # MB at the peak
SPOILERS: tuple[Callable[[str], str], ...] = (as_tcvn3, as_vni, as_cp1252)
PIECES = (b"<table><tr><td>", b"</div>", b"<form>", b"<p", b"<!--", b"&#1;", b"\xff", b"\x00", b"<br>" * 500)


def collect() -> list[bytes]:
    pages = [path.read_bytes() for path in sorted(LAYOUTS.glob("*.html"))]
    for slug in SITES:
        site = make_site(slug)
        pages += [site.respond(Request("GET", address)).body for address in site.addresses()[:20]]
    return pages


def cut(page: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(page) + 1)
    return page[:start] if chance.random() < 0.5 else page[start:]


def drop(page: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(page) + 1)
    return page[:start] + page[start + chance.randrange(400) :]


def repeat(page: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(page) + 1)
    return page[:start] + page[start : start + chance.randrange(300)] * chance.randrange(60) + page[start:]


def insert(page: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(page) + 1)
    return page[:start] + chance.choice(PIECES) * chance.randrange(1, 40) + page[start:]


def garble(page: bytes, chance: random.Random) -> bytes:
    body = bytearray(page)
    for _ in range(chance.randrange(1, 60)):
        if body:
            body[chance.randrange(len(body))] = chance.randrange(256)
    return bytes(body)


def spoil(page: bytes, chance: random.Random) -> bytes:
    """In an old encoding, in one byte a letter or as UTF-8."""
    text = chance.choice(SPOILERS)(page.decode("utf-8", "replace"))
    return text.encode(*chance.choice((("latin-1", "replace"), ("utf-8", "replace"), ("cp1258", "ignore"))))


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (cut, drop, repeat, insert, garble, spoil)


def test_damaged_pages_never_raise_and_never_hang() -> None:
    seed = int(os.environ.get("TCD_PROVE_SEED") or random.SystemRandom().randrange(2**32))
    chance = random.Random(seed)
    pages = collect()
    end = time.monotonic() + float(os.environ.get("TCD_PROVE_SECONDS") or 60)
    runs, slowest = 0, 0.0
    while time.monotonic() < end:
        page = chance.choice(pages)
        for _ in range(chance.randrange(1, 5)):
            page = chance.choice(DAMAGES)(page, chance)
        begin = time.process_time()
        record = decide(extract(page, "https://example.vn/tin/1.html", at=AT)).to_record()
        spent = time.process_time() - begin
        json.dumps(record)
        assert spent < LONGEST, f"run {runs} of seed {seed} took {spent:.1f} s"
        runs, slowest = runs + 1, max(slowest, spent)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024  # the run's own pages are in it, too
    sys.stdout.write(f"{runs} pages of seed {seed}: slowest {slowest:.2f} s, peak {peak} MB\n")
    assert runs
    assert peak < MOST
