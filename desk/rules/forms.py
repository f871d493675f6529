"""The form of a rule."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from archive import queries
from archive.models import ACTS, Rule
from archive.search import Search
from archive.search.plan import plan
from desk.access import role_of
from desk.labels import RULE_ACTS
from desk.roles import Action, may
from feeds import names
from vietnamese.text import sort_key


class RuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """A rule. Its ``value`` is the ``topic`` or the ``assignee``, depending on the act."""

    topic = forms.ChoiceField(label=_("Chủ đề"), required=False)
    assignee = forms.ChoiceField(label=_("Người nhận"), required=False)

    class Meta:
        model = Rule
        fields = ("name", "query", "source", "author", "act")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "name": _("Tên quy tắc"),
            "query": _("Có các từ"),
            "author": _("Tác giả"),
            "source": _("Nguồn"),
            "act": _("Hành động"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        sources = sorted(
            ((source.slug, source.name) for source in queries.sources().values()),
            key=lambda pair: sort_key(pair[1]),
        )
        topics = sorted(names.topics().items(), key=lambda pair: sort_key(pair[1]))
        self.fields["query"].widget = forms.TextInput()
        self.fields["query"].help_text = _("Viết như ô tìm kiếm: từ, “cụm từ”, -từ loại trừ, đầu từ*.")
        self.fields["author"].widget = forms.TextInput()
        self.fields["source"] = forms.ChoiceField(
            label=labels["source"], required=False, choices=[("", _("Mọi nguồn")), *sources]
        )
        self.fields["act"] = forms.ChoiceField(
            label=labels["act"], choices=[(act, RULE_ACTS[act]) for act in ACTS]
        )
        self.fields["topic"].choices = [("", "–"), *topics]  # type: ignore[attr-defined]
        self.fields["assignee"].choices = [("", "–"), *_editors()]  # type: ignore[attr-defined]
        if self.instance.pk and not self.is_bound:
            self.initial["topic" if self.instance.act == "tag" else "assignee"] = self.instance.value

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        query, source, author = (data.get(name, "") for name in ("query", "source", "author"))
        if not (query or source or author):
            self.add_error(None, _("Hãy nhập ít nhất một điều kiện: từ, nguồn hoặc tác giả."))
        elif plan(Search(q=query, author=author or None)) is None:
            self.add_error("query", _("Không có từ nào để tìm."))
        value = {"tag": data.get("topic"), "assign": data.get("assignee")}.get(data.get("act", ""), "")
        if data.get("act") == "tag" and not value:
            self.add_error("topic", _("Hãy chọn chủ đề."))
        if data.get("act") == "assign" and not value:
            self.add_error("assignee", _("Hãy chọn người nhận."))
        self.instance.value = value or ""
        return data


def _editors() -> list[tuple[str, str]]:
    """The users who may correct articles, as (username, name), by name."""
    users = User.objects.filter(is_active=True).prefetch_related("groups")
    editors = [user for user in users if may(role_of(user), Action.CORRECT)]
    pairs = ((user.username, user.get_full_name() or user.username) for user in editors)
    return sorted(pairs, key=lambda pair: sort_key(pair[1]))
