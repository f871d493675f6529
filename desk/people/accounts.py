"""Accounts made from the command line: the first administrator, and the demo's reader."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import override

from desk.access import give, role_of
from desk.audit import note
from desk.roles import Role
from vietnamese.text import sort_key

COMMAND = "tincongdoan user add"
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # without what is read as something else


class AccountError(ValueError):
    """An account that cannot be; the message is one sentence in English for whoever typed the command."""


@dataclass(frozen=True, slots=True)
class Account:
    """``last_login`` is ISO 8601 with its zone, empty where somebody never signed in."""

    username: str
    role: str
    name: str
    email: str
    active: bool
    last_login: str


def add(username: str, role: Role, password: str, *, name: str = "", email: str = "") -> User:
    """A new person of the desk. Raises AccountError, django.db.Error; then nothing is written."""
    username = User.normalize_username(username.strip())
    user = User(username=username, first_name=name.strip(), email=User.objects.normalize_email(email.strip()))
    with override("en"):
        try:
            user.full_clean(exclude=["password"])
            validate_password(password, user)
        except ValidationError as error:
            raise AccountError(_sentence(error)) from error
    if User.objects.filter(username__iexact=username).exists():
        raise AccountError(f"there is a user {username} already; choose another name")
    user.set_password(password)
    with transaction.atomic():
        user.save()
        give(user, role)
        note(None, "add-user", subject=username, after={"role": role.value}, actor=COMMAND)
    return user


def made_up_password() -> str:
    """A password for a person to copy: five groups of four, a hundred bits."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(5))


def listed() -> Sequence[Account]:
    """Everybody, by name."""
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
