"""Building: twice is byte-identical, an equal output is kept, and what is stale is named with its command."""

import json

import clones
import pytest

from coursework.publish import build
from coursework.publish.source import PublishError

COMMAND = f"Run: python -m coursework build {clones.KEY}"
WORKED = f"solutions/{clones.KEY}.ipynb"
TRAINEE = f"notebooks/{clones.KEY}.ipynb"
SOURCE = f"solutions/{clones.KEY}.py"


def load(folder, path):
    return json.loads((folder / path).read_text(encoding="utf-8"))


def dump(folder, path, notebook):
    clones.write(folder / path, json.dumps(notebook, indent=1, ensure_ascii=False) + "\n")


def cell(notebook, name):
    return next(one for one in notebook["cells"] if one["metadata"]["name"] == name)


def test_four_editions_are_built(built_once):
    assert sorted(clones.notebooks(built_once)) == sorted(
        [WORKED, TRAINEE, f"solutions/zh/{clones.KEY}.ipynb", f"notebooks/zh/{clones.KEY}.ipynb"]
    )


def test_what_is_built_is_fresh(built_once):
    assert build.stale(built_once) == []


def test_the_worked_edition_stores_outputs_and_counts(built_once):
    worked = load(built_once, WORKED)
    counts = [one["execution_count"] for one in worked["cells"] if one["cell_type"] == "code"]
    assert counts == [1, 2, 3, 4]
    assert cell(worked, "show")["outputs"][0]["text"] == ["The dearest costs ¥60, 67% of all.\n"]
    assert set(cell(worked, "chart")["outputs"][0]["data"]) == {"image/png", "text/plain"}
    assert cell(worked, "total")["outputs"][0]["text"] == ["right\n"]


def test_the_chinese_edition_speaks_chinese(built_once):
    worked = load(built_once, f"solutions/zh/{clones.KEY}.ipynb")
    assert cell(worked, "setup")["outputs"][0]["text"] == ["准备好了。\n"]
    assert cell(worked, "show")["outputs"][0]["text"] == ["The dearest costs ¥60, 67% of all.中文\n"]
    assert cell(worked, "look")["source"] == ["And as a picture:中文"]


def test_the_trainees_edition_stores_nothing(built_once):
    for one in load(built_once, TRAINEE)["cells"]:
        assert one["cell_type"] == "markdown" or (one["outputs"], one["execution_count"]) == ([], None)


def test_building_again_runs_nothing(built_once):
    assert build.build(built_once) == []


@pytest.mark.slow
def test_building_twice_from_scratch_is_byte_identical(built):
    before = clones.notebooks(built)
    for path in before:
        (built / path).unlink()
    build.build(built)
    assert clones.notebooks(built) == before


@pytest.mark.slow
def test_an_output_that_compares_equal_is_kept(built):
    """As from another processor: a pixel a little lighter, an address that differs."""
    import base64
    import io

    from PIL import Image

    worked = load(built, WORKED)
    data = cell(worked, "chart")["outputs"][0]["data"]
    picture = Image.open(io.BytesIO(base64.b64decode("".join(data["image/png"]))))
    picture.putpixel((0, 0), (253, 254, 255))
    held = io.BytesIO()
    picture.save(held, "png")
    data["image/png"] = base64.b64encode(held.getvalue()).decode()
    dump(built, WORKED, worked)
    before = clones.notebooks(built)
    done = build.build(built, force=True)
    assert [one.changed for one in done] == [False] * 4
    assert clones.notebooks(built) == before


@pytest.mark.slow
def test_an_output_that_differs_is_replaced(built):
    right = clones.notebooks(built)
    worked = load(built, WORKED)
    cell(worked, "show")["outputs"][0]["text"] = ["The dearest costs ¥61, 67% of all.\n"]
    dump(built, WORKED, worked)
    changed = [one.path.as_posix() for one in build.build(built, force=True) if one.changed]
    assert changed == [WORKED] and clones.notebooks(built) == right


