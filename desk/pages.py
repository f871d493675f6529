"""The public pages: the list of articles, an article, error pages, robots.txt and the icon."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from archive import queries
from archive.models import Article
from archive.queries import Position
from archive.search import Search
from archive.values import READABLE, storable
from desk import paging
from desk.filters import Choice, filter_errors, sorted_choices
from feeds import feed_catalogue, names
from feeds.feed_catalogue import SLUG
from feeds.formats import FORMATS
from feeds.text import web_address

PAGE = 30
# Searches have pages without end; the desk is for people who sign in.
ROBOTS = "User-agent: *\nDisallow: /desk/\nDisallow: /feeds/search.\nDisallow: /*?\n"
DAY = 24 * 60 * 60  # seconds


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One page of the list; ``newer`` and ``older`` are positions in addresses (``desk.paging``), "" where
    there is no such page."""

    articles: tuple[Article, ...]
    newer: str
    older: str


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest articles, of all or of one source, province, topic or kind."""
    values = {name: request.GET.get(name, "") for name in ("source", "province", "topic", "kind")}
    if values["kind"] not in READABLE:
        del values["kind"]
    chosen: dict[str, str] = {name: storable(value) for name, value in values.items() if value}
    page = _page(
        chosen,
        before=paging.decode_position(request.GET.get("before", "")),
        after=paging.decode_position(request.GET.get("after", "")),
    )
    known = queries.sources()
    sources = [
        Choice(slug, known[slug].name if slug in known else slug, count)
        for slug, count in queries.count_by_source().items()
    ]
    provinces = [
        Choice(slug, province.name if (province := names.province(slug)) else slug, count)
        for slug, count in queries.count_by_province().items()
    ]
    context = {
        "page": page,
        "chosen": chosen,
        "sources": sorted_choices(sources),
        "provinces": sorted_choices(provinces),
        "topics": names.topics().items(),
        "source_names": {choice.slug: choice.name for choice in sources},
        "filter_errors": [
            (error, urlencode({**chosen, **error.corrections(question="")}))
            for error in filter_errors(
                Search(
                    source=chosen.get("source"),
                    province=chosen.get("province"),
                    topic=chosen.get("topic"),
                ),
                exact=True,
            )
        ],
        "query": f"{urlencode(chosen)}&" if chosen else "",
        "feeds": {suffix: _feed(chosen, suffix) for suffix in FORMATS},
    }
    return render(request, "desk/index.html", context)


@require_safe
def article(request: HttpRequest, number: int) -> HttpResponse:
    """One public article with its metadata and the link to its source."""
    if number > paging.LARGEST_ID:
        return not_found(request)
    row = get_object_or_404(Article.objects.filter(public=True).defer("evidence"), pk=number)
    source = queries.sources().get(row.source)
    context = {
        "article": row,
        "source_name": source.name if source else row.organisation or row.source,
        "original": web_address(row.url),
        "topics": [(slug, names.topics().get(slug, slug)) for slug in row.topics],
    }
    return render(request, "desk/article.html", context)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for an unknown address (404)."""
    return render(request, "desk/404.html", status=404)


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form without a valid CSRF token: the page was open for too long, or the form is
    forged."""
    return render(request, "desk/expired_form.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """The page for an internal error (500); it needs no database, since that may have failed."""
    try:
        return render(request, "desk/500.html", status=500)
    except Exception:
        return HttpResponseServerError("Máy chủ gặp lỗi.", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=DAY)
def robots(request: HttpRequest) -> HttpResponse:
    """``/robots.txt``."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=DAY)
def icon(request: HttpRequest) -> HttpResponse:
    """``/favicon.ico``, where feed readers look for a site's icon, whatever its pages name."""
    return redirect(static("desk/icon.svg"))


def _page(filters: dict[str, str], *, before: Position | None, after: Position | None) -> ArticlePage:
    articles = queries.articles(**filters).defer("body_html", "body_text", "evidence")
    # One more row than is shown: is there a next page?
    if after is not None:
        ahead = list(queries.newer(articles, after)[: PAGE + 1])
        shown, more_newer, more_older = ahead[:PAGE][::-1], len(ahead) > PAGE, True
    else:
        rows = list((queries.older(articles, before) if before else articles)[: PAGE + 1])
        shown, more_newer, more_older = rows[:PAGE], before is not None, len(rows) > PAGE
    positions = [paging.encode_position(Position(row.sort_at, row.pk)) for row in shown]
    return ArticlePage(
        articles=tuple(shown),
        newer=positions[0] if positions and more_newer else "",
        older=positions[-1] if positions and more_older else "",
    )


def _feed(chosen: dict[str, str], suffix: str) -> str:
    """The address of the feed of the list: a published feed, or a search feed where two filters are set."""
    if not chosen:
        return reverse("feed", args=[f"all.{suffix}"])
    if chosen == feed_catalogue.DOCUMENTS.filters:
        return reverse("feed", args=[f"{feed_catalogue.DOCUMENTS.name}.{suffix}"])
    if len(chosen) == 1 and "kind" not in chosen:
        ((kind, slug),) = chosen.items()
        if SLUG.fullmatch(slug):
            return reverse("feed", args=[f"{kind}/{slug}.{suffix}"])
    return f"{reverse('search-feed', args=[suffix])}?{urlencode(chosen)}"
