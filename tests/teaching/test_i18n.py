from pathlib import Path

import pytest

from coursework import home, i18n
from coursework.i18n import Phrase, _, fill, listing, set_language, t

PACKAGE = """msgid ""
msgstr ""

msgid "Hello {name}, {n:,} users."
msgstr "{name}好，共 {n:,} 名用户。"

#, fuzzy
msgid "Old words."
msgstr "旧词。"

msgid "Not yet translated."
msgstr ""
"""
LESSON = """msgid ""
msgstr ""

msgctxt "exercises"
msgid "Right."
msgstr "这一课里说对。"

msgctxt "another-cell"
msgid "In a cell."
msgstr "单元格。"
"""


@pytest.fixture
def catalogues(tmp_path, monkeypatch):
    for name, text in (("coursework", PACKAGE), ("1_growth/1_ads", LESSON)):
        path = tmp_path / "zh" / f"{name}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(i18n, "LOCALE", tmp_path)
    i18n._catalogue.cache_clear()
    yield
    i18n._catalogue.cache_clear()


def test_marking_changes_nothing():
    assert _("A sentence.") == "A sentence."


def test_english_needs_no_catalogue():
    assert t("Hello {name}, {n:,} users.", name="Li", n=1234) == "Hello Li, 1,234 users."


def test_chinese_comes_from_the_catalogue(catalogues):
    set_language("zh")
    assert t("Hello {name}, {n:,} users.", name="李", n=1234) == "李好，共 1,234 名用户。"


def test_what_is_not_or_not_surely_translated_is_said_in_english(catalogues):
    set_language("zh")
    assert t("Old words.") == "Old words."
    assert t("Not yet translated.") == "Not yet translated."
    assert t("Never seen.") == "Never seen."
    assert t("") == ""


def test_a_lessons_catalogue_is_asked_first_and_only_for_its_exercises(catalogues):
    set_language("zh")
    assert t("Right.", lesson="1_growth/1_ads") == "这一课里说对。"
    assert t("Right.") == "Right."
    assert t("In a cell.", lesson="1_growth/1_ads") == "In a cell."
    assert t("Right.", lesson="1_growth/9_none") == "Right."


def test_a_phrase_waits_for_its_language(catalogues):
    phrase = Phrase("Hello {name}, {n:,} users.", name="Li", n=3)
    english = str(phrase)
    set_language("zh")
    assert english == "Hello Li, 3 users." and str(phrase) == "Li好，共 3 名用户。"
    assert fill("“{inner}”", {"inner": phrase}) == "“Li好，共 3 名用户。”"


def test_only_known_placeholders_are_filled_so_that_code_stays():
    assert fill("d = {'a': {n}}; {other} {n:d}", {"n": 3}) == "d = {'a': 3}; {other} 3"


def test_a_value_that_does_not_fit_its_format_is_shown_as_it_is():
    assert fill("{n:,.0f} yuan", {"n": "many"}) == "many yuan"


def test_lists_are_joined_as_the_language_does():
    assert listing(["a", "b"]) == "a, b"
    set_language("zh")
    assert listing(["a", "b", "c"], most=2) == "a、b、…"


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="There is no edition in 'fr'; choose one of en, zh"):
        set_language("fr")


def test_home_follows_the_environment_and_makes_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSEWORK_WORK", str(tmp_path / "港湾 work"))
    assert home.work() == tmp_path / "港湾 work" and not home.work().exists()
    assert home.progress_file() == tmp_path / "港湾 work" / "progress.json"
    assert home.settings_file().name == "settings.toml"
    assert home.lesson_file("1_growth/1_ads", "zh") == tmp_path / "港湾 work" / "zh" / "1_growth" / "1_ads.ipynb"
    monkeypatch.setenv("COURSEWORK_WORK", " ")
    assert home.work() == home.root() / "work"
    assert (home.root() / "coursework").is_dir() and isinstance(home.root(), Path)
