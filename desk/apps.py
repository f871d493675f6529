"""The desk as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = "Tin Công Đoàn"

    def ready(self) -> None:
        """Take up the signals of signing in and out, and of what rules do."""
        import_module("desk.people.signals")
        import_module("desk.rules.trail")
