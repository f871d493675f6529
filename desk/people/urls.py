"""The addresses of users and accounts, under ``/desk/``."""

from django.urls import path
from django.views.i18n import set_language

from desk.people import account, views

urlpatterns = [
    path("sign-in/", account.SignIn.as_view(), name="sign-in"),
    path("language/", set_language, name="set-language"),
    path("sign-out/", account.SignOut.as_view(), name="sign-out"),
    path("forgotten/", account.ForgottenPassword.as_view(), name="forgotten"),
    path("forgotten/sent/", account.forgotten_sent, name="forgotten-sent"),
    path("password/<uidb64>/<token>/", account.SetPassword.as_view(), name="set-password"),
    path("account/", account.account, name="account"),
    path("account/end/", account.end_own_sessions, name="end-own-sessions"),
    path("people/", views.people, name="people"),
    path("people/invite/", views.invite, name="invite"),
    path("people/<int:number>/link/", views.send_link, name="send-link"),
    path("people/<int:number>/role/", views.change_role, name="change-role"),
    path("people/<int:number>/active/", views.change_active, name="change-active"),
    path("people/<int:number>/end/", views.end_sessions, name="end-sessions"),
]
