"""WordPress: slugs without numbers, archives by month and tag, months in words, long posts on two pages."""

from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import ClassVar

from replica.article import Section, SiteArticle
from replica.discovery import JSON, RSS, XML, sitemap, sitemap_index, wordpress_posts
from replica.html import BASE, link, teaser, text
from replica.platforms.base import PlatformSite
from replica.publishing import Byline
from replica.site import BuiltPage
from replica.text.damage import slug
from replica.text.newsroom import NewsStory
from replica.text.places import HA_NOI

_MONTHS = ("Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai")
_SPLIT = 7  # every seventh post has two pages


class WordPress(PlatformSite):
    """A site on WordPress."""

    slug = "wordpress"
    system = "wordpress"
    name = "Liên đoàn Lao động thành phố Hà Nội"
    place = HA_NOI
    page_size = 8
    page_parameter = "trang-khong-co"
    prints_views = False
    prints_time = True
    pictures_at = "/wp-content/uploads/2025/05"
    boilerplate = ("Bài viết liên quan", "Trả lời", "Chuyên mục:", "Bài viết mới")
    everything = Section("tin-tuc-su-kien", "Tin tức sự kiện", ("Tin tức sự kiện",))
    sections: ClassVar[tuple[Section, ...]] = (
        Section(
            "tin-tuc-su-kien/hoat-dong", "Hoạt động công đoàn", ("Tin tức sự kiện", "Hoạt động công đoàn")
        ),
        Section("tin-tuc-su-kien/nu-cong", "Nữ công", ("Tin tức sự kiện", "Nữ công")),
    )

    def article_path(self, number: int, section: Section, story: NewsStory, posted_at: datetime) -> str:
        return f"/{section.slug}/{slug(story.title)}.html"

    def listing_address(self, section: Section, page: int = 1) -> str:
        return f"/chuyen-muc/{section.slug}" + (f"/page/{page}" if page > 1 else "")

    def byline(self, number: int, story: NewsStory) -> Byline:
        writer = story.participants.writer
        return Byline((writer,), ((writer, "writer", None),)) if number % 3 else Byline()

    def robots(self) -> str:
        return f"User-agent: *\nDisallow: /wp-admin/\n\nSitemap: {BASE}/wp-sitemap.xml\n"

    def feed_pages(self) -> Mapping[str, BuiltPage]:
        pages = [article for article in self.articles if article.number % _SPLIT == 3]
        return {
            "/wp-sitemap.xml": BuiltPage(
                sitemap_index(["/wp-sitemap-posts-post-1.xml", "/wp-sitemap-users-1.xml"]).encode(),
                media_type=XML,
            ),
            "/wp-sitemap-posts-post-1.xml": BuiltPage(sitemap(self.articles).encode(), media_type=XML),
            "/feed/": BuiltPage(self._feed(self.articles[:10]).encode(), media_type=RSS),
            "/comments/feed/": BuiltPage(self._feed(()).encode(), media_type=RSS),
            "/wp-json/wp/v2/posts": BuiltPage(wordpress_posts(self.articles[:10]).encode(), media_type=JSON),
            **{
                f"{article.path}/2": BuiltPage(self._post(article, part=2).encode(), article=article)
                for article in pages
            },
            **{
                f"/tag/the-{number}/": BuiltPage(self._archive(f"Thẻ {number}").encode())
                for number in range(3)
            },
            "/2025/05": BuiltPage(self._archive("Tháng Năm 2025").encode()),
        }

    def home_markup(self) -> str:
        return self._frame(
            self.name, "".join(self._row(article) for article in self.articles[: self.page_size])
        )

    def listing_markup(
        self, section: Section, articles: tuple[SiteArticle, ...], page: int, pages: int
    ) -> str:
        numbers = " ".join(
            f'<span class="page-numbers current">{number}</span>'
            if number == page
            else link(self.listing_address(section, number), str(number), ' class="page-numbers"')
            for number in self.numbers(section, page, pages)
        )
        further = (
            link(self.listing_address(section, page + 1), "Trang sau", ' class="next page-numbers"')
            if page < pages
            else ""
        )
        rows = "".join(self._row(article) for article in articles)
        return self._frame(
            f"{section.name} – {self.name}",
            f'<h1 class="page-title">{section.name}</h1>{rows}'
            f'<nav class="navigation pagination"><div class="nav-links">{numbers}{further}</div></nav>',
        )

    def article_markup(self, article: SiteArticle) -> str:
        return self._post(article, part=1)

    def plain_markup(self, title: str, body: str) -> str:
        return self._frame(
            f"{title} – {self.name}",
            f'<article class="page"><h1 class="entry-title">{text(title)}</h1>{body}</article>',
        )

    def _post(self, article: SiteArticle, *, part: int) -> str:
        when, picture = article.posted_at, article.pictures[0]
        split = article.number % _SPLIT == 3
        body = self.paragraphs(article) if part == 1 else "<p>Phần tiếp theo chỉ có ảnh.</p>"
        links = (
            f'<div class="page-links">Trang: <span>1</span> <a href="{article.path}/2">2</a></div>'
            if split
            else ""
        )
        main = (
            f'<article id="post-{1000 - article.number}" class="post type-post"><header class="entry-header">'
            f'<h1 class="entry-title">{text(article.title)}</h1><div class="entry-meta"><span '
            f'class="posted-on">'
            f'<a href="{article.path}" rel="bookmark"><time class="entry-date published" '
            f'datetime="{when.isoformat()}">Tháng {_MONTHS[when.month - 1]} {when.day}, {when.year}</time>'
            f"</a></span>"
            '<span class="byline"> bởi <a class="url fn n" rel="author" href="/author/admin">admin</a>'
            "</span></div>"
            f'</header><div class="entry-content"><p><strong>{text(article.lead)}</strong></p>'
            f'<figure class="wp-block-image"><img src="{picture.address}" alt=""><figcaption>'
            f"{text(picture.caption)}</figcaption></figure>{body}"
            + "".join(
                f'<p style="text-align:right"><strong>{text(line)}</strong></p>' for line in article.byline
            )
            + f"{links}</div>"
            f'<footer class="entry-footer">Chuyên mục: <a href="{self.listing_address(article.section)}" '
            f'rel="category tag">{article.section.name}</a> Thẻ: <a rel="tag" href="/tag/the-1/">công '
            f"đoàn</a></footer>"
            "</article>"
            '<h3>Bài viết liên quan</h3><ul class="related">'
            + "".join(f"<li>{link(other.path, other.title)}</li>" for other in self.related(article))
            + '</ul><div id="respond"><h3>Trả lời</h3><form><textarea></textarea></form></div>'
        )
        return self._frame(f"{article.title} – {self.name}", main)

    def _row(self, article: SiteArticle) -> str:
        return (
            f'<article class="post"><h2 class="entry-title"><a href="{BASE}{article.path}" rel="bookmark">'
            f"{text(article.title)}</a></h2><span class='posted-on'>{article.posted_at:%d/%m/%Y}</span> "
            f'<span class="cat-links"><a href="{BASE}{self.listing_address(article.section)}">'
            f"{article.section.name}</a>"
            f'</span><p>{teaser(article.lead, 150)} <a class="more-link" href="{BASE}{article.path}">Đọc '
            f"tiếp</a></p></article>"
        )

    def _archive(self, name: str) -> str:
        return self._frame(name, "".join(self._row(article) for article in self.articles[:3]))

    def _feed(self, articles: tuple[SiteArticle, ...]) -> str:
        rows = "".join(
            f"<item><title>{escape(article.title)}</title><link>{BASE}{article.path}</link>"
            f"<pubDate>{format_datetime(article.posted_at)}</pubDate></item>"
            for article in articles
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
            f"<title>{self.name}</title><link>{BASE}</link>"
            f"<generator>https://wordpress.org/?v=6.1</generator>{rows}</channel></rss>"
        )

    def _frame(self, title: str, main: str) -> str:
        recent = "".join(f"<li>{link(article.path, article.title)}</li>" for article in self.articles[:5])
        return (
            f'<!DOCTYPE html><html lang="vi"><head><meta charset="UTF-8"><title>{text(title)}</title>'
            '<meta name="generator" content="WordPress 6.1.9">'
            f'<link rel="https://api.w.org/" href="{BASE}/wp-json/">'
            f'<link rel="alternate" type="application/rss+xml" title="Dòng thông tin" href="{BASE}/feed/">'
            '<link rel="alternate" type="application/rss+xml" title="Dòng phản hồi" '
            f'href="{BASE}/comments/feed/">'
            '<link rel="stylesheet" href="/wp-content/themes/tin/style.css">'
            '<script src="/wp-includes/js/jquery.js"></script></head><body class="blog">'
            f'<header id="masthead" class="site-header"><p class="site-title"><a href="/">{self.name}</a>'
            f"</p>"
            f'<nav class="main-navigation"><ul class="menu">{self.menu()}</ul></nav></header>'
            f'<main id="main">{main}</main>'
            f'<aside class="widget-area"><h2>Bài viết mới</h2><ul>{recent}</ul><h2>Lưu trữ</h2>'
            '<ul><li><a href="/2025/05">Tháng Năm 2025</a></li></ul><div class="tagcloud">'
            '<a href="/tag/the-0/">thi đua</a> <a href="/tag/the-2/">nhà ở</a></div></aside>'
            f'<footer class="site-footer">© 2026 {self.name}. Giao diện tự làm.</footer></body></html>'
        )
