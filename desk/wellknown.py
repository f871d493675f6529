"""What programs ask every site for, unasked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

# Searches make pages without end; the desk is for those who sign in.
ROBOTS = "User-agent: *\nDisallow: /desk/\nDisallow: /feeds/search.\nDisallow: /*?\n"
DAY = 24 * 60 * 60


@require_safe
@cache_control(public=True, max_age=DAY)
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=DAY)
def icon(request: HttpRequest) -> HttpResponse:
    """Feed readers look for a site's icon here, whatever its pages say."""
    return redirect(static("desk/icon.svg"))
