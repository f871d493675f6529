"""People as the administrator sees them: who there is, inviting, roles, links, ending sessions."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from desk.access import give, needs, person, role_of
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
    """Everybody, by name, with role and where they are signed in."""
    return _page(request, InviteForm())


@require_POST
@needs(Action.PEOPLE)
def invite(request: HttpRequest) -> HttpResponse:
    """Add somebody and give them a one-time link: by mail, else it is shown once, here."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    with transaction.atomic():
        user, role = form.save()
        give(user, role)
        note(person(request), "invite", subject=user.username, after={"role": role.value})
    return _with_link(request, user)


@require_POST
@needs(Action.PEOPLE)
def send_link(request: HttpRequest, number: int) -> HttpResponse:
    """A new one-time link for somebody who lost their password."""
    user = _one(number)
    note(person(request), "reset-link", subject=user.username)
    return _with_link(request, user)


@require_POST
@needs(Action.PEOPLE)
def change_role(request: HttpRequest, number: int) -> HttpResponse:
    """Another role for somebody; the last administrator stays one."""
    form = RoleForm(request.POST)
    with transaction.atomic():
        user = _one(number)
        if not form.is_valid():
            return _page(request, InviteForm(), status=400)
        before, role = role_of(user), Role(form.cleaned_data["role"])
        if role is not Role.ADMINISTRATOR and _last_administrator(user):
            messages.error(request, _("Phải còn ít nhất một người quản trị."))
        elif role is not before:
            give(user, role)
            note(
                person(request),
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
    """Close an account and end its sessions, or open it again; what somebody did stays in the trail."""
    with transaction.atomic():
        user = _one(number)
        if user.is_active and _last_administrator(user):
            messages.error(request, _("Phải còn ít nhất một người quản trị."))
        else:
            user.is_active = not user.is_active
            user.save(update_fields=["is_active"])
            sessions.end(user)
            note(
                person(request), "open-account" if user.is_active else "close-account", subject=user.username
            )
    return redirect("people")


@require_POST
@needs(Action.PEOPLE)
def end_sessions(request: HttpRequest, number: int) -> HttpResponse:
    """Sign somebody out everywhere."""
    user = _one(number)
    ended = sessions.end(user)
    note(person(request), "end-sessions", subject=user.username, after={"sessions": ended})
    sentence = ngettext(
        "Đã kết thúc %(n)s phiên của %(name)s.", "Đã kết thúc %(n)s phiên của %(name)s.", ended
    )
    messages.success(request, sentence % {"n": ended, "name": user.username})
    return redirect("people")


def _one(number: int) -> User:
    return get_object_or_404(User, pk=min(number, LARGEST_ID))


def _last_administrator(user: User) -> bool:
    if role_of(user) is not Role.ADMINISTRATOR or not user.is_active:
        return False
    others = User.objects.filter(is_active=True).exclude(pk=user.pk).prefetch_related("groups")
    return not any(role_of(other) is Role.ADMINISTRATOR for other in others)


def _with_link(request: HttpRequest, user: User) -> HttpResponse:
    address = links.link(user, links.root_of(request))
    mailed = links.mail(user, address)
    context = {"section": "people", "whom": user, "link": "" if mailed else address}
    return render(request, "desk/people/link.html", context)


def _page(request: HttpRequest, form: InviteForm, status: int = 200) -> HttpResponse:
    users = sorted(User.objects.prefetch_related("groups"), key=lambda user: sort_key(user.username))
    context = {
        "section": "people",
        "people": [(user, role_of(user), sessions.of(user)) for user in users],
        "roles": ROLES.items(),
        "form": form,
        "mails": links.can_mail(),
    }
    return render(request, "desk/people/people.html", context, status=status)
