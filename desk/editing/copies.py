"""The stored copy of an article's page: as text, and shut in, where nothing runs and nothing is loaded."""

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from archive.models import Article, RawPage
from archive.raw import page_of
from desk.access import needs
from desk.editing.one import article_or_404
from desk.roles import Action
from extraction.decode import decode
from feeds.text import web_address

# Characters of a page's text that are shown.
LONGEST = 500_000
# A page of anybody's in a frame of ours: no script, no form, no picture of another host, no origin of ours.
_SHUT_IN = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "script-src": None,
    "connect-src": None,
    "frame-src": None,
    "form-action": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'self'"],
    "sandbox": True,
}


@require_safe
@needs(Action.READ)
def copy(request: HttpRequest, number: int, state: int) -> HttpResponse:
    """The copy that was kept of one state: the shut-in page and its source text."""
    article = article_or_404(number)
    kept = _kept(article, state)
    context = {
        "section": "queue",
        "article": article,
        "kept": kept,
        "address": web_address(kept.url),
        "text": _text(kept)[:LONGEST],
        "longest": LONGEST,
    }
    return render(request, "desk/editing/copy.html", context)


@xframe_options_sameorigin
@csp_replace(_SHUT_IN)  # type: ignore[arg-type]
@require_safe
@needs(Action.READ)
def copied_page(request: HttpRequest, number: int, state: int) -> HttpResponse:
    """The page itself, for the frame in ``copy``."""
    return HttpResponse(_text(_kept(article_or_404(number), state)), content_type="text/html; charset=utf-8")


def _kept(article: Article, state: int) -> RawPage:
    found = RawPage.objects.filter(article=article, number=min(state, 2**31 - 1)).first()
    if found is None:
        raise Http404("no such copy")
    return found


def _text(kept: RawPage) -> str:
    try:
        page = page_of(kept)
    except ValueError as error:
        raise Http404(str(error)) from error
    return decode(page.body, page.content_type)
