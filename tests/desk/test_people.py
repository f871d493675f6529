"""People: invited by a link that works once, slowed down when they guess, signed out where they want."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client, RequestFactory
from django.utils import timezone

from config.security import security_settings
from desk.access import role_of, set_role
from desk.models import AuditEntry, DeskSession
from desk.people import accounts, sessions
from desk.people.address import client_address
from desk.roles import Role
from tests.desk.people import signed_in

pytestmark = pytest.mark.django_db

PASSWORD = "mot-mat-khau-dai-7"


def person(name: str = "lan", role: Role = Role.EDITOR, **fields: Any) -> User:
    user = User.objects.create_user(name, password=PASSWORD, **fields)
    set_role(user, role)
    return user


def sign_in(client: Client, name: str = "lan", password: str = PASSWORD, **headers: str) -> int:
    data = {"username": name, "password": password}
    return client.post("/desk/sign-in/", data, headers=headers).status_code


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("action", flat=True))


def test_an_invited_person_sets_a_password_by_a_link_that_works_once() -> None:
    chief, _ = signed_in(Role.ADMINISTRATOR, "chi-huy")
    page = chief.post("/desk/people/invite/", {"username": "hoa", "role": "editor"}).content.decode()
    link = re.search(r"http://testserver(/desk/password/[^<]+)", page)
    assert link
    assert link[1] not in chief.get("/desk/people/").content.decode()
    guest = Client()
    form = guest.get(link[1], follow=True)
    address = form.request["PATH_INFO"]
    refused = guest.post(address, {"new_password1": "123", "new_password2": "123"})
    assert refused.status_code == 200
    done = guest.post(address, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert done["Location"] == "/desk/sign-in/"
    assert sign_in(guest, "hoa") == 302
    assert guest.get("/desk/").status_code == 200
    again = Client().get(link[1], follow=True).content.decode()
    assert "đã được dùng" in again
    assert role_of(User.objects.get(username="hoa")) is Role.EDITOR


def test_a_link_dies_after_three_days() -> None:
    chief, _ = signed_in(Role.ADMINISTRATOR)
    page = chief.post("/desk/people/invite/", {"username": "hoa", "role": "editor"}).content.decode()
    link = re.search(r"http://testserver(/desk/password/[^<]+)", page)
    assert link
    with time_machine.travel(timezone.now() + timedelta(days=3, hours=8)):
        assert "hết hạn" in Client().get(link[1], follow=True).content.decode()


def test_with_a_mail_server_the_link_goes_by_mail_and_is_not_shown(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    chief, _ = signed_in(Role.ADMINISTRATOR)
    data = {"username": "hoa", "role": "editor", "email": "hoa@congdoan.example.vn"}
    page = chief.post("/desk/people/invite/", data).content.decode()
    assert "/desk/password/" not in page
    (sent,) = mail.outbox
    assert sent.to == ["hoa@congdoan.example.vn"]
    assert "/desk/password/" in sent.body


@pytest.fixture
def mailing(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.TCD = replace(settings.TCD, base_url="https://tin.example.vn")


@pytest.mark.usefixtures("mailing")
def test_who_forgot_a_password_gets_a_link_and_nobody_learns_who_is_here() -> None:
    person(email="lan@congdoan.example.vn")
    answers = []
    for address in ("lan@congdoan.example.vn", "khong-co@congdoan.example.vn"):
        response = Client().post("/desk/forgotten/", {"email": address}, follow=True)
        answers.append(re.sub(r'value="[^"]{60,}"', "", response.content.decode()))
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [["lan@congdoan.example.vn"]]
    assert "https://tin.example.vn/desk/password/" in mail.outbox[0].body


@pytest.mark.usefixtures("mailing")
def test_nobody_fills_a_mailbox_with_links() -> None:
    person(email="lan@congdoan.example.vn")
    for _ in range(8):
        answer = Client().post("/desk/forgotten/", {"email": "lan@congdoan.example.vn"})
        assert answer["Location"] == "/desk/forgotten/sent/"
    assert len(mail.outbox) == 5


def test_a_link_is_never_mailed_where_only_the_asker_says_where_we_are(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    person(email="lan@congdoan.example.vn")
    answer = Client().post("/desk/forgotten/", {"email": "lan@congdoan.example.vn"})
    assert answer["Location"] == "/desk/sign-in/"
    assert mail.outbox == []


def test_without_a_mail_server_nobody_is_promised_a_mail(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert Client().get("/desk/forgotten/")["Location"] == "/desk/sign-in/"


def test_five_wrong_passwords_close_the_door_for_a_quarter_of_an_hour_and_only_there() -> None:
    person()
    person("minh")
    client = Client(REMOTE_ADDR="203.0.113.7")
    for _ in range(4):
        assert sign_in(client, password="sai") == 200
    assert sign_in(client, password="sai") == 429
    assert sign_in(client) == 429
    assert sign_in(client, "minh") == 302
    assert sign_in(Client(REMOTE_ADDR="203.0.113.8")) == 302
    assert "locked-out" in acts()
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert sign_in(Client(REMOTE_ADDR="203.0.113.7")) == 302


def test_the_proxy_s_word_counts_only_from_this_machine() -> None:
    def address(direct: str, forwarded: str) -> str:
        return client_address(
            RequestFactory().get("/", REMOTE_ADDR=direct, headers={"x-forwarded-for": forwarded})
        )

    assert address("127.0.0.1", "198.51.100.9, 203.0.113.7") == "203.0.113.7"
    assert address("203.0.113.1", "198.51.100.9") == "203.0.113.1"
    assert address("127.0.0.1", "nothing") == "127.0.0.1"
    assert address("::ffff:127.0.0.1", "") == "127.0.0.1"


def test_sessions_are_listed_with_place_and_browser_and_end_one_by_one() -> None:
    person()
    here, there = Client(REMOTE_ADDR="203.0.113.7"), Client(REMOTE_ADDR="203.0.113.8")
    sign_in(here)
    sign_in(there, **{"user-agent": "Máy bàn ở cơ quan"})
    page = here.get("/desk/account/").content.decode()
    assert "203.0.113.8" in page
    (handle,) = re.findall(r'name="session" value="(\w+)"', page)
    assert not DeskSession.objects.filter(session_key=handle).exists()
    here.post("/desk/account/end/", {"session": handle})
    assert there.get("/desk/").status_code == 302
    assert here.get("/desk/").status_code == 200


def test_nobody_ends_the_session_of_somebody_else() -> None:
    person()
    person("minh")
    mine, other = Client(), Client()
    sign_in(mine)
    sign_in(other, "minh")
    (row,) = sessions.sessions_of(User.objects.get(username="minh"))
    mine.post("/desk/account/end/", {"session": sessions.handle(row)})
    assert other.get("/desk/").status_code == 200


def test_a_new_password_ends_the_other_sessions() -> None:
    person()
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    new = {"old_password": PASSWORD, "new_password1": PASSWORD + "x", "new_password2": PASSWORD + "x"}
    assert here.post("/desk/account/", new).status_code == 302
    assert here.get("/desk/").status_code == 200
    assert there.get("/desk/").status_code == 302
    assert DeskSession.objects.filter(user__username="lan").count() == 1


def test_the_administrator_changes_roles_ends_sessions_and_closes_accounts() -> None:
    user = person()
    theirs = Client()
    sign_in(theirs)
    chief, _ = signed_in(Role.ADMINISTRATOR, "chi-huy")
    chief.post(f"/desk/people/{user.pk}/role/", {"role": "reader"})
    assert role_of(User.objects.get(pk=user.pk)) is Role.READER
    chief.post(f"/desk/people/{user.pk}/end/")
    assert theirs.get("/desk/").status_code == 302
    chief.post(f"/desk/people/{user.pk}/active/")
    assert sign_in(Client()) == 200
    chief.post(f"/desk/people/{user.pk}/active/")
    assert sign_in(Client()) == 302
    assert {"role", "end-sessions", "close-account", "open-account"} <= set(acts())


def test_the_last_administrator_stays_one() -> None:
    chief, user = signed_in(Role.ADMINISTRATOR)
    chief.post(f"/desk/people/{user.pk}/role/", {"role": "reader"})
    chief.post(f"/desk/people/{user.pk}/active/")
    user = User.objects.get(pk=user.pk)
    assert user.is_active
    assert role_of(user) is Role.ADMINISTRATOR


def test_a_name_that_is_taken_is_refused_whatever_its_case() -> None:
    person("lan")
    chief, _ = signed_in(Role.ADMINISTRATOR)
    assert chief.post("/desk/people/invite/", {"username": "LAN", "role": "editor"}).status_code == 400
    with pytest.raises(accounts.AccountError, match="already"):
        accounts.add("Lan", Role.READER, PASSWORD)


def test_a_weak_password_or_a_wrong_name_is_refused_in_a_sentence() -> None:
    for name, password in (("lan", "123"), ("a b", PASSWORD), ("", PASSWORD)):
        with pytest.raises(accounts.AccountError, match=r"\w"):
            accounts.add(name, Role.READER, password)
    assert not User.objects.exists()


def test_random_passwords_are_strong() -> None:
    made = {accounts.random_password() for _ in range(20)}
    assert len(made) == 20
    assert accounts.add("lan", Role.READER, made.pop())


def test_sessions_that_are_over_are_forgotten() -> None:
    person()
    old = Client()
    sign_in(old)
    DeskSession.objects.update(expire_date=timezone.now() - timedelta(days=1))
    sign_in(Client())
    assert DeskSession.objects.count() == 1


def test_signing_out_needs_a_post() -> None:
    client, _ = signed_in(Role.READER)
    assert client.get("/desk/sign-out/").status_code == 405
    assert client.get("/desk/").status_code == 200
    client.post("/desk/sign-out/")
    assert client.get("/desk/").status_code == 302


def test_after_signing_in_nobody_is_led_to_another_site() -> None:
    person()
    data = {"username": "lan", "password": PASSWORD, "next": "https://evil.example/"}
    assert Client().post("/desk/sign-in/", data)["Location"] == "/desk/"


def test_every_answer_says_what_browsers_may_do() -> None:
    client, _ = signed_in(Role.READER)
    for address in ("/", "/desk/", "/desk/sign-in/", "/feeds/", "/nothing"):
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in client.get("/desk/").headers["Cache-Control"]


def test_public_pages_give_no_cookie_and_are_the_same_for_everybody() -> None:
    client, _ = signed_in(Role.READER)
    for address in ("/", "/feeds/"):
        response = Client().get(address)
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")
        assert response.content == client.get(address).content


def test_behind_tls_cookies_stay_there_and_browsers_remember() -> None:
    settings = security_settings("https://tin.example.vn")
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["SECURE_HSTS_SECONDS"] >= 180 * 86400
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://tin.example.vn"]
    plain = security_settings("http://tin.example.vn")
    assert not plain["SESSION_COOKIE_SECURE"]
    assert plain["SECURE_HSTS_SECONDS"] == 0


def test_no_page_holds_a_script_or_a_style_of_its_own() -> None:
    root = Path(__file__).parents[2] / "desk/templates"
    for path in root.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text), path
        assert not re.search(r"<script(?! type=\"module\" src=\"\{% static)", text), path
