"""Who may do what: each cell of the table of role × action, at every address of the desk."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from archive.models import Article
from desk.roles import TABLE, Action, Role, may
from tests.archive.search.articles import put
from tests.desk.people import signed_in

pytestmark = pytest.mark.django_db

# What the brief of each role is, said a second time: the table must not drift by an edit in one place.
EXPECTED = {
    Action.READ: "reader editor chief-editor administrator",
    Action.OWN_ACCOUNT: "reader editor chief-editor administrator",
    Action.CORRECT: "editor chief-editor administrator",
    Action.APPROVE: "editor chief-editor administrator",
    Action.HIDE: "editor chief-editor administrator",
    Action.UNDO: "editor chief-editor administrator",
    Action.CHECK_SOURCE: "editor chief-editor administrator",
    Action.UNDO_OTHERS: "chief-editor administrator",
    Action.RETRACT: "chief-editor administrator",
    Action.RULES: "chief-editor administrator",
    Action.AUDIT: "chief-editor administrator",
    Action.PEOPLE: "administrator",
}
# Pages of the desk that nobody need be signed in for.
OPEN = {"sign-in", "sign-out", "set-language", "forgotten", "forgotten-sent", "set-password"}


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """The name and pattern of every address under /desk/."""

    def walk(resolver: URLResolver, before: str) -> Iterator[tuple[str, URLPattern]]:
        for entry in resolver.url_patterns:
            route = before + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry, route)
            elif route.startswith("desk/"):
                yield str(entry.name), entry

    yield from walk(get_resolver(), "")


# What is done to a person must not be done to who is doing it.
NOBODY = 999_999
GATED = [(name, pattern) for name, pattern in addresses() if name not in OPEN]


@pytest.fixture
def article() -> Article:
    return put("1")


def filled(name: str, pattern: URLPattern, article: Article) -> str:
    number = NOBODY if str(pattern.pattern).startswith("people/") else article.pk
    values: dict[str, Any] = {"number": number, "state": 0, "slug": article.source}
    return reverse(name, kwargs={key: values[key] for key in pattern.pattern.converters})


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("action", list(Action))
def test_each_cell_of_the_table_is_as_it_is_meant(role: Role, action: Action) -> None:
    assert set(EXPECTED) == set(Action)
    assert set(TABLE) == set(Role)
    assert may(role, action) == (role.value in EXPECTED[action].split())
    assert not may(None, action)


def test_every_address_of_the_desk_says_what_it_needs() -> None:
    for name, pattern in GATED:
        assert isinstance(getattr(pattern.callback, "needs", None), Action), name


@pytest.mark.parametrize("role", list(Role))
def test_a_role_gets_through_exactly_where_the_table_lets_it(role: Role, article: Article) -> None:
    client, _ = signed_in(role)
    for name, pattern in GATED:
        address = filled(name, pattern, article)
        needed: Action = pattern.callback.needs  # type: ignore[attr-defined]
        for method in (client.get, client.post):
            status = method(address).status_code
            assert (status == 403) == (not may(role, needed)) or status == 405, (address, status)


def test_who_is_not_signed_in_is_led_there_and_nothing_is_done(client: Client, article: Article) -> None:
    for name, pattern in GATED:
        for method in (client.get, client.post):
            response = method(filled(name, pattern, article))
            if response.status_code != 405:
                assert response.status_code == 302, name
                assert response["Location"].startswith("/desk/sign-in/?next=/desk/")


def test_no_address_takes_a_post_without_its_token(article: Article) -> None:
    _, user = signed_in(Role.ADMINISTRATOR)
    client = Client(enforce_csrf_checks=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for name, pattern in addresses():
        by_link = pattern.pattern.converters.keys() & {"uidb64", "token"}
        address = reverse(name, args=["MQ", "set-password"]) if by_link else filled(name, pattern, article)
        response = client.post(address, {"pick": f"{article.pk}.0", "act": "hide"})
        assert response.status_code in (403, 405), name
    article.refresh_from_db()
    assert article.state == "new"
    assert client.get("/desk/").status_code == 200


def test_somebody_without_a_role_may_do_nothing(client: Client) -> None:
    client.force_login(User.objects.create_user("khach"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/desk/").status_code == 403


def test_a_closed_account_is_out_at_once() -> None:
    client, user = signed_in(Role.EDITOR)
    assert client.get("/desk/").status_code == 200
    user.is_active = False
    user.save()
    assert client.get("/desk/").status_code == 302


def test_a_page_shows_only_what_its_visitor_may_do(article: Article) -> None:
    reader, _ = signed_in(Role.READER)
    page = reader.get(f"/desk/articles/{article.pk}/").content.decode()
    assert "/desk/act/" not in page
    assert "/desk/people/" not in page
    editor, _ = signed_in(Role.EDITOR)
    page = editor.get(f"/desk/articles/{article.pk}/").content.decode()
    assert 'value="approve"' in page
    assert 'value="retract"' not in page
