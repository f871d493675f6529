"""Vietnamese is in the code and the templates; everything has its English in the committed catalogue."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

from django.test import Client
from django.utils.translation import override

from desk.templatetags.desk import articles, views

ROOT = Path(__file__).parents[2] / "desk"
CATALOGUE = ROOT / "locale/en/LC_MESSAGES/django.mo"
TRANSLATE = re.compile(r"""\{% translate (?:"([^"]+)"|'([^']+)')[^%]*%\}""")
BLOCK = re.compile(r"\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate %\}", re.DOTALL)

# The functions that translate, and how many texts each is given.
TEXTS = {"_": 1, "ngettext": 2}


def texts_of_templates() -> Iterator[str]:
    for path in [*ROOT.rglob("*.html"), *ROOT.rglob("templates/**/*.txt")]:
        text = path.read_text(encoding="utf-8")
        for one, other in TRANSLATE.findall(text):
            yield one or other
        for block in BLOCK.findall(text):
            one = block.partition("{% plural %}")[0]
            yield re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", one.replace("%", "%%"))


def texts_of_code() -> Iterator[str]:
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TEXTS:
                for text in node.args[: TEXTS[node.func.id]]:
                    assert isinstance(text, ast.Constant), f"{path}:{node.lineno}: not a plain text"
                    yield text.value


def catalogue() -> set[tuple[str, str]]:
    """(text, English) of each entry; an entry with a plural has two."""
    with CATALOGUE.open("rb") as file:
        translations = gettext.GNUTranslations(file)
    texts: dict[str | tuple[str, int], str] = translations._catalog  # type: ignore[attr-defined]
    return {(key if isinstance(key, str) else key[0], value) for key, value in texts.items() if key}


def test_every_text_has_its_english_and_none_is_left_over() -> None:
    assert {*texts_of_templates(), *texts_of_code()} == {text for text, _ in catalogue()}


def test_the_english_fills_in_the_same_values() -> None:
    for text, english in catalogue():
        values = r"%\(\w+\)s"
        assert sorted(re.findall(values, text)) == sorted(re.findall(values, english)), text


def test_the_compiled_catalogue_is_of_the_written_one() -> None:
    written = CATALOGUE.with_suffix(".po").read_text(encoding="utf-8")
    for text, english in catalogue():
        for part in (text, english):
            assert '"' + part.replace('"', '\\"').replace("\n", "\\n") + '"' in written


def test_english_tells_one_from_many() -> None:
    with override("en"):
        assert [views(number) for number in (0, 1, 1200)] == ["0 views", "1 view", "1,200 views"]
        assert [articles(number) for number in (0, 1, 2)] == ["0 articles", "1 article", "2 articles"]
    with override("vi"):
        assert [views(1), views(1200), articles(2)] == ["1 lượt xem", "1.200 lượt xem", "2 bài"]


def test_somebody_who_chose_english_stays_with_it(client: Client) -> None:
    page = client.get("/desk/sign-in/")
    assert '<html lang="vi">' in page.content.decode()
    chosen = client.post("/desk/language/", {"language": "en", "next": "/desk/sign-in/"})
    assert chosen["Location"] == "/desk/sign-in/"
    assert (
        '<html lang="en">' in client.get("/desk/sign-in/", headers={"accept-language": "vi"}).content.decode()
    )


def test_the_choice_of_a_language_leads_to_no_other_site(client: Client) -> None:
    answer = client.post("/desk/language/", {"language": "en", "next": "https://evil.example/"})
    assert answer["Location"] == "/"
