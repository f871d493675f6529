"""One message a night: what is new, what goes on, what is mended; told once, and made up for where lost."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from archive.models import AlertDelivery, Finding, KnownSource, Run, SourceRun
from config.alerts import Alerts, Smtp
from monitoring.alerts import alert, alert_without_archive
from monitoring.delivery import DeliveryError, send_mail
from monitoring.rounds import notify_operators
from replica.misbehaving.certificates import make_certificate

sys.path.insert(0, str(Path(__file__).parent))
from posts import Hook, Mailbox, MailServer, WebhookServer

NIGHT = datetime(2026, 11, 20, 19, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with MailServer() as box:
        yield box


@pytest.fixture
def hook() -> Iterator[Hook]:
    with WebhookServer() as hook:
        yield hook


def ways(box: Mailbox | None = None, hook: Hook | None = None, **more: Any) -> Alerts:
    smtp = Smtp("127.0.0.1", box.port) if box else None
    return Alerts(smtp, ("ban@example.vn",), "tin@example.vn", hook.url if hook else None, **more)


def finding(
    source: str = "lao-cai", name: str = "lost field", at: datetime = NIGHT, **fields: Any
) -> Finding:
    evidence = {
        "baseline": {"date": [98, 100]},
        "now": [0, 12],
        "examples": ["http://x.example.vn/tin-1"],
        "try": f"tincongdoan sources check {source}",
    }
    values = {"detail": "date", "said": "mất ngày đăng: 0/12, trước đây 98/100", "evidence": evidence}
    return Finding.objects.create(
        source=source, name=name, since=at, found_at=at, last_seen_at=at, **{**values, **fields}
    )


@pytest.fixture
def known(db: None) -> None:
    KnownSource.objects.create(
        slug="lao-cai",
        name="LĐLĐ tỉnh Lào Cai",
        publisher="LĐLĐ",
        home="http://x.example.vn",
        kind="federation",
    )
    run = Run.objects.create(sources=["lao-cai", "son-la"], started_at=NIGHT - timedelta(hours=1),
                             finished_at=NIGHT, reason="night")  # fmt: skip
    for source, ok in (("lao-cai", True), ("son-la", False)):
        SourceRun.objects.create(
            run=run, source=source, finished_at=NIGHT, ok=ok, complete=ok, finish_reason="finished", pages=9,
            listings=2, articles=7, new=3, changed=1, unchanged=3, with_date=7, with_byline=7, with_views=7,
            bytes=9000, requests=20, seconds=4.0,
        )  # fmt: skip


def test_a_new_finding_is_told_with_its_evidence_since_when_and_what_to_run(
    known: None, mailbox: Mailbox
) -> None:
    finding()
    assert alert(ways(mailbox), at=NIGHT) == ["email"]
    [mail] = mailbox.mails
    assert mailbox.recipients == ["ban@example.vn"]
    assert mail["Subject"] == "Tin Công Đoàn 21/11/2026: 1 lỗi mới"
    assert mail["From"] == "tin@example.vn"
    assert mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_content()
    assert "1/2 nguồn tốt, 6 bài mới, 2 bài thay đổi, 40 yêu cầu" in text
    assert "- LĐLĐ tỉnh Lào Cai: mất ngày đăng: 0/12, trước đây 98/100 (từ 02:30 ngày 21/11/2026)" in text
    assert "http://x.example.vn/tin-1" in text
    assert "kiểm tra: tincongdoan sources check lao-cai" in text


def test_a_second_night_without_change_is_silent_and_a_third_tells_the_end_once(
    known: None, mailbox: Mailbox
) -> None:
    row = finding()
    alert(ways(mailbox), at=NIGHT)
    assert alert(ways(mailbox), at=NIGHT + DAY) == []
    row.resolved_at, row.ending = NIGHT + 2 * DAY, "mended"
    row.save()
    assert alert(ways(mailbox), at=NIGHT + 2 * DAY) == ["email"]
    assert mailbox.mails[1]["Subject"] == "Tin Công Đoàn 23/11/2026: 1 đã khắc phục"
    assert "hết lúc 02:30 ngày 23/11/2026" in mailbox.mails[1].get_content()
    assert alert(ways(mailbox), at=NIGHT + 3 * DAY) == []
    assert len(mailbox.mails) == 2


def test_what_goes_on_is_named_with_its_beginning_where_something_else_is_new(
    known: None, mailbox: Mailbox
) -> None:
    finding()
    alert(ways(mailbox), at=NIGHT)
    finding(
        "son-la",
        "parked",
        NIGHT + DAY,
        detail="",
        said="tên miền hết hạn hoặc đang được rao bán",
        evidence={},
    )
    alert(ways(mailbox), at=NIGHT + DAY)
    text = mailbox.mails[1].get_content()
    assert text.index("MỚI") < text.index("son-la: tên miền") < text.index("CÒN TIẾP")
    assert text.index("CÒN TIẾP") < text.index(
        "mất ngày đăng: 0/12, trước đây 98/100 (từ 02:30 ngày 21/11/2026)"
    )


def test_many_findings_are_one_message(known: None, mailbox: Mailbox, hook: Hook) -> None:
    for number in range(80):
        finding(f"nguon-{number}")
    alert(ways(mailbox, hook), at=NIGHT)
    assert len(mailbox.mails) == len(hook.posts) == 1
    assert "… và 20 lỗi khác: tincongdoan runs" in mailbox.mails[0].get_content()
    assert len(hook.posts[0]["new"]) == 80


def test_where_all_is_well_a_message_comes_only_if_asked_for(known: None, mailbox: Mailbox) -> None:
    assert alert(ways(mailbox), at=NIGHT) == []
    assert alert(ways(mailbox, always=True), at=NIGHT) == ["email"]
    assert mailbox.mails[0]["Subject"] == "Tin Công Đoàn 21/11/2026: mọi nguồn đều tốt"


def test_the_webhook_gets_text_for_people_and_records_for_machines(known: None, hook: Hook) -> None:
    finding()
    assert alert(ways(hook=hook), at=NIGHT, base_url="https://tin.example.vn") == ["webhook"]
    [post] = hook.posts
    assert post["text"].startswith("Tin Công Đoàn 21/11/2026: 1 lỗi mới\n")
    assert "https://tin.example.vn/healthz" in post["text"]
    assert post["new"][0]["finding"] == "lost field"
    assert post["new"][0]["since"] == "2026-11-20T19:30:00+00:00"


def test_a_message_that_did_not_arrive_is_a_finding_and_made_up_for_the_next_night(
    known: None, mailbox: Mailbox, hook: Hook
) -> None:
    finding()
    hook.status = 500
    assert alert(ways(mailbox, hook), at=NIGHT) == ["email"]
    lost = Finding.objects.get(name="alert")
    assert (lost.detail, lost.evidence["problem"]) == ("webhook", "the webhook answers 500")
    hook.status = 200
    assert alert(ways(mailbox, hook), at=NIGHT + DAY) == ["email", "webhook"]
    assert "the webhook answers 500" in hook.posts[0]["text"]
    assert [finding["finding"] for finding in hook.posts[0]["new"]] == ["alert", "lost field"]
    assert Finding.objects.get(name="alert").ending == "mended"
    assert "không gửi được tin báo qua webhook" in mailbox.mails[1].get_content()


def test_by_day_only_who_missed_the_message_is_told(known: None, mailbox: Mailbox, hook: Hook) -> None:
    finding()
    mailbox.refuse = True
    alert(ways(mailbox, hook), at=NIGHT)
    mailbox.refuse = False
    assert notify_operators(ways(mailbox, hook), {}, at=NIGHT + timedelta(hours=9), only_missed=True) == [
        "email"
    ]
    assert len(hook.posts) == 1
    assert [row.delivered for row in AlertDelivery.objects.filter(channel="email").order_by("at")] == [
        False,
        True,
    ]


def test_a_redirect_is_no_delivery(known: None, hook: Hook) -> None:
    finding()
    with WebhookServer() as other:
        hook.status, hook.location = 302, other.url
        assert alert(ways(hook=hook), at=NIGHT) == []
        assert other.posts == []


def test_what_broke_in_the_round_is_told_and_ends_with_a_good_one(known: None, mailbox: Mailbox) -> None:
    notify_operators(ways(mailbox), {"publish": OSError("no space left")}, at=NIGHT)
    assert "đợt xuất bản bị lỗi: OSError" in mailbox.mails[0].get_content()
    notify_operators(ways(mailbox), {}, at=NIGHT + DAY)
    assert mailbox.mails[1]["Subject"].endswith("1 đã khắc phục")


def test_an_archive_out_of_reach_is_told_without_it(hook: Hook) -> None:
    assert alert_without_archive(ways(hook=hook), "OperationalError", at=NIGHT) == ["webhook"]
    assert "không dùng được kho lưu trữ" in hook.posts[0]["text"]


def test_a_round_without_its_archive_says_so_but_not_by_day(
    db: None, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_reach() -> None:
        raise OperationalError("connection to 10.0.0.7 failed")

    monkeypatch.setattr("monitoring.rounds.ready", out_of_reach)
    assert notify_operators(ways(hook=hook), {}, at=NIGHT, only_missed=True) == []
    assert notify_operators(ways(hook=hook), {}, at=NIGHT) == ["webhook"]
    assert "10.0.0.7" not in hook.posts[0]["text"]


def test_a_password_goes_over_an_encrypted_connection_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = make_certificate("127.0.0.1", "self-signed")
    (tmp_path / "trusted.pem").write_bytes(certificate.pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
    with MailServer(certificate.context()) as box:
        send_mail(Smtp("127.0.0.1", box.port, "ban", "p 1"), "a@b.vn", ["c@d.vn"], "Thử", "Xin chào")
    assert box.encrypted == [True]
    assert len(box.logins) == 1
    with MailServer(certificate.context()) as box:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
        with pytest.raises(DeliveryError):
            send_mail(Smtp("127.0.0.1", box.port, "ban", "p"), "a@b.vn", ["c@d.vn"], "Thử", "Xin chào")
    assert box.logins == []


def test_a_server_that_is_not_there_is_one_line() -> None:
    with pytest.raises(DeliveryError, match="Connection refused"):
        send_mail(Smtp("127.0.0.1", 1), "a@b.vn", ["c@d.vn"], "Thử", "Xin chào")
