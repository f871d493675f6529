"""The addresses of the public pages, the feeds and the desk."""

from django.urls import include, path, re_path

from desk import coverage, feed_pages, feeds, health, pages, search_feed

urlpatterns = [
    path("", pages.index, name="index"),
    path("articles/<int:number>/", pages.article, name="article"),
    path("coverage/", coverage.coverage_page, name="coverage"),
    path("feeds/", feed_pages.feed_list, name="feeds"),
    re_path(r"^feeds/search\.(?P<suffix>rss|atom|json)$", search_feed.search, name="search-feed"),
    path("feeds/<path:name>", feeds.feed, name="feed"),
    re_path(r"^(?:feed/?|rss/?|(?:rss|feed|index)\.xml)$", feeds.main_feed),
    re_path(r"^(?:atom/?|atom\.xml)$", feeds.main_feed, {"suffix": "atom"}),
    path("feed.json", feeds.main_feed, {"suffix": "json"}),
    path("desk/", include("desk.people.urls")),
    path("desk/", include("desk.editing.urls")),
    path("desk/", include("desk.dashboard.urls")),
    path("desk/", include("desk.rules.urls")),
    path("robots.txt", pages.robots),
    path("favicon.ico", pages.icon),
    path("healthz", health.healthz, name="healthz"),
    path("metrics", health.metrics, name="metrics"),
]
