"""The addresses of the rules, under ``/desk/``."""

from django.urls import path

from desk.rules import views

urlpatterns = [
    path("rules/", views.rule_list, name="rules"),
    path("rules/new/", views.edit, name="new-rule"),
    path("rules/<int:number>/", views.edit, name="rule"),
    path("rules/<int:number>/apply/", views.apply, name="apply-rule"),
    path("rules/<int:number>/switch/", views.switch, name="switch-rule"),
    path("rules/<int:number>/remove/", views.remove, name="remove-rule"),
]
