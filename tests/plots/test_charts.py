"""Every chart of the gallery, in both languages: whole, named, the same twice, without a system font."""

import base64
import io
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coursework import i18n, plots
from coursework.plots import colours, font

sys.path.insert(0, str(Path(__file__).parent))
import gallery  # noqa: E402

EDGE = 1  # pixels


@pytest.fixture(params=i18n.LANGUAGES)
def language(request):
    before = i18n.language()
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language(before)


@pytest.fixture
def bare_machine(monkeypatch):
    """A machine without any font but those that matplotlib brings."""
    from matplotlib import font_manager, get_data_path

    own = [entry for entry in font_manager.fontManager.ttflist if entry.fname.startswith(get_data_path())]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", own)
    font_manager.fontManager._findfont_cached.cache_clear()
    font.register.cache_clear()
    yield
    font_manager.fontManager._findfont_cached.cache_clear()
    font.register.cache_clear()


@pytest.mark.filterwarnings("error", "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("name", gallery.CHARTS)
def test_chart_is_whole(name, language, bare_machine):
    chart = gallery.CHARTS[name]()
    figure, (axes,) = chart.figure, chart.figure.axes
    renderer = figure.canvas.get_renderer()
    assert figure.dpi * figure.get_size_inches() == pytest.approx([880, 495])
    for part in (*figure.texts, *axes.texts, axes):
        box = part.get_tightbbox(renderer)
        what = part.get_text() if part is not axes else "the axes"
        assert min(box.x0, box.y0) >= -EDGE and box.x1 <= 880 + EDGE and box.y1 <= 495 + EDGE, f"{what!r} is cut off"
    title = figure.texts[0].get_text()
    assert chart.title in (title.replace("\n", " "), title.replace("\n", ""))
    assert figure.texts[-1].get_window_extent(renderer).y0 > axes.get_tightbbox(renderer).y1  # the head stays free
    assert chart.alt.startswith(chart.title)
    if language == "zh":
        assert any("\u4e00" <= letter <= "\u9fff" for letter in chart.alt)


@pytest.mark.parametrize("name", ["dots_retention", "scatter_crowded", "lines_time"])
def test_same_bytes_twice_whatever_was_set_before(name):
    import matplotlib

    first = gallery.CHARTS[name]().png
    with matplotlib.rc_context({"font.size": 20, "axes.facecolor": "black", "savefig.bbox": "tight", "figure.dpi": 50}):
        assert gallery.CHARTS[name]().png == first


def test_drawing_leaves_the_settings_alone():
    import matplotlib

    before = dict(matplotlib.rcParams)
    gallery.bars_net()
    assert dict(matplotlib.rcParams) == before


def test_notebook_gets_picture_and_text():
    from PIL import Image

    chart = gallery.bars_net()
    data, metadata = chart._repr_mimebundle_()
    picture = Image.open(io.BytesIO(base64.b64decode(data["image/png"])))
    assert picture.size == (880, 495)
    assert "Software" not in picture.info
    assert data["text/plain"] == chart.alt == repr(chart)
    assert metadata["image/png"]["alt"] == chart.alt


def test_file_holds_the_same_bytes(tmp_path):
    chart = gallery.bars_net()
    chart.save(tmp_path / "bars.png")
    assert (tmp_path / "bars.png").read_bytes() == chart.png


def bars_of(chart):
    return [patch.get_width() for patch in chart.figure.axes[0].patches]


def test_bars_are_sorted_from_zero_with_the_unknown_last():
    chart = plots.bars(pd.Series({"a": 2.0, "b": None, "c": -1.0, "d": 5.0}), title="t")
    assert bars_of(chart) == [5.0, 2.0, -1.0, 0.0]
    assert chart.figure.axes[0].get_xlim()[0] <= -1.0
    assert "b unknown" in chart.alt
    unsorted = plots.bars(pd.Series({"a": 2.0, "d": 5.0}), title="t", sort=False)
    assert bars_of(unsorted) == [2.0, 5.0]


def test_a_channel_keeps_its_colour_and_context_is_grey():
    from matplotlib.colors import to_hex

    chart = plots.bars(pd.Series({"search_ads": 3, "feed_ads": 2, "else": 1}), title="t", highlight=["search_ads"])
    shades = [to_hex(patch.get_facecolor()).upper() for patch in chart.figure.axes[0].patches]
    assert shades == [colours.PAID["search_ads"], colours.CONTEXT, colours.CONTEXT]


def test_own_alternative_text_is_used():
    assert plots.bars(pd.Series({"a": 1}), title="t", alt="One bar.").alt == "One bar."


def test_titles_wrap_in_both_languages():
    for title in ("Word after word after word, " * 7, "没有空格的长标题也要换行，" * 8):
        chart = plots.bars(pd.Series({"a": 1}), title=title)
        text = chart.figure.texts[0]
        assert text.get_text().count("\n") >= 1
        assert text.get_window_extent().x1 <= 880


def test_formulas_and_dollars_are_plain_text():
    chart = plots.bars(pd.Series({"$a_1$ & $b^2$": 1}), title="cost of $x and $y_1$", subtitle="$")
    assert "$x" in chart.figure.texts[0].get_text()


def test_difference_leaves_the_control_out():
    table = pd.DataFrame(
        {"difference": [np.nan, 0.02], "difference_low": [np.nan, -0.01], "difference_high": [np.nan, 0.05]},
        index=["old", "new"],
    )
    chart = plots.difference(table, title="t", unit="points", among=1000)
    assert "old" not in chart.alt and "+2.0" in chart.alt and "20" in chart.alt


def test_waterfall_ends_where_the_steps_lead():
    chart = plots.waterfall(pd.Series({"luck": -30.0, "assumption": 10.0}), start=100, title="t", unit="yuan")
    heights = [patch.get_height() for patch in chart.figure.axes[0].patches]
    assert heights == [100, 30, 10, 80]
    assert "¥80" in chart.alt


def test_lines_from_a_retention_table():
    chart = gallery.lines_retention()
    axes = chart.figure.axes[0]
    assert axes.get_xlim() == (0, 12)
    assert "Brand search" in chart.alt


def test_labels_of_points_do_not_cover_each_other():
    chart = gallery.scatter_value()
    renderer = chart.figure.canvas.get_renderer()
    boxes = [text.get_window_extent(renderer) for text in chart.figure.axes[0].texts]
    assert len(boxes) == 8
    for place, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[place + 1 :])


