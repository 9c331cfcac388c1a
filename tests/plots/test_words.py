"""Numbers and lines of text in pictures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursework import i18n
from coursework.plots import _text, lines


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (1234.6, "yuan", "¥1,235"),
        (-80.0, "yuan", "−¥80"),
        (3.456, "yuan", "¥3.5"),
        (0.314, "share", "31 %"),
        (0.0123, "share", "1.2 %"),
        (0.00123, "share", "0.12 %"),
        (0.0184, "points", "1.8 points"),
        (2500, "users", "2,500"),
        (3.21, "times", "3.2×"),
        (4, None, "4"),
        (0.12345, None, "0.123"),
        (float("nan"), "yuan", "unknown"),
    ],
)
def test_amounts(value, unit, written):
    assert _text.writer([value], unit)(value).replace("\xa0", " ") == written


def test_no_minus_zero():
    assert _text.writer([-0.0001, 12.0], "yuan", digits=0)(-0.0001) == "¥0"


def test_names_in_both_languages():
    assert _text.name("channel", "feed_ads") == "Feed ads"
    assert _text.name("channel", "not_a_channel") == "not_a_channel"
    assert _text.name(None, "luck") == "Luck"
    i18n.set_language("zh")
    try:
        assert _text.name("channel", "feed_ads") == "信息流广告"
    finally:
        i18n.set_language("en")


@given(st.text(st.sampled_from("ab 港湾生活，。（）“”1%"), max_size=60), st.integers(3, 30))
def test_wrapping_keeps_every_letter_and_the_rules(text, width):
    broken = _text.wrapped(text, width, len)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")
    for line in broken[1:]:
        assert not line or line[0] not in "，。）”%"


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8), st.floats(0.1, 5))
def test_labels_at_line_ends_keep_their_distance_and_order(values, step):
    values = sorted(values)
    places = lines.__globals__["spread"](values, step, -50.0, 150.0)
    assert all(upper - lower >= step - 1e-6 for lower, upper in zip(places, places[1:], strict=False))
