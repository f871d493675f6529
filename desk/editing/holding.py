"""Holding an article while one edits it, so that others know; taking it over."""

from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from archive.models import Article
from desk.access import needs, person
from desk.audit import note
from desk.editing.one import article_or_404
from desk.models import Hold
from desk.roles import Action

# Whoever types nothing for so long has left.
LAPSES: Final = timedelta(minutes=15)


def stands(at: datetime, now: datetime) -> bool:
    """Whether a hold that was last renewed at ``at`` still counts. Pure."""
    return now - at < LAPSES


def holder(article: Article) -> Hold | None:
    """Who holds the article now."""
    found = Hold.objects.select_related("user").filter(article=article).first()
    return found if found and stands(found.at, timezone.now()) else None


def take(article: Article, user: User, *, over: bool = False) -> Hold | None:
    """Hold the article for ``user`` or go on holding it; None where somebody else does and is not to be
    taken over."""
    with transaction.atomic():
        # The article's row is the one thing that there always is to wait for.
        Article.objects.select_for_update(no_key=True).filter(pk=article.pk).values_list("pk").first()
        held = holder(article)
        if held is not None and held.user_id != user.pk:
            if not over:
                return None
            note(user, "take-over", article=article, before={"user": held.user.username})
        made, _created = Hold.objects.update_or_create(
            article=article, defaults={"user": user, "at": timezone.now()}
        )
        return made


def let_go(article: Article, user: User) -> None:
    """End one's own hold."""
    Hold.objects.filter(article=article, user=user).delete()


@require_POST
@needs(Action.CORRECT)
def hold(request: HttpRequest, number: int) -> HttpResponse:
    """Begin to edit; with ``over`` also where somebody else does."""
    article = article_or_404(number)
    made = take(article, person(request), over="over" in request.POST)
    return redirect("correct" if made else "desk-article", number=article.pk)


@require_POST
@needs(Action.CORRECT)
def release(request: HttpRequest, number: int) -> HttpResponse:
    """End editing without saving; the draft stays."""
    article = article_or_404(number)
    let_go(article, person(request))
    return redirect("desk-article", number=article.pk)
