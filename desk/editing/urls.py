"""The addresses of editing, under ``/desk/``."""

from django.urls import path

from desk.editing import action_views, article, audit_trail, correcting, edit_lock, queue, raw_pages

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("act/", action_views.act, name="act"),
    path("undo/", action_views.undo, name="undo"),
    path("articles/<int:number>/", article.article, name="desk-article"),
    path("articles/<int:number>/copy/<int:state>/", raw_pages.raw_page, name="raw-page"),
    path("articles/<int:number>/copy/<int:state>/page/", raw_pages.raw_page_content, name="raw-page-content"),
    path("articles/<int:number>/views.svg", article.views_chart, name="views-chart"),
    path("articles/<int:number>/correct/", correcting.correct, name="correct"),
    path("articles/<int:number>/withdraw/", correcting.withdraw, name="withdraw"),
    path("articles/<int:number>/draft/", correcting.draft, name="draft"),
    path("articles/<int:number>/hold/", edit_lock.start_editing, name="start-editing"),
    path("articles/<int:number>/release/", edit_lock.stop_editing, name="stop-editing"),
    path("audit/", audit_trail.audit_trail, name="audit"),
    path("audit.csv", audit_trail.export, name="audit-csv"),
]
