"""Our whole chain (fetch, extract, decide, store) against a bare Scrapy spider that takes the title.

Both crawl the same pages of 36 KB from a server in a process of its own, one after the other:
``python -m benchmarks.crawl [PAGES]`` (2,000 by default); ``python -m benchmarks.crawl night`` runs a first
and a second night over 34 sources.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PAGES, SIZE, LISTED = 2000, 36_000, 100
WORDS = "Sáng nay, đoàn viên và người lao động của công đoàn cơ sở dự buổi lễ tại hội trường lớn. "
BARE = """
import sys, scrapy
from scrapy.crawler import AsyncCrawlerProcess
class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        yield scrapy.Request(sys.argv[1] + "/tin")
    def parse(self, response):
        for href in response.css("h3 a::attr(href)").getall():
            yield response.follow(href, self.article)
        for href in response.css("a[rel=next]::attr(href)").getall():
            yield response.follow(href)
    def article(self, response):
        yield {"title": response.css("h1::text").get()}
process = AsyncCrawlerProcess({"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False,
                               "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": 0})
process.crawl(Bare)
process.start()
"""
OURS = """
import json, sys
from crawler.run import crawl
[report] = crawl(["may"], settings={"AUTOTHROTTLE_ENABLED": False, "DOWNLOAD_DELAY": 0,
                                    "EXTENSIONS": {"crawler.politeness.Politeness": None},
                                    "LOG_LEVEL": "WARNING"})
