"""The gate before every page of the desk: who is not signed in signs in, who may not is told so."""

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
    """The role of somebody signed in: that of their group, the highest of several; asked once a request."""
    if not isinstance(user, User) or not user.is_active:
        return None
    if user.is_superuser:
        return Role.ADMINISTRATOR
    known = getattr(user, "_desk_role", False)
    if known is False:
        names = set(user.groups.values_list("name", flat=True))
        held = [role for role in Role if role.value in names]
        known = held[-1] if held else None
        user._desk_role = known  # type: ignore[attr-defined]
    return known  # type: ignore[return-value]


def give(user: User, role: Role) -> None:
    """Give somebody this role in place of the one they had."""
    group, _ = Group.objects.get_or_create(name=role.value)
    others = Group.objects.filter(name__in=[each.value for each in Role]).exclude(pk=group.pk)
    user.groups.remove(*others)
    user.groups.add(group)
    user.__dict__.pop("_desk_role", None)


def allowed(request: HttpRequest, action: Action) -> bool:
    return may(role_of(request.user), action)


def needs(action: Action) -> Callable[[View[P]], View[P]]:
    """A view for those who may do ``action``: others sign in first, or get 403. Never cached by anybody.

    The view says by its attribute ``needs`` what it needs, so that tests find a view without a gate.
    """

    def gated(view: View[P]) -> View[P]:
        @never_cache
        @wraps(view)
        def asked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                # What was to be done cannot be done after the detour; where it was to be done can be seen.
                back = request.get_full_path() if request.method == "GET" else "/desk/"
                return redirect_to_login(back)
            if not allowed(request, action):
                return refused(request)
            return view(request, *args, **kwargs)

        asked.needs = action  # type: ignore[attr-defined]
        return cast("View[P]", asked)

    return gated


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for what somebody may not do."""
    return render(request, "desk/403.html", status=403)


def person(request: HttpRequest) -> User:
    """Who is signed in, behind a gate."""
    user = request.user
    assert isinstance(user, User)
    return user


def for_templates(request: HttpRequest) -> dict[str, Any]:
    """``desk_role`` and ``may`` (action → bool), so that pages show only what can be done.

    Touches the session only on the desk's own pages: the public ones stay the same for everybody.
    """
    if not request.path.startswith("/desk/") or not hasattr(request, "user"):
        return {}
    role = role_of(request.user)
    return {
        "desk_role": role,
        "may": {action.name.lower(): may(role, action) for action in Action},
    }
