"""The editors' queue over an archive of 100,000 articles, requested from the real server.

``python -m benchmarks.desk [SIZE]`` fills a new archive in a temporary folder, with a tenth approved and some
changed since, and requests each page ``ROUNDS`` times. Prints milliseconds for the first request, the median
wall time and the server's CPU time; the uncompressed bytes of the page, and those with all its resources.
Articles beyond 10,000 are copies (``benchmarks.archive.searching``). Targets: 200 ms, 300 KB.
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
MAX_MILLISECONDS, MAX_BYTES = 200, 300_000  # milliseconds, bytes
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
    """Run the benchmark with the arguments of the command line."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SIZE
    with tempfile.TemporaryDirectory(prefix="tcd-bench-") as home:
        os.environ.update(TCD_HOME=home, TCD_DATABASE_URL="")
        cookie = fill(size)
        with run_server() as (port, process):
            slow = [name for name, median in measure(port, process, cookie) if median > MAX_MILLISECONDS]
    print(f"over {MAX_MILLISECONDS} ms: {', '.join(slow) or 'none'}")


def fill(size: int) -> str:
    """Fill an archive and create an editor; returns the cookie of the editor's session."""
    from archive.ready import ready

    ready()
    from django.contrib.auth.models import User
    from django.test import Client
    from django.utils import timezone

    from archive import states
    from archive.models import Article
    from benchmarks.archive.searching import grow
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
def run_server() -> Iterator[tuple[int, int]]:
    """(port, process id) of a server of this archive."""
    process = subprocess.Popen([sys.executable, "-c", _SERVE], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield int(process.stdout.readline().rstrip("/\n").rpartition(":")[2]), process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def measure(port: int, process: int, cookie: str) -> Iterator[tuple[str, float]]:
    """(name, median milliseconds) of each page, with its figures printed."""
    _, queue = request_page(port, PAGES["the queue"], cookie)
    older = re.search(rb'<a rel="next" href="([^"]+)"', queue)
    print(f"{'':20} {'first':>8} {'median':>8} {'CPU':>8} {'page':>9} {'with all':>9}")
    for name, path in PAGES.items():
        address = path or (f"/desk/{older[1].decode().replace('&amp;', '&')}" if older else "/desk/")
        spent, body = [], b""
        seconds, body = request_page(port, address, cookie)
        first, before = seconds * 1000, cpu_seconds(process)
        for _ in range(ROUNDS):
            seconds, body = request_page(port, address, cookie)
            spent.append(seconds * 1000)
        work = (cpu_seconds(process) - before) / ROUNDS * 1000
        loaded = {path.decode() for path in re.findall(rb'(?:src|<link[^>]+href)="(/static/[^"]+)"', body)}
        whole = len(body) + sum(len(request_page(port, path, cookie)[1]) for path in loaded)
        median = statistics.median(spent)
        heavy = "  TOO HEAVY" if whole > MAX_BYTES else ""
        print(
            f"{name:20} {first:8.0f} {median:8.0f} {work:8.0f} {len(body):9,} {whole:9,}{heavy}", flush=True
        )
        yield name, median


def cpu_seconds(process: int) -> float:
    """CPU seconds of a process and its children."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    ticks = 0
    for pid in (str(process), *children):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
        ticks += int(fields[11]) + int(fields[12])  # user and system time
    return ticks / os.sysconf("SC_CLK_TCK")


def request_page(port: int, path: str, cookie: str) -> tuple[float, bytes]:
    """(seconds, body) of a page. Raises AssertionError for a status other than 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    begun = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": f"sessionid={cookie}"})
    response = connection.getresponse()
    body = response.read()
    seconds = time.perf_counter() - begun
    connection.close()
    assert response.status == 200, (path, response.status)
    return seconds, body


if __name__ == "__main__":
    main()
