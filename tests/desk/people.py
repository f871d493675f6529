"""People of the desk for the tests, signed in."""

from django.contrib.auth.models import User
from django.test import Client

from desk.access import set_role
from desk.roles import Role


def signed_in(role: Role, name: str = "") -> tuple[Client, User]:
    """A browser in which somebody of this role is signed in, and who."""
    user = User.objects.create_user(name or f"mot-{role.value}", password=None)
    set_role(user, role)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client, user
