"""Alert settings are read correctly or refused; no message repeats a password."""

import pytest

from config.alerts import Alerts, Smtp
from config.settings import SettingError, load


def test_by_default_nobody_is_alerted() -> None:
    assert load({}).alerts == Alerts()


def test_a_mail_server_and_its_recipients() -> None:
    values = {
        "TCD_SMTP_URL": "smtp://ban%40mail.example:p%40ss@mail.example",
        "TCD_ALERT_EMAIL": "mot@example.vn, hai@example.vn",
        "TCD_ALERT_WEBHOOK": "https://chat.example.vn/hooks/abc",
        "TCD_ALERT_ALWAYS": "yes",
    }
    alerts = load(values).alerts
    assert alerts.smtp == Smtp("mail.example", 587, "ban@mail.example", "p@ss", secure=False)
    assert alerts.to == ("mot@example.vn", "hai@example.vn")
    assert alerts.sender == "ban@mail.example"
    assert alerts.webhook == "https://chat.example.vn/hooks/abc"
    assert alerts.always
    assert "p@ss" not in repr(alerts)
    assert "hooks" not in repr(alerts)


def test_the_sender_is_the_configured_address_or_the_first_recipient() -> None:
    values = {"TCD_SMTP_URL": "smtps://mail.example", "TCD_ALERT_EMAIL": "mot@example.vn"}
    assert load(values).alerts.sender == "mot@example.vn"
    assert load(values).alerts.smtp == Smtp("mail.example", 465, secure=True)
    assert load({**values, "TCD_ALERT_FROM": "tin@example.vn"}).alerts.sender == "tin@example.vn"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TCD_SMTP_URL", "mail.example:25"),
        ("TCD_SMTP_URL", "http://mail.example"),
        ("TCD_SMTP_URL", "smtp://"),
        ("TCD_SMTP_URL", "smtp://u:secret-word@mail.example:0x19"),
        ("TCD_SMTP_URL", "smtp://u:secret-word-%E1%BA%AD@mail.example"),
        ("TCD_ALERT_EMAIL", "nobody"),
        ("TCD_ALERT_EMAIL", "a@b.vn\nBcc: c@d.vn"),
        ("TCD_ALERT_EMAIL", "a@example.vn"),  # without a server
        ("TCD_ALERT_FROM", "a@b.vn, c@d.vn"),
        ("TCD_ALERT_WEBHOOK", "file:///etc/passwd"),
        ("TCD_ALERT_WEBHOOK", "https://chat.example.vn/a b"),
        ("TCD_ALERT_ALWAYS", "perhaps"),
    ],
)
def test_an_invalid_value_is_refused_in_one_sentence_without_the_password(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name) as refused:
        load({name: value})
    assert "secret-word" not in str(refused.value)
    assert "\n" not in str(refused.value)