def only(folder, path) -> str:
    """What is said of the one derived file that is stale."""
    found = [str(problem) for problem in build.stale(folder)]
    assert [one for one in found if not one.startswith(path)] == [], found
    assert found, "nothing is said to be stale"
    return found[0]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (SOURCE, "And as a picture:", "And now a picture:"),
        (SOURCE, "starter: total = ____", "starter: total = ____ "),
        (SOURCE, 'role="rules"', 'role="rules" slide="slide"'),
    ],
)
def test_a_change_in_the_source_makes_every_edition_stale(built, path, old, new):
    clones.edit(built / path, old, new)
    found = [str(problem) for problem in build.stale(built)]
    assert len(found) == 4 and all(one.endswith(COMMAND) for one in found)


@pytest.mark.parametrize(
    ("path", "old", "new", "stale"),
    [
        ("coursework/exercises/growth/demo.py", "is a sum", "is the sum", ["solutions/1", "solutions/zh"]),
        ("datasets/manifest.json", "1}", "2}", ["solutions/1", "solutions/zh"]),
        (f"coursework/locale/zh/{clones.KEY}.po", "picture:中文", "picture:图", ["notebooks/zh", "solutions/zh"]),
        (f"coursework/locale/zh/{clones.KEY}.po", "is a sum.中文", "is a sum.和", ["solutions/zh"]),
    ],
)
def test_other_sources_make_stale_what_comes_from_them(built, path, old, new, stale):
    clones.edit(built / path, old, new)
    found = [str(problem) for problem in build.stale(built)]
    assert sorted(one[: len(place)] for one, place in zip(sorted(found), stale, strict=True)) == stale
    assert all(one.endswith(COMMAND) for one in found)


def test_line_ends_of_another_system_make_nothing_stale(built):
    path = built / SOURCE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert build.stale(built) == []


def test_a_cell_changed_by_hand_is_seen(built):
    notebook = load(built, TRAINEE)
    cell(notebook, "look")["source"] = ["And as a painting:"]
    dump(built, TRAINEE, notebook)
    said = only(built, TRAINEE)
    assert "cell 'look'" in said and "by hand" in said and said.endswith(COMMAND)


def test_an_extra_cell_is_seen(built):
    notebook = load(built, WORKED)
    notebook["cells"].append({**cell(notebook, "show"), "id": "extra", "outputs": [], "source": []})
    dump(built, WORKED, notebook)
    assert "cell 'extra'" in only(built, WORKED)


def test_a_stored_output_in_the_trainees_edition_is_seen(built):
    notebook = load(built, TRAINEE)
    cell(notebook, "show")["execution_count"] = 3
    dump(built, TRAINEE, notebook)
    assert "stores an output or a count" in only(built, TRAINEE)


def test_a_cell_that_was_never_run_is_seen(built):
    notebook = load(built, WORKED)
    cell(notebook, "show")["execution_count"] = None
    dump(built, WORKED, notebook)
    said = only(built, WORKED)
    assert "never run" in said and said.endswith(f"{COMMAND} --force")


@pytest.mark.parametrize("spoil", ["{", ""])
def test_a_spoilt_or_missing_notebook_is_seen(built, spoil):
    path = built / WORKED
    clones.write(path, spoil) if spoil else path.unlink()
    assert only(built, WORKED).endswith(COMMAND)


def test_a_notebook_without_a_source_is_seen(built):
    left = built / "notebooks" / "1_growth" / "7_old.ipynb"
    left.write_bytes((built / TRAINEE).read_bytes())
    assert only(built, "notebooks/1_growth/7_old.ipynb").endswith("Delete notebooks/1_growth/7_old.ipynb.")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("new", "word"),
    [("dearest = 1 / 0", "ZeroDivisionError"), ("dearest = 60; import warnings; warnings.warn('hm')", "UserWarning")],
)
def test_a_cell_that_fails_or_warns_stops_the_build(clone, new, word):
    clones.edit(clone / SOURCE, "dearest = max(money)", new)
    with pytest.raises(PublishError, match=rf"1_demo\.py, cell 'show'.*{word}"):
        build.build(clone)
    assert clones.notebooks(clone) == {}


def test_markers_that_do_not_pair_up_are_told(clone):
    clones.edit(clone / SOURCE, "# solution:end\n", "")
    with pytest.raises(PublishError, match=r"cell 'total'.*Pair the markers"):
        build.build(clone)