print(json.dumps([report.new, dict(report.failures), report.finish_reason]))
"""


def page(number: int) -> bytes:
    title = f"Công đoàn cơ sở số {number} trao quà cho đoàn viên có hoàn cảnh khó khăn"
    paragraphs = "".join(f"<p>Phần {n} của buổi lễ số {number}. {WORDS * 3}</p>" for n in range(12))
    menu = "".join(f"<li><a href='/muc-{n}'>Chuyên mục số {n}</a></li>" for n in range(40))
    start = (
        f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>{title}</title></head><body>"
        f"<nav><ul>{menu}</ul></nav><article><h1>{title}</h1><p class='date'>Thứ sáu, 20/11/2026 08:30</p>"
        f"{paragraphs}<p class='author'>Nguyễn Văn An</p></article>"
    )
    # What fills such pages on real sites: a script, and a column of other headlines.
    script = f"<script>{'var dem = 0; /* thong ke truy cap */ ' * 250}</script>"
    entry = (
        "<li class='item'><a href='/tin/bai-khac-ve-cong-doan-co-so-{0}.html' title='Bài khác'>"
        "Nữ công nhân ngành may thi tìm hiểu pháp luật lần {0}</a> <span>(19/11/2026)</span></li>"
    )
    others: list[str] = []
    while len((start + script + "".join(others)).encode()) < SIZE - 200:
        others.append(entry.format(len(others)))
    return f"{start}<aside class='right'><ul>{''.join(others)}</ul></aside>{script}</body></html>".encode()


def serve(pages: int) -> None:
    """The server: prints its address, then serves until it is ended."""
    template = page(7_000_007).decode()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 1 << 16  # head and body leave in one packet
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path = self.path
            if path.startswith("/tin/"):
                number = path.removesuffix(".html").rpartition("-")[2]
                body = template.replace("7000007", number).encode()
            elif path.startswith("/tin"):
                body = self.listing(int(path.partition("page=")[2] or 1))
            else:
                body = b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def listing(self, here: int) -> bytes:
            numbers = range((here - 1) * LISTED, min(here * LISTED, pages))
            entries = "".join(
                "<div class='item'><h3>"
                f"<a href='/tin/cong-doan-co-so-trao-qua-cho-doan-vien-{100_000 + n}.html'>"
                f"Công đoàn cơ sở số {100_000 + n} trao quà cho đoàn viên</a></h3></div>"
                for n in numbers
            )
            more = f"<a rel='next' href='/tin?page={here + 1}'>»</a>" if here * LISTED < pages else ""
            pager = f"<div class='pagination'>{more}</div>"
            return f"<html><body><h1>Tin tức</h1>{entries}{pager}</body></html>".encode()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.9", 0), Handler)
    sys.stdout.write(f"http://127.0.0.9:{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()


def measured(code: str, *words: str, env: dict[str, str]) -> dict[str, Any]:
    """CPU seconds, peak memory (MB) and wall seconds of a process and its children."""
    watch = (
        "import json, resource, subprocess, sys, time; begun = time.monotonic(); "
        "done = subprocess.run([sys.executable, '-c', *sys.argv[1:]], capture_output=True, text=True); "
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(json.dumps({'cpu': used.ru_utime + used.ru_stime, 'mb': used.ru_maxrss / 1024, "
        "'wall': time.monotonic() - begun, 'out': done.stdout[-500:], 'err': done.stderr[-500:]}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", watch, code, *words], env=env, capture_output=True, text=True, check=True
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def compare(pages: int) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.crawl", "serve", str(pages)], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    try:
        address = server.stdout.readline().strip()
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            (home / "sources").mkdir()
            (home / "sources" / "may.toml").write_text(
                f'name = "Máy"\npublisher = "Máy"\nkind = "portal"\nhome = "{address}"\nstart = ["/tin"]\n'
                'status = "verified"\nevidence = "a benchmark"\n[politeness]\ndelay = 0\n',
                encoding="utf-8",
            )
            host = address.partition("://")[2]
            env = {**os.environ, "TCD_HOME": folder, "TCD_DATABASE_URL": "", "TCD_ALLOW_PRIVATE": host}
            bare = measured(BARE, address, env=env)
            ours = measured(OURS, env=env)
    finally:
        server.terminate()
        server.wait()
    for name, told in (("bare Scrapy", bare), ("tincongdoan", ours)):
        each = told["cpu"] / pages * 1000
        print(
            f"{name}: {each:.2f} ms CPU a page, {told['mb']:.0f} MB, {told['wall']:.1f} s",
            told["out"].strip(),
        )
    print(f"{ours['cpu'] / bare['cpu']:.2f} times the CPU, over {pages} pages of {SIZE // 1000} KB")


def nights(sources: int = 34) -> None:
    """Two nights over replicas on ports of their own: requests a source, seconds, what was written."""
    from replica import SITES, ReplicaServer, make_site

    with ExitStack() as running, tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "sources").mkdir()
        os.environ.update(TCD_HOME=folder, TCD_DATABASE_URL="", TCD_ALLOW_PRIVATE="127.0.2.0/24")
        servers = {}
        for number in range(sources):
            slug = list(SITES)[number % len(SITES)]
            server = running.enter_context(ReplicaServer(make_site(slug), f"127.0.2.{number + 1}"))
            servers[f"n{number:02}"] = server
            platform = {"lai-chau": "nukeviet", "lao-cai": "vnpt", "son-la": "vnpt"}.get(slug, "general")
            (home / "sources" / f"n{number:02}.toml").write_text(
                f'name = "{slug}"\npublisher = "{slug}"\nkind = "federation"\nhome = "{server.url}"\n'
                f'status = "verified"\nevidence = "a benchmark"\nplatform = "{platform}"\n'
                "[politeness]\ndelay = 0\n",
                encoding="utf-8",
            )
        from archive.ready import ready
        from crawler.run import crawl

        ready()
        from archive.models import Article, FrontierEntry, Reading, Revision

        for night in ("first night", "second night"):
            for server in servers.values():
                server.hits = Counter()
            before = [model.objects.count() for model in (Article, Revision, Reading, FrontierEntry)]
            begun = time.monotonic()
            reports = crawl([*servers])
            seconds = time.monotonic() - begun
            after = [model.objects.count() for model in (Article, Revision, Reading, FrontierEntry)]
            asked = [sum(server.hits.values()) for server in servers.values()]
            well = sum(report.ok for report in reports)
            print(
                f"{night}: {well} of {sources} well, {seconds:.1f} s, {sum(asked) / sources:.1f} requests a "
                f"source (most {max(asked)}), {sum(report.articles for report in reports)} articles fetched, "
                f"{sum(report.changed for report in reports)} changed; rows of articles, revisions, readings,"
                f" frontier written: {[b - a for a, b in zip(before, after, strict=True)]}"
            )
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"largest process {children.ru_maxrss / 1024:.0f} MB")


def main() -> None:
    words = sys.argv[1:]
    if words[:1] == ["serve"]:
        serve(int(words[1]))
    elif words[:1] == ["night"]:
        nights()
    else:
        compare(int(words[0]) if words else PAGES)


if __name__ == "__main__":
    main()
