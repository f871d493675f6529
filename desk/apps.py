"""The desk as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The app ``desk``."""

    name = "desk"
    verbose_name = "Tin Công Đoàn"

    def ready(self) -> None:
        """Connect the receivers of signals: signing in and out, acts of rules."""
        import_module("desk.people.signals")
        import_module("desk.audit")
