"""The comparer: exact about text, tolerant of a shade in a picture, and of nothing that can be read."""

import base64
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from coursework.publish.compare import differences, picture_difference, sanitise


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def shown(data, kind="display_data"):
    return {"output_type": kind, "metadata": {}, "data": data}


def png(pixels) -> bytes:
    held = io.BytesIO()
    Image.fromarray(np.asarray(pixels, dtype=np.uint8)).save(held, "png")
    return held.getvalue()


def chart(text="Cheapest: 42.1", width=600, height=360):
    picture = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((40, 200, 400, 230), fill=(30, 90, 160))
    draw.text((40, 20), text, fill="black", font_size=14)
    return np.asarray(picture).copy()


def test_equal_outputs_have_no_difference():
    outputs = [stream("a\n"), shown({"text/plain": "x", "image/png": base64.b64encode(png(chart())).decode()})]
    assert differences(outputs, outputs) == []
    assert differences([], []) == []


@pytest.mark.parametrize(
    ("stored", "new"),
    [
        ([stream("42.10\n")], [stream("42.1\n")]),
        ([stream("a\n")], []),
        ([], [stream("a\n")]),
        ([stream("a\n")], [stream("a\n", "stderr")]),
        ([stream("a\nb\n")], [stream("a\n")]),
        ([shown({"text/plain": "x"})], [shown({"text/plain": "x", "text/html": "x"})]),
        ([shown({"text/plain": "x"})], [stream("x")]),
        ([shown({"application/json": {"a": 1}})], [shown({"application/json": {"a": 2}})]),
        ([shown({"text/plain": "x"}), shown({"text/plain": "y"})], [shown({"text/plain": "y"}), shown({"text/plain": "x"})]),
    ],
)
def test_any_other_text_is_a_difference(stored, new):
    assert differences(stored, new)


def test_how_a_stream_was_cut_does_not_matter():
    assert differences([stream("one\ntwo\n")], [stream("one\n"), stream("two\n")]) == []
    assert differences([stream(["one\n", "two\n"])], [stream("one\ntwo\n")]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<App at 0x7f3a1b2c>", "<App at 0x55d0ffee>"),
        ("/tmp/ipykernel_12/345.py:3: hm", "/var/x/ipykernel_9/1.py:3: hm"),
        ("sk-container-id-3", "sk-container-id-11"),
        ("T_0a1b2_row0", "T_ffeed_row0"),
    ],
)
def test_what_is_volatile_by_nature_does_not_matter(one, other):
    assert differences([stream(one)], [stream(other)]) == []


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_sanitising_twice_is_sanitising_once(text):
    assert sanitise(sanitise(text)) == sanitise(text)


def test_a_shade_at_the_edges_is_no_difference():
    before = chart()
    after = before.astype(int)
    noise = np.random.default_rng(5)
    edges = noise.random(before.shape[:2]) < 0.02
    after[edges] += noise.integers(-6, 7, size=(edges.sum(), 3))
    assert picture_difference(png(before), png(after.clip(0, 255))) is None


@pytest.mark.parametrize(
    "other",
    [
        chart("Cheapest: 42.7"),
        chart("Cheapest: 42,1"),
        chart(width=601),
        255 - chart(),
        np.full_like(chart(), 255),
    ],
    ids=["digit", "comma", "size", "negative", "empty"],
)
def test_what_can_be_read_is_a_difference(other):
    assert picture_difference(png(chart()), png(other))


def test_a_bar_that_grew_by_two_pixels_is_a_difference():
    other = chart()
    other[200:231, 401:403] = (30, 90, 160)
    assert "pixels differ" in picture_difference(png(chart()), png(other))


def test_a_faint_change_of_all_is_a_difference():
    assert picture_difference(png(chart()), png(chart().clip(0, 252)))


def test_what_is_no_picture_is_told():
    assert "no picture" in picture_difference(png(chart()), b"hello")


def test_the_difference_is_told_with_its_line():
    (said,) = differences([stream("a\n42\n")], [stream("a\n43\n")])
    assert "line 2" in said and "“42”" in said and "“43”" in said
