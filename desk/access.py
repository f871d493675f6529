"""Permission checks of the desk's views, and the roles of users."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Group, User
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from desk.roles import Action, Role, may

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def role_of(user: AbstractBaseUser | AnonymousUser) -> Role | None:
    """The role of a user who signed in: the highest of their groups. One query a request."""
    if not isinstance(user, User) or not user.is_active:
        return None
    if user.is_superuser:
        return Role.ADMINISTRATOR
    cached: Role | bool | None = getattr(user, "_desk_role", False)
    if isinstance(cached, bool):
        names = set(user.groups.values_list("name", flat=True))
        roles = [role for role in Role if role.value in names]
        cached = roles[-1] if roles else None
        user._desk_role = cached  # type: ignore[attr-defined]
    return cached


def set_role(user: User, role: Role) -> None:
    """Give a user this role in place of their present one. Raises django.db.Error."""
    group, _ = Group.objects.get_or_create(name=role.value)
    others = Group.objects.filter(name__in=[other.value for other in Role]).exclude(pk=group.pk)
    user.groups.remove(*others)
    user.groups.add(group)
    user.__dict__.pop("_desk_role", None)


def allowed(request: HttpRequest, action: Action) -> bool:
    """Whether the user of this request may do ``action``."""
    return may(role_of(request.user), action)


def needs(action: Action) -> Callable[[View[P]], View[P]]:
    """A decorator: the view is for users who may do ``action``, others are asked to sign in or get 403.

    Its answers are never cached. The view's attribute ``needs`` is the action, so that a test can find views
    without a check.
    """

    def checked(view: View[P]) -> View[P]:
        @never_cache
        @wraps(view)
        def check(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                # A POST cannot be repeated after signing in: back to the queue.
                back = request.get_full_path() if request.method == "GET" else "/desk/"
                return redirect_to_login(back)
            if not allowed(request, action):
                return forbidden(request)
            return view(request, *args, **kwargs)

        check.needs = action  # type: ignore[attr-defined]
        return cast("View[P]", check)

    return checked


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for an action without permission (403)."""
    return render(request, "desk/403.html", status=403)


def current_user(request: HttpRequest) -> User:
    """The user who signed in; only for views with ``needs``."""
    user = request.user
    assert isinstance(user, User)
    return user


def template_context(request: HttpRequest) -> dict[str, Any]:
    """For every template of the desk: ``desk_role``, and ``may`` with a bool for each action.

    Empty on public pages, which must not touch the session: they are the same for everybody.
    """
    if not request.path.startswith("/desk/") or not hasattr(request, "user"):
        return {}
    role = role_of(request.user)
    return {
        "desk_role": role,
        "may": {action.name.lower(): may(role, action) for action in Action},
    }
