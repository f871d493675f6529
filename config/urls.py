"""All URLs of the site; each app has its own list."""

from django.urls import include, path

urlpatterns = [path("", include("desk.urls"))]

handler404 = "desk.pages.not_found"
handler500 = "desk.pages.failed"
