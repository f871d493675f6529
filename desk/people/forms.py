"""The forms for inviting a user and changing a role."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from desk.labels import ROLES
from desk.roles import Role


class InviteForm(forms.Form):
    """The form for inviting a user."""

    username = forms.CharField(
        label=_("Tên đăng nhập"), max_length=150, validators=[UnicodeUsernameValidator()]
    )
    name = forms.CharField(label=_("Họ và tên"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    role = forms.ChoiceField(label=_("Vai trò"), choices=[(role.value, ROLES[role]) for role in Role])

    def clean_username(self) -> str:
        username = User.normalize_username(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("Tên đăng nhập này đã tồn tại."))
        return str(username)

    def save(self) -> tuple[User, Role]:
        """Add the user, without a password. Returns the user and the role to set. Raises django.db.Error."""
        data: dict[str, Any] = self.cleaned_data
        user = User.objects.create_user(data["username"], data["email"] or "", password=None)
        user.first_name = data["name"]
        user.save()
        return user, Role(data["role"])


class RoleForm(forms.Form):
    """The form for changing a user's role."""

    role = forms.ChoiceField(choices=[(role.value, ROLES[role]) for role in Role])
