"""Users for the administrator: list, invitations, roles, links, closing accounts, ending sessions."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from desk.access import current_user, needs, role_of, set_role
from desk.audit import note
from desk.labels import ROLES
from desk.paging import LARGEST_ID
from desk.people import links, sessions
from desk.people.forms import InviteForm, RoleForm
from desk.roles import Action, Role
from vietnamese.text import sort_key


@require_safe
@needs(Action.PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """All users by name, with their roles and sessions."""
    return _page(request, InviteForm())


@require_POST
@needs(Action.PEOPLE)
def invite(request: HttpRequest) -> HttpResponse:
    """Add a user and create their one-time link, which is mailed or else shown once on the page."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    with transaction.atomic():
        user, role = form.save()
        set_role(user, role)
        note(current_user(request), "invite", subject=user.username, after={"role": role.value})
    return _with_link(request, user)


@require_POST
@needs(Action.PEOPLE)
def send_link(request: HttpRequest, number: int) -> HttpResponse:
    """Create a new one-time link for a user."""
    user = _user_or_404(number)
    note(current_user(request), "reset-link", subject=user.username)
    return _with_link(request, user)


@require_POST
@needs(Action.PEOPLE)
def change_role(request: HttpRequest, number: int) -> HttpResponse:
    """Change a user's role; the last administrator keeps theirs."""
    form = RoleForm(request.POST)
    with transaction.atomic():
        user = _user_or_404(number)
        if not form.is_valid():
            return _page(request, InviteForm(), status=400)
        before, role = role_of(user), Role(form.cleaned_data["role"])
        if role is not Role.ADMINISTRATOR and _last_administrator(user):
            messages.error(request, _("Phải còn ít nhất một người quản trị."))
        elif role is not before:
            set_role(user, role)
            note(
                current_user(request),
                "role",
                subject=user.username,
                before={"role": before and before.value},
                after={"role": role.value},
            )
            messages.success(
                request, _("%(name)s nay là %(role)s.") % {"name": user.username, "role": ROLES[role]}
            )
    return redirect("people")


@require_POST
@needs(Action.PEOPLE)
def change_active(request: HttpRequest, number: int) -> HttpResponse:
    """Close an account and end its sessions, or reopen it; its audit entries stay."""
    with transaction.atomic():
        user = _user_or_404(number)
        if user.is_active and _last_administrator(user):
            messages.error(request, _("Phải còn ít nhất một người quản trị."))
        else:
            user.is_active = not user.is_active
            user.save(update_fields=["is_active"])
            sessions.end(user)
            note(
                current_user(request),
                "open-account" if user.is_active else "close-account",
                subject=user.username,
            )
    return redirect("people")


@require_POST
@needs(Action.PEOPLE)
def end_sessions(request: HttpRequest, number: int) -> HttpResponse:
    """End all sessions of a user."""
    user = _user_or_404(number)
    ended = sessions.end(user)
    note(current_user(request), "end-sessions", subject=user.username, after={"sessions": ended})
    sentence = ngettext(
        "Đã kết thúc %(n)s phiên của %(name)s.", "Đã kết thúc %(n)s phiên của %(name)s.", ended
    )
    messages.success(request, sentence % {"n": ended, "name": user.username})
    return redirect("people")


def _user_or_404(number: int) -> User:
    return get_object_or_404(User, pk=min(number, LARGEST_ID))


def _last_administrator(user: User) -> bool:
    if role_of(user) is not Role.ADMINISTRATOR or not user.is_active:
        return False
    others = User.objects.filter(is_active=True).exclude(pk=user.pk).prefetch_related("groups")
    return not any(role_of(other) is Role.ADMINISTRATOR for other in others)


def _with_link(request: HttpRequest, user: User) -> HttpResponse:
    address = links.password_link(user, links.site_root(request))
    mailed = links.mail_link(user, address)
    context = {"section": "people", "invited": user, "link": "" if mailed else address}
    return render(request, "desk/people/link.html", context)


def _page(request: HttpRequest, form: InviteForm, status: int = 200) -> HttpResponse:
    users = sorted(User.objects.prefetch_related("groups"), key=lambda user: sort_key(user.username))
    context = {
        "section": "people",
        "people": [(user, role_of(user), sessions.sessions_of(user)) for user in users],
        "roles": ROLES.items(),
        "form": form,
        "mails": links.can_mail(),
    }
    return render(request, "desk/people/people.html", context, status=status)
