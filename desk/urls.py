"""The public addresses."""

from django.urls import path

from desk import feeds, health, pages

urlpatterns = [
    path("", pages.index, name="index"),
    path("articles/<int:number>/", pages.article, name="article"),
    path("feeds/<path:name>", feeds.feed, name="feed"),
    path("healthz", health.healthz, name="healthz"),
]
