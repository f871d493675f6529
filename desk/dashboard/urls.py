"""The addresses of the dashboard, under ``/desk/``."""

from django.urls import path

from desk.dashboard import overview, sources

urlpatterns = [
    path("overview/", overview.overview, name="overview"),
    path("overview/weeks.svg", overview.weeks_chart, name="weeks-chart"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<slug:slug>/", sources.source, name="source"),
    path("sources/<slug:slug>/runs.svg", sources.source_chart, name="source-chart"),
    path("sources/<slug:slug>/check/", sources.crawl_source_now, name="crawl-source-now"),
]
