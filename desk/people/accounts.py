"""Accounts from the command line: the first administrator, the demo's reader, the list of users."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import override

from desk.access import role_of, set_role
from desk.audit import note
from desk.roles import Role
from vietnamese.text import sort_key

COMMAND = "tincongdoan user add"
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # without characters that are easily confused


class AccountError(ValueError):
    """An invalid account; the message is one English sentence for the command line."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user; ``last_login`` is ISO 8601 with the zone, "" for a user who never signed in."""

    username: str
    role: str
    name: str
    email: str
    active: bool
    last_login: str


def add(username: str, role: Role, password: str, *, name: str = "", email: str = "") -> User:
    """Add a user. Raises AccountError, django.db.Error; then nothing is written."""
    username = User.normalize_username(username.strip())
    user = User(username=username, first_name=name.strip(), email=User.objects.normalize_email(email.strip()))
    with override("en"):
        try:
            user.full_clean(exclude=["password"])
            validate_password(password, user)
        except ValidationError as error:
            raise AccountError(_sentence(error)) from error
    if User.objects.filter(username__iexact=username).exists():
        raise AccountError(f"the user {username} exists already; choose another name")
    user.set_password(password)
    with transaction.atomic():
        user.save()
        set_role(user, role)
        note(None, "add-user", subject=username, after={"role": role.value}, actor=COMMAND)
    return user


def random_password() -> str:
    """A random password to copy: five groups of four characters, 100 bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(5))


def list_accounts() -> Sequence[Account]:
    """All users, by name. Raises django.db.Error."""
    users = sorted(User.objects.prefetch_related("groups"), key=lambda user: sort_key(user.username))
    return [
        Account(
            username=user.username,
            role=role.value if (role := role_of(user)) else "",
            name=user.first_name,
            email=user.email,
            active=user.is_active,
            last_login=localtime(user.last_login).isoformat(timespec="minutes") if user.last_login else "",
        )
        for user in users
    ]


def _sentence(error: ValidationError) -> str:
    if hasattr(error, "message_dict"):
        field, texts = next(iter(error.message_dict.items()))
        return f"{field}: {texts[0]}"
    return str(error.messages[0])
