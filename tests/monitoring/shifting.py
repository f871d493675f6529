"""A good site on loopback that changes overnight: redesigned, sold, undated, with an old certificate."""

import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from replica.html import link, text
from replica.misbehaving.good_site import GoodArticle, GoodSite
from replica.site import local_now, weekday_in_words

_CLASSES = "head logo menu list item main content lead foot author news title".split()
_SECTIONS = ("Hoạt động công đoàn", "Chính sách lao động", "Đời sống công nhân")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: str
    headers: Mapping[str, str]


def stories(name: str, now: datetime, number: int) -> tuple[GoodArticle, ...]:
    """So many articles of the last days, newest first; at most ten."""
    told = [article for n in range(3) for article in GoodSite(f"{name}-{n}").articles]
    unique = list({article.path: article for article in told}.values())
    return tuple(
        replace(article, path=f"/tin/{article.path.rpartition('/')[2].rpartition('-')[0]}-{500 + n}.html",
                published=now - timedelta(hours=3 + 9 * n))
        for n, article in enumerate(unique[:number])
    )  # fmt: skip


class Shifting:
    """``look`` names how it answers now; a method ``_NAME`` for each. Runs from ``start`` to ``stop``."""

    def __init__(
        self, name: str, address: str, articles: int, contexts: Mapping[str, ssl.SSLContext] | None = None
    ) -> None:
        self.name, self.address, self.look = name, address, "good"
        self.contexts = contexts or {}
        self.articles = stories(name, local_now(), articles)
        self.title = f"Liên đoàn Lao động tỉnh {name}"

    @property
    def url(self) -> str:
        return f"{'https' if self.contexts else 'http'}://{self.address}:{self.port}"

    def start(self) -> "Shifting":
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                answer = site.answer(self.path.partition("?")[0])
                body = answer.body.encode()
                self.send_response(answer.status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def finish_request(self, request: Any, client_address: Any) -> None:
                if not site.contexts:
                    super().finish_request(request, client_address)
                    return
                context = site.contexts.get(site.look, site.contexts["good"])
                with context.wrap_socket(request, server_side=True, do_handshake_on_connect=False) as secure:
                    secure.settimeout(5)
                    secure.do_handshake()
                    super().finish_request(secure, client_address)

            def handle_error(self, request: Any, client_address: Any) -> None:
                pass

        self._server = Server((self.address, 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        return self

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str) -> Answer:
        if path == "/robots.txt":
            return Answer(200, "User-agent: *\nDisallow: /tim-kiem\n", {"Content-Type": "text/plain"})
        respond: Callable[[str], Answer] = getattr(self, f"_{self.look.replace(' ', '_')}", self._good)
        return respond(path)

    # how it looks

    def _good(self, path: str) -> Answer:
        return self._page(path)

    def _undated(self, path: str) -> Answer:
        return self._page(path, dated=False)

    def _redesigned(self, path: str) -> Answer:
        """Other elements with other classes; the dates are drawn by a script now."""
        markup = self._page(path, dated=False).body
        for number, old in enumerate(_CLASSES):
            markup = markup.replace(f'class="{old}"', f'class="box-{"abcdefghijkl"[number]}"')
        return Answer(200, markup.replace("<main", "<section").replace("</main", "</section"), {})

    def _scripted(self, path: str) -> Answer:
        """Every page is drawn by a script: status 200 and nothing in it."""
        body = '<div id="app" class="app-root"></div><div class="spin a"></div><p class="hint b">Tin tức</p>'
        more = "".join(f'<div class="sk-{n}"></div>' for n in "abcdef")
        return Answer(200, f"<!DOCTYPE html><html><body>{body}{more}</body></html>", {})

    def _empty(self, path: str) -> Answer:
        return self._page(path, rows=False) if path in ("/", "/tin") else self._page(path)

    def _parked(self, path: str) -> Answer:
        words = "Tên miền này đang được rao bán"
        return Answer(
            200, f"<html><head><title>{words}</title></head><body><h1>{words}</h1></body></html>", {}
        )

    def _taken(self, path: str) -> Answer:
        """Somebody else's: gambling in place of the unions."""
        words = "Nhà cái uy tín, casino trực tuyến, cá cược bóng đá, nổ hũ, tài xỉu, bắn cá đổi thưởng. "
        rows = "".join(
            f'<div class="game g-{c}"><h3><a href="/khuyen-mai/nha-cai-thuong-lon-cho-thanh-vien-{n}.html">'
            f"Nhà cái thưởng lớn cho thành viên mới tháng này lần {n}</a></h3><p>{words * 3}</p></div>"
            for n, c in enumerate("abcd", 100)
        )
        return Answer(
            200,
            f"<!DOCTYPE html><html><head><title>Nhà cái số 1</title></head><body class='bet'>"
            f"<header class='promo'><a class='cta' href='https://cuoc.example/'>Chơi ngay</a></header>{rows}"
            f"<footer class='lic'>{words}</footer></body></html>",
            {},
        )

    def _moved(self, path: str) -> Answer:
        return Answer(302, "", {"Location": "http://khac.example/"})

    def _blocked(self, path: str) -> Answer:
        return Answer(403, "<h1>Forbidden</h1>", {})

    # its pages

    def _page(self, path: str, *, dated: bool = True, rows: bool = True) -> Answer:
        if path in ("/", "/tin"):
            listed = "".join(self._row(article) for article in self.articles) if rows else ""
            heading = "<h2 class='title'>Tin tức</h2>"
            return Answer(200, self._frame("Tin tức", f'{heading}<div class="list">{listed}</div>'), {})
        article = next((candidate for candidate in self.articles if candidate.path == path), None)
        if article is None:
            return Answer(404, self._frame("Không tìm thấy trang", "<h1>Không tìm thấy trang</h1>"), {})
        return Answer(200, self._frame(article.title, self._article(article, dated)), {})

    def _row(self, article: GoodArticle) -> str:
        return (
            f'<div class="item"><h3>{link(article.path, article.title)}</h3><p>{text(article.lead)}</p></div>'
        )

    def _article(self, article: GoodArticle, dated: bool) -> str:
        at = article.published
        when = f'<p class="date">{weekday_in_words(at)}, {at:%d/%m/%Y - %H:%M}</p>' if dated else ""
        body = "".join(f"<p>{text(words)}</p>" for words in article.paragraphs)
        return (
            f'<article class="news"><h1 class="title">{text(article.title)}</h1>{when}'
            f'<p class="lead"><strong>{text(article.lead)}</strong></p><div class="content">{body}</div>'
            f'<p class="author"><strong>Tác giả: {text(article.writer)}</strong></p></article>'
        )

    def _frame(self, title: str, main: str) -> str:
        menu = "".join(f'<a class="link-{n}" href="/tin">{name}</a>' for n, name in enumerate(_SECTIONS))
        return (
            f'<!DOCTYPE html><html lang="vi"><head><title>{text(title)} | {self.title}</title></head>'
            f'<body class="site"><header class="head"><p class="logo">{self.title}</p>'
            f'<nav class="menu">{menu}</nav></header><main class="main">{main}</main>'
            f'<footer class="foot"><p class="address">{self.title}. Điện thoại: 024.3555.0100</p></footer>'
            "</body></html>"
        )
