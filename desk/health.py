"""``/healthz`` and ``/metrics`` for monitoring systems."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from archive.migrate import pending
from monitoring.health import health
from monitoring.metrics import exposition


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 with ``{"status": "ok", "last_run": {…}, "broken": […]}``.

    503 where the database is out of reach or not migrated, or the last night did not run. ``broken`` lists
    open findings of sources; they do not make this process unhealthy.
    """
    try:
        if pending():
            return JsonResponse({"status": "not migrated"}, status=503)
        current = health(at=datetime.now(UTC), night=settings.TCD.night)
    except Error:
        return JsonResponse({"status": "database out of reach"}, status=503)
    status = "the last night never ran" if current.late else "ok"
    record = {"status": status, "last_run": current.last_run, "broken": current.broken}
    return JsonResponse(
        record, status=503 if current.late else 200, json_dumps_params={"ensure_ascii": False}
    )


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The metrics in Prometheus's format; 503 where the database is out of reach."""
    try:
        return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)
    except Error:
        return HttpResponse("database out of reach\n", status=503, content_type="text/plain; charset=utf-8")
