"""A crawl with fetching, extraction, decision and storing, compared with a bare Scrapy spider.

Both crawl the same pages of 36 KB, one after the other, from a server in its own process; the bare spider
only takes the titles. ``python -m benchmarks.crawl [PAGES]`` (default: 2,000); ``python -m benchmarks.crawl
memory`` compares the peak memory with that of ten times as many pages.
"""

import compileall
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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
crawler = process.create_crawler(Bare)
process.crawl(crawler)
process.start()
print(crawler.stats.get_value("item_scraped_count"))
"""
OURS = """
import json, sys
from crawler.run import crawl
[report] = crawl(["may"], settings={"AUTOTHROTTLE_ENABLED": False, "DOWNLOAD_DELAY": 0,
                                    "CLOSESPIDER_ITEMCOUNT": 0, "CLOSESPIDER_PAGECOUNT": 0,
                                    "LOG_LEVEL": "WARNING"}, time_limit=7200.0)
print(json.dumps([report.new, dict(report.failures), report.finish_reason]))
"""


def page(number: int) -> bytes:
    """A page of about ``SIZE`` bytes."""
    title = f"Công đoàn cơ sở số {number} trao quà cho đoàn viên có hoàn cảnh khó khăn"
    paragraphs = "".join(f"<p>Phần {n} của buổi lễ số {number}. {WORDS * 3}</p>" for n in range(12))
    menu = "".join(f"<li><a href='/muc-{n}'>Chuyên mục số {n}</a></li>" for n in range(40))
    start = (
        f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>{title}</title></head><body>"
        f"<nav><ul>{menu}</ul></nav><article><h1>{title}</h1><p class='date'>Thứ sáu, 20/11/2026 08:30</p>"
        f"{paragraphs}<p class='author'>Nguyễn Văn An</p></article>"
    )
    # Real pages of this size are mostly scripts and other headlines.
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
    """Print the server's address, then serve until the process ends."""
    template = page(7_000_007).decode()

    class SiteHandler(BaseHTTPRequestHandler):
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

    class SiteServer(ThreadingHTTPServer):
        # Without a delay Scrapy opens a connection for every waiting request; a full queue costs each a
        # second.
        request_queue_size = 128

    server = SiteServer(("127.0.0.9", 0), SiteHandler)
    sys.stdout.write(f"http://127.0.0.9:{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()


def measure_process(code: str, *words: str, env: dict[str, str]) -> dict[str, Any]:
    """CPU seconds, peak memory (MB) and wall seconds of a process and its children, with its output.

    ``code`` runs from a file, since Scrapy inspects the source code of callbacks.
    """
    watch = (
        "import json, resource, subprocess, sys, time; begun = time.monotonic(); "
        "done = subprocess.run([sys.executable, *sys.argv[1:]], capture_output=True, text=True); "
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(json.dumps({'cpu': used.ru_utime + used.ru_stime, 'mb': used.ru_maxrss / 1024, "
        "'wall': time.monotonic() - begun, 'out': done.stdout[-500:], 'err': done.stderr[-500:]}))"
    )
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as file:
        file.write(code)
        file.flush()
        done = subprocess.run(
            [sys.executable, "-c", watch, file.name, *words],
            env={**env, "PYTHONPATH": str(Path.cwd())},
            capture_output=True,
            text=True,
            check=True,
        )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


@contextmanager
def site(pages: int) -> Iterator[tuple[str, dict[str, str]]]:
    """The server's URL, and an environment whose home folder has it as the source ``may``."""
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
            own = {"TCD_HOME": folder, "TCD_DATABASE_URL": "", "TCD_ALLOW_PRIVATE": host}
            env = {**os.environ, **own}
            # Create the archive first, since real crawls find one.
            subprocess.run(
                [sys.executable, "-c", "from archive.ready import ready; ready()"], env=env, check=True
            )
            yield address, env
    finally:
        server.terminate()
        server.wait()


def compare(pages: int) -> None:
    """Crawl ``pages`` pages and one page with both, to separate the cost of starting from that of a page."""
    for room in Path.cwd().glob("*/__init__.py"):  # as ``make install`` does for us, and pip did for Scrapy
        compileall.compile_dir(room.parent, quiet=1)
    figures: dict[str, list[dict[str, Any]]] = {"bare Scrapy": [], "tincongdoan": []}
    for number in (1, pages):
        with site(number) as (address, env):
            figures["bare Scrapy"].append(measure_process(BARE, address, env=env))
            figures["tincongdoan"].append(measure_process(OURS, env=env))
    for name, (start, whole) in figures.items():
        per_page = (whole["cpu"] - start["cpu"]) / (pages - 1) * 1000
        print(
            f"{name}: {whole['cpu'] / pages * 1000:.2f} ms CPU a page ({start['cpu']:.2f} s to start, then"
            f" {per_page:.2f} ms), {whole['mb']:.0f} MB, {whole['wall']:.1f} s",
            whole["out"].strip(),
            whole["err"].strip(),
        )
    bare, ours = (whole["cpu"] for _, whole in figures.values())
    print(f"{ours / bare:.2f} times the CPU, over {pages} pages of {SIZE // 1000} KB")


def memory(*numbers: int) -> None:
    """Print the peak memory of crawls of ``numbers`` pages, and the ratio of the last to the first."""
    peaks = []
    for pages in numbers:
        with site(pages) as (_, env):
            figures = measure_process(OURS, env=env)
        peaks.append(figures["mb"])
        print(
            f"{pages} pages: {figures['mb']:.0f} MB, {figures['cpu'] / pages * 1000:.2f} ms CPU a page,"
            f" {figures['wall']:.1f} s {figures['out'].strip()}{figures['err'].strip()}",
            flush=True,
        )
    print(f"{peaks[-1] / peaks[0]:.2f} times the memory for {numbers[-1] // numbers[0]} times the pages")


def main() -> None:
    """Run the benchmark with the arguments of the command line."""
    words = sys.argv[1:]
    if words[:1] == ["serve"]:
        serve(int(words[1]))
    elif words[:1] == ["memory"]:
        memory(*([int(word) for word in words[1:]] or (PAGES, 10 * PAGES)))
    else:
        compare(int(words[0]) if words else PAGES)


if __name__ == "__main__":
    main()
