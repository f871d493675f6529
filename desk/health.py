"""Whether this process can do its work, for whoever watches it."""

from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive.migrate import pending
from archive.models import Run


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 and ``{"status": "ok", …}``, or 503 with what is wrong; nothing that only an operator may know."""
    try:
        if pending():
            return JsonResponse({"status": "not migrated"}, status=503)
        newest = Run.objects.order_by("-started_at").first()
    except Error:
        return JsonResponse({"status": "database out of reach"}, status=503)
    last_run = {
        "started_at": newest.started_at.isoformat() if newest else None,
        "finished_at": newest.finished_at.isoformat() if newest and newest.finished_at else None,
    }
    return JsonResponse({"status": "ok", "last_run": last_run})
