"""Small sites on loopback that publish, edit, withdraw and move along a clock of their own."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlsplit

PAGE = 10
FIELDS = "công đoàn cơ sở|nghiệp đoàn nghề cá|công đoàn ngành dệt may|công đoàn khu công nghiệp".split("|")
DEEDS = "trao quà cho|thăm hỏi|tổ chức tập huấn cho|ký thỏa ước với|đối thoại cùng|khen thưởng".split("|")
WHOM = "công nhân khó khăn|đoàn viên mới|cán bộ trẻ|người lao động xa quê|nữ công nhân".split("|")
WORDS = (
    "buổi lễ hội trường đoàn viên người lao động chủ tịch quà tặng mái ấm sản xuất an toàn thi đua tay nghề "
    "hợp đồng tiền lương bảo hiểm giờ làm bữa ăn ca sân chơi thư viện học bổng con em khám bệnh"
).split()


@dataclass
class Story:
    """``text`` are its paragraphs as they stand; ``gone``: the site took it away."""

    number: int
    title: str
    text: list[str]
    published: datetime
    gone: bool = False
    edits: int = 0

    def views(self, now: datetime) -> int:
        return 5 + 3 * self.number % 40 + 2 * max(0, (now - self.published).days)


@dataclass
class Paper:
    """One site. ``form`` is how its articles' addresses look; ``other`` prints them as another system does.
    ``menu`` are further lists in its menu, ``dead`` the paths that answer 404, ``status`` what everything
    answers where it is not 200."""

    name: str
    host: str
    form: str = "/tin/bai-{n}-{slug}.html"
    other: bool = False
    stories: list[Story] = field(default_factory=list)
    menu: dict[str, str] = field(default_factory=dict)
    dead: set[str] = field(default_factory=set)
    status: int = 200
    now: datetime = field(default_factory=lambda: datetime(2025, 1, 1))

    def start(self, clock: Callable[[], datetime]) -> "Paper":
        paper = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = 1 << 16
            disable_nagle_algorithm = True

            def date_time_string(self, timestamp: float | None = None) -> str:
                return format_datetime(clock(), usegmt=True)

            def do_GET(self) -> None:
                here = (clock() + timedelta(hours=7)).replace(tzinfo=None)
                status, body, kind = paper.answer(self.path, here)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer((self.host, 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        return self

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self._server.server_address[1]}"

    # what it publishes

    def publish(self, random: Random, at: datetime, text: list[str] | None = None, title: str = "") -> Story:
        number = len(self.stories) + 1
        title = title or f"{random.choice(FIELDS).capitalize()} {random.choice(DEEDS)} {random.choice(WHOM)}"
        paragraphs = text or [
            " ".join(random.choice(WORDS) for _ in range(28)).capitalize()
            + f" {number}.{part} của {self.name}."
            for part in range(4)
        ]
        story = Story(number, f"{title} đợt {number}", paragraphs, at)
        self.stories.append(story)
        return story

    def path(self, story: Story) -> str:
        return self.form.format(n=story.number, slug="cong-doan-co-so-tham-hoi-doan-vien")

    # what it answers

    def answer(self, target: str, now: datetime) -> tuple[int, bytes, str]:
        parts = urlsplit(target)
        if self.status != 200:
            return self.status, self._frame("Lỗi", "<h1>Lỗi máy chủ</h1>"), "text/html; charset=utf-8"
        if parts.path == "/robots.txt":
            return 200, b"User-agent: *\nDisallow: /tim-kiem\n", "text/plain"
        visible = [each for each in reversed(self.stories) if each.published <= now and not each.gone]
        page = int(parse_qs(parts.query).get("page", ["1"])[0])
        told: bytes | None = None
        if parts.path in self.dead:
            told = None
        elif parts.path == "/":
            told = self._list("Trang chủ", visible[:6], "/", 1, 1)
        elif parts.path == "/tin-tuc":
            told = self._paged("Tin tức", visible, "/tin-tuc", page)
        elif parts.path in self.menu:
            told = self._paged(self.menu[parts.path], visible[::2], parts.path, page)
        else:
            found = next((each for each in visible if self.path(each) == parts.path), None)
            told = self._article(found, now) if found is not None else None
        if told is None:
            missing = self._frame("Không tìm thấy trang", "<h1>Không tìm thấy trang</h1>")
            return 404, missing, "text/html; charset=utf-8"
        return 200, told, "text/html; charset=utf-8"

    def _paged(self, title: str, stories: list[Story], path: str, page: int) -> bytes:
        pages = max(1, -(-len(stories) // PAGE))
        return self._list(title, stories[(page - 1) * PAGE : page * PAGE], path, page, pages)

    def _list(self, title: str, stories: list[Story], path: str, page: int, pages: int) -> bytes:
        rows = "".join(
            f"<div class='item'><h3><a href='{self.path(each)}'>{each.title}</a></h3>"
            f"<p>{each.text[0][:120]}</p></div>"
            for each in stories
        )
        pager = (
            f"<div class='pagination'><a href='{path}?page={page + 1}'>»</a></div>" if page < pages else ""
        )
        return self._frame(title, f"<h1>{title}</h1><div class='list'>{rows}</div>{pager}")

    def _article(self, story: Story, now: datetime) -> bytes:
        text = "".join(f"<p>{each}</p>" for each in story.text)
        at, views = story.published, story.views(now)
        if self.other:
            return self._frame(
                story.title,
                f"<div class='post'><h1 class='name'>{story.title}</h1><p class='time'>{at:%d-%m-%Y} | "
                f"{at:%H:%M}</p><div class='post-body'>{text}</div><p>Lượt xem: {views}</p></div>",
            )
        return self._frame(
            story.title,
            f"<article class='news'><h1>{story.title}</h1><p class='date'>{at:%d/%m/%Y - %H:%M}</p>"
            f"<div class='content'>{text}</div><p class='views'>Lượt xem: {views}</p></article>",
        )

    def _frame(self, title: str, main: str) -> bytes:
        menu = "".join(
            f"<a href='{path}'>{name}</a>" for path, name in {"/tin-tuc": "Tin tức", **self.menu}.items()
        )
        own = "new" if self.other else "old"
        return (
            f"<!DOCTYPE html><html lang='vi'><head><title>{title} | {self.name}</title></head>"
            f"<body class='{own}'><nav class='menu'>{menu}</nav><main class='main-{own}'>{main}</main>"
            f"<footer>{self.name}. Liên đoàn Lao động, công đoàn và đoàn viên</footer></body></html>"
        ).encode()


def moment(day: datetime, hour: int = 9) -> datetime:
    return day.replace(hour=hour, minute=15, second=0, microsecond=0)


__all__ = ["PAGE", "Any", "Paper", "Story", "moment", "timedelta"]
