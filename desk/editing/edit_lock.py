"""The edit lock: one editor at a time corrects an article; another one may take it over."""

from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from archive.models import Article
from desk.access import current_user, needs
from desk.audit import note
from desk.editing.queries import article_or_404
from desk.models import Hold
from desk.roles import Action

# A lock that was not renewed for so long has expired.
LIFETIME: Final = timedelta(minutes=15)


def is_valid(renewed_at: datetime, now: datetime) -> bool:
    """Whether a lock that was last renewed at ``renewed_at`` still holds. Pure; both are aware."""
    return now - renewed_at < LIFETIME


def current_lock(article: Article) -> Hold | None:
    """The valid lock on the article, with its user."""
    lock = Hold.objects.select_related("user").filter(article=article).first()
    return lock if lock and is_valid(lock.at, timezone.now()) else None


def acquire(article: Article, user: User, *, take_over: bool = False) -> Hold | None:
    """Lock the article for ``user`` or renew their lock.

    None where somebody else has the lock and ``take_over`` is False. Taking over is written into the audit
    trail. Raises django.db.Error.
    """
    with transaction.atomic():
        # A lock's row may not exist yet; the article's row does, so concurrent requests wait for it.
        Article.objects.select_for_update(no_key=True).filter(pk=article.pk).values_list("pk").first()
        lock = current_lock(article)
        if lock is not None and lock.user_id != user.pk:
            if not take_over:
                return None
            note(user, "take-over", article=article, before={"user": lock.user.username})
        own_lock, _created = Hold.objects.update_or_create(
            article=article, defaults={"user": user, "at": timezone.now()}
        )
        return own_lock


def release(article: Article, user: User) -> None:
    """End the user's own lock."""
    Hold.objects.filter(article=article, user=user).delete()


@require_POST
@needs(Action.CORRECT)
def start_editing(request: HttpRequest, number: int) -> HttpResponse:
    """Lock the article and open the form; with ``over`` take over somebody else's lock."""
    article = article_or_404(number)
    lock = acquire(article, current_user(request), take_over="over" in request.POST)
    return redirect("correct" if lock else "desk-article", number=article.pk)


@require_POST
@needs(Action.CORRECT)
def stop_editing(request: HttpRequest, number: int) -> HttpResponse:
    """Release the lock without saving; the draft stays."""
    article = article_or_404(number)
    release(article, current_user(request))
    return redirect("desk-article", number=article.pk)