REFUSED = {
    "unit": (lambda: plots.bars(pd.Series({"a": 1}), title="t", unit="euro"), "'yuan'"),
    "highlight": (lambda: plots.bars(pd.Series({"a": 1}), title="t", highlight="b"), "highlight names 'b'"),
    "no rows": (lambda: plots.bars(pd.Series(dtype=float), title="t"), "nothing to draw"),
    "too many": (lambda: plots.bars(pd.Series(range(60)), title="t"), "60 rows are too many"),
    "column": (lambda: plots.bars(pd.DataFrame({"a": [1], "b": [2]}), title="t"), "name the column"),
    "no interval": (lambda: plots.dots(pd.DataFrame({"estimate": [1]}), title="t"), "no column 'low'"),
    "points": (lambda: plots.scatter(pd.DataFrame({"a": [1]}), x="a", y="b", title="t"), "no column 'b'"),
    "step": (lambda: plots.waterfall(pd.Series({"a": None}, dtype=float), start=1, title="t"), "without a value"),
    "mark": (lambda: plots.response(pd.DataFrame({"a": [0, 1]}), mark={"b": 1}, title="t"), "'b'"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refusals_are_one_sentence(name):
    call, words = REFUSED[name]
    with pytest.raises(ValueError, match=words):
        call()
