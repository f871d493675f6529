"""The settings that must never slip."""

import subprocess
import sys
from pathlib import Path

import pytest


def test_nothing_listens_and_nothing_goes_round_the_guard() -> None:
    from crawler import settings

    assert settings.REMOTE_CONTROL_ENABLED is False
    assert settings.TELNETCONSOLE_ENABLED is False
    assert settings.HTTPPROXY_ENABLED is False
    assert settings.ROBOTSTXT_OBEY is True
    assert settings.DOWNLOAD_VERIFY_CERTIFICATES is True
    assert settings.TWISTED_DNS_RESOLVER == "crawler.resolver.GuardedResolver"
    assert settings.DOWNLOADER_MIDDLEWARES["scrapy.downloadermiddlewares.offsite.OffsiteMiddleware"] is None
    assert settings.DOWNLOAD_DELAY >= 1
    assert settings.CONCURRENT_REQUESTS_PER_DOMAIN == 1
    assert settings.AUTOTHROTTLE_ENABLED is True
    assert settings.DOWNLOAD_DELAY_JITTER > 0


def test_a_crawl_loads_no_web_server() -> None:
    code = (
        "import sys; from scrapy.settings import Settings; from scrapy.utils.misc import load_object; "
        "settings = Settings(); settings.setmodule('crawler.settings', priority='project'); "
        "[load_object(each) for each in settings.get_component_priority_dict_with_base('EXTENSIONS')]; "
        "print('aiohttp' in sys.modules or 'twisted.conch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_of_scrapys_downloader_stages_only_its_cookies_are_left_out() -> None:
    from scrapy.settings import default_settings

    from crawler import settings

    scrapys = dict(default_settings.DOWNLOADER_MIDDLEWARES_BASE)
    del scrapys["scrapy.downloadermiddlewares.cookies.CookiesMiddleware"]
    assert scrapys == settings.DOWNLOADER_MIDDLEWARES_BASE
    assert settings.DOWNLOADER_MIDDLEWARES["crawler.cookies.SourceCookies"] == 700


def test_the_last_stages_sanitise_and_store() -> None:
    from crawler import settings

    stages = sorted(settings.ITEM_PIPELINES, key=settings.ITEM_PIPELINES.__getitem__)
    assert stages[-2:] == ["pipelines.sanitise.SanitiseStage", "pipelines.store.StoreStage"]


@pytest.mark.parametrize(
    ("env", "ending"),
    [
        ({"TCD_CONTACT": "mailto:a@b.example"}, " (+mailto:a@b.example)"),
        ({"TCD_BASE_URL": "https://tin.example"}, " (+https://tin.example)"),
        ({"TCD_CONTACT": "a@b.example", "TCD_BASE_URL": "https://tin.example"}, " (+a@b.example)"),
        ({}, ""),
    ],
)
def test_the_user_agent_says_who_we_are_and_where_to_complain(
    env: dict[str, str], ending: str, tmp_path: Path
) -> None:
    code = "from crawler import settings; print(settings.USER_AGENT)"
    found = subprocess.run(
        [sys.executable, "-c", code],
        env={"TCD_HOME": str(tmp_path), **env},
        capture_output=True,
        text=True,
        check=True,
    )
    agent = found.stdout.strip()
    assert agent.startswith("TinCongDoan/")
    assert "Mozilla" not in agent
    assert agent.partition(" ")[2] == ending.strip()
