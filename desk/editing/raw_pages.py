"""The raw pages of an article: as source text, and in a sandbox that runs and loads nothing."""

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from archive.models import Article, RawPage
from archive.raw import page_of
from desk.access import needs
from desk.editing.queries import article_or_404
from desk.roles import Action
from extraction.decode import decode
from feeds.text import web_address

# Characters of a page's source that are shown.
MAX_CHARACTERS = 500_000
# The page is somebody else's: no scripts, no forms, no pictures of other hosts, no access to the desk's
# origin.
_SANDBOX_POLICY = {
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
def raw_page(request: HttpRequest, number: int, state: int) -> HttpResponse:
    """The raw page of one state of the article (``RawPage.number``): in a frame, and as source text."""
    article = article_or_404(number)
    page = _page_or_404(article, state)
    context = {
        "section": "queue",
        "article": article,
        "page": page,
        "address": web_address(page.url),
        "text": _text(page)[:MAX_CHARACTERS],
    }
    return render(request, "desk/editing/raw_page.html", context)


@xframe_options_sameorigin
@csp_replace(_SANDBOX_POLICY)  # type: ignore[arg-type]
@require_safe
@needs(Action.READ)
def raw_page_content(request: HttpRequest, number: int, state: int) -> HttpResponse:
    """The page itself, for the frame in ``raw_page``."""
    return HttpResponse(
        _text(_page_or_404(article_or_404(number), state)), content_type="text/html; charset=utf-8"
    )


def _page_or_404(article: Article, state: int) -> RawPage:
    page = RawPage.objects.filter(article=article, number=min(state, 2**31 - 1)).first()
    if page is None:
        raise Http404("no such raw page")
    return page


def _text(row: RawPage) -> str:
    try:
        page = page_of(row)
    except ValueError as error:
        raise Http404(str(error)) from error
    return decode(page.body, page.content_type)
