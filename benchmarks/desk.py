"""The editors' queue over an archive of 100,000 articles, asked by HTTP of the server that users have.

``python -m benchmarks.desk [SIZE]`` fills a new archive in a temporary folder, a tenth of it approved and
some changed at their source since, and asks each page ``ROUNDS`` times, one at a time. Milliseconds: the
first time and the median by the clock, and of the server's own work, which other programs on the machine do
not change; bytes as sent without compression, and all that the page loads together. Beyond
10,000 articles are copies of the first (``benchmarks.archive.finding``). The bars: 200 ms, 300 KB.
"""

import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

SIZE = 100_000
ROUNDS = 15
BAR, HEAVIEST = 200, 300_000  # milliseconds, bytes
PAGES = {
    "the queue": "/desk/",
    "a page further on": "",
    "a province": "/desk/?province=lao-cai",
    "a topic": "/desk/?topic=tet",
    "a search": f"/desk/?q={quote('thi đua')}",
    "approved": "/desk/?view=approved",
    "all": "/desk/?view=all",
}
_SERVE = "from desk.serve import serve; serve('127.0.0.1', 0, say=lambda address: print(address, flush=True))"


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SIZE
    with tempfile.TemporaryDirectory(prefix="tcd-bench-") as home:
        os.environ.update(TCD_HOME=home, TCD_DATABASE_URL="")
        cookie = fill(size)
        with served() as (port, process):
            slow = [name for name, median in measure(port, process, cookie) if median > BAR]
    print(f"over {BAR} ms: {', '.join(slow) or 'none'}")


def fill(size: int) -> str:
    """An archive with an editor in it; the cookie with which they are signed in."""
    from archive.ready import ready

    ready()
    from django.contrib.auth.models import User
    from django.test import Client
    from django.utils import timezone

    from archive import states
    from archive.models import Article
    from benchmarks.archive.finding import grow
    from desk.access import set_role
    from desk.roles import Role

    grow(0, size)
    now = timezone.now()
    ids = list(Article.objects.order_by("pk").values_list("pk", flat=True)[: size // 10])
    states.set_state(ids, "approved", by="bench", at=now)
    Article.objects.filter(pk__in=ids[::50]).update(changed_at=now + timedelta(minutes=1))
    user = User.objects.create_user("bench")
    set_role(user, Role.CHIEF)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """The port and the process of a server of this archive."""
    process = subprocess.Popen([sys.executable, "-c", _SERVE], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield int(process.stdout.readline().rstrip("/\n").rpartition(":")[2]), process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def measure(port: int, process: int, cookie: str) -> Iterator[tuple[str, float]]:
    """The median of each page, told as it is known."""
    _, queue = ask(port, PAGES["the queue"], cookie)
    older = re.search(rb'<a rel="next" href="([^"]+)"', queue)
    print(f"{'':20} {'first':>8} {'median':>8} {'work':>8} {'page':>9} {'with all':>9}")
    for name, path in PAGES.items():
        address = path or (f"/desk/{older[1].decode().replace('&amp;', '&')}" if older else "/desk/")
        spent, body = [], b""
        seconds, body = ask(port, address, cookie)
        first, before = seconds * 1000, worked(process)
        for _ in range(ROUNDS):
            seconds, body = ask(port, address, cookie)
            spent.append(seconds * 1000)
        work = (worked(process) - before) / ROUNDS * 1000
        loaded = {each.decode() for each in re.findall(rb'(?:src|<link[^>]+href)="(/static/[^"]+)"', body)}
        whole = len(body) + sum(len(ask(port, each, cookie)[1]) for each in loaded)
        median = statistics.median(spent)
        heavy = "  TOO HEAVY" if whole > HEAVIEST else ""
        print(
            f"{name:20} {first:8.0f} {median:8.0f} {work:8.0f} {len(body):9,} {whole:9,}{heavy}", flush=True
        )
        yield name, median


def worked(process: int) -> float:
    """Seconds of work of a process and of those that it started."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    found = 0
    for each in (str(process), *children):
        told = Path(f"/proc/{each}/stat").read_text().rpartition(") ")[2].split()
        found += int(told[11]) + int(told[12])
    return found / os.sysconf("SC_CLK_TCK")


def ask(port: int, path: str, cookie: str) -> tuple[float, bytes]:
    """Seconds, and the body. Raises AssertionError where the answer is no page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    begun = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": f"sessionid={cookie}"})
    answer = connection.getresponse()
    body = answer.read()
    seconds = time.perf_counter() - begun
    connection.close()
    assert answer.status == 200, (path, answer.status)
    return seconds, body


if __name__ == "__main__":
    main()
