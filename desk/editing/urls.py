"""The addresses of editing, under ``/desk/``."""

from django.urls import path

from desk.editing import actions, article, copies, correcting, holding, queue, trail

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("act/", actions.act, name="act"),
    path("undo/", actions.undo, name="undo"),
    path("articles/<int:number>/", article.article, name="desk-article"),
    path("articles/<int:number>/copy/<int:state>/", copies.copy, name="stored-copy"),
    path("articles/<int:number>/copy/<int:state>/page/", copies.copied_page, name="stored-page"),
    path("articles/<int:number>/views.svg", article.views_chart, name="views-chart"),
    path("articles/<int:number>/correct/", correcting.correct, name="correct"),
    path("articles/<int:number>/withdraw/", correcting.withdraw, name="withdraw"),
    path("articles/<int:number>/draft/", correcting.draft, name="draft"),
    path("articles/<int:number>/hold/", holding.hold, name="hold"),
    path("articles/<int:number>/release/", holding.release, name="release"),
    path("audit/", trail.audit, name="audit"),
    path("audit.csv", trail.export, name="audit-csv"),
]
