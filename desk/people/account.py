"""Signing in and out, setting a password by a link, the user's own account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordChangeForm, PasswordResetForm, SetPasswordForm
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desk.access import current_user, needs
from desk.audit import note
from desk.models import AuditEntry
from desk.people import links, sessions
from desk.people.address import client_address
from desk.roles import Action

# Mails with links that one client address may request.
MAX_MAILS_AN_HOUR = 5


class SignIn(auth.LoginView):
    """Django's view; django-axes counts failed sign-ins."""

    template_name = "desk/people/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(can_request=links.can_request(), **kwargs)


class SignOut(auth.LogoutView):
    """Only by POST: the address of a picture must not sign anybody out."""

    next_page = "sign-in"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseNotAllowed:
        return HttpResponseNotAllowed(["POST"])


@method_decorator(never_cache, name="dispatch")
class SetPassword(auth.PasswordResetConfirmView):
    """The page of a one-time link; setting the password ends the user's sessions."""

    template_name = "desk/people/set_password.html"
    success_url = reverse_lazy("sign-in")

    def form_valid(self, form: SetPasswordForm[Any]) -> HttpResponse:
        response = super().form_valid(form)
        assert self.user is not None  # set by Django from the link
        sessions.end(self.user)
        note(self.user, "set-password", subject=self.user.username)
        messages.success(self.request, _("Đã đặt mật khẩu. Mời đăng nhập."))
        return response


class ForgottenPassword(auth.PasswordResetView):
    """Request a link by mail; the answer does not show whether the account exists."""

    template_name = "desk/people/forgotten.html"
    email_template_name = "desk/people/reset_mail.txt"
    subject_template_name = "desk/people/reset_subject.txt"
    success_url = reverse_lazy("forgotten-sent")

    def form_valid(self, form: PasswordResetForm) -> HttpResponse:
        requests = AuditEntry.objects.filter(action="forgotten", actor=client_address(self.request))
        if requests.filter(at__gt=timezone.now() - timedelta(hours=1)).count() >= MAX_MAILS_AN_HOUR:
            # The same answer, which shows nothing.
            return redirect(self.success_url)
        note(None, "forgotten", subject=form.cleaned_data["email"], actor=client_address(self.request))
        return super().form_valid(form)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not links.can_request():
            return redirect("sign-in")
        self.extra_email_context = {"root": links.site_root(request)}
        return super().dispatch(request, *args, **kwargs)


@require_safe
def forgotten_sent(request: HttpRequest) -> HttpResponse:
    """The answer to a request for a link."""
    return render(request, "desk/people/forgotten_sent.html")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.OWN_ACCOUNT)
def account(request: HttpRequest) -> HttpResponse:
    """The user's own password and sessions; a new password ends the other sessions."""
    user = current_user(request)
    form = PasswordChangeForm(user, request.POST or None)
    form.fields["old_password"].widget.attrs.pop("autofocus", None)
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, user)
        sessions.end(user, but=request.session.session_key)
        note(user, "change-password", subject=user.username)
        messages.success(request, _("Đã đổi mật khẩu; các phiên khác đã kết thúc."))
        return redirect("account")
    rows = [
        (row, sessions.handle(row), row.session_key == request.session.session_key)
        for row in sessions.sessions_of(user)
    ]
    status = 400 if request.method == "POST" else 200
    context = {"section": "account", "form": form, "sessions": rows}
    return render(request, "desk/people/account.html", context, status=status)


@require_POST
@needs(Action.OWN_ACCOUNT)
def end_own_sessions(request: HttpRequest) -> HttpResponse:
    """End one of the user's sessions, or all but this one."""
    user = current_user(request)
    number = request.POST.get("session", "")
    ended = sessions.end(user, number, but=None if number else request.session.session_key)
    note(user, "end-sessions", subject=user.username, after={"sessions": ended})
    messages.success(
        request, ngettext("Đã kết thúc %(n)s phiên.", "Đã kết thúc %(n)s phiên.", ended) % {"n": ended}
    )
    return redirect("account")
