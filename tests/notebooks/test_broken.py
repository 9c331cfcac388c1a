"""Deliberately broken notebooks: each is seen, and none passes for want of something to compare.

A small clone holds one lesson under many names, each notebook spoilt in another way. One run of pytest goes
over all of them, as ``pytest --nbval solutions`` would from a terminal, and its report is read.
"""

import base64
import copy
import io
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import nbformat
import pytest
from PIL import Image

from coursework.publish import editions, execute, freshness, source

sys.path.insert(0, str(Path(__file__).parents[1] / "publish"))

import clones  # noqa: E402

PROJECT = Path(__file__).parents[2]


def cell(notebook, name):
    return next(one for one in notebook.cells if one.metadata["name"] == name)


def _text(notebook):
    cell(notebook, "show").outputs[0].text = "The dearest costs ¥61, 67% of all.\n"


def _alternative(notebook):
    cell(notebook, "chart").outputs[0].data["text/plain"] = "Bars, one message: another one"


def _picture(notebook):
    data = cell(notebook, "chart").outputs[0].data
    picture = Image.open(io.BytesIO(base64.b64decode(data["image/png"])))
    picture.paste((40, 90, 160), (200, 40, 203, 61))  # one bar, three pixels longer
    held = io.BytesIO()
    picture.save(held, "png")
    data["image/png"] = base64.b64encode(held.getvalue()).decode()


def _picture_left_out(notebook):
    del cell(notebook, "chart").outputs[0].data["image/png"]


def _missing_output(notebook):
    cell(notebook, "show").outputs = []


def _null_count(notebook):
    cell(notebook, "show").execution_count = None
    cell(notebook, "show").outputs = []


def _null_count_with_output(notebook):
    cell(notebook, "show").execution_count = None


def _no_outputs(notebook):
    for one in notebook.cells:
        if one.cell_type == "code":
            one.outputs, one.execution_count = [], None


def _no_code(notebook):
    notebook.cells = [one for one in notebook.cells if one.cell_type == "markdown"]


def _exception(notebook):
    cell(notebook, "show").source += "\n1 / 0"


def _hidden_exception(notebook):
    """The lesson's own hook explains an error instead of showing it: the kernel alone knows."""
    cell(notebook, "setup").source += (
        "\nget_ipython().set_custom_exc((Exception,), lambda *a, **k: print('Something went wrong.'))"
    )
    cell(notebook, "show").source += "\n1 / 0"


def _warning(notebook):
    cell(notebook, "show").source += "\nimport warnings; warnings.warn('glyph missing')"


def _extra_cell(notebook):
    notebook.cells.append(nbformat.v4.new_code_cell("x = 1", id="extra", execution_count=9))


def _left_out_cell(notebook):
    notebook.cells.remove(cell(notebook, "chart"))


def _changed_source(notebook):
    cell(notebook, "show").source = cell(notebook, "show").source.replace("max(", "sorted(")


def _skipped(notebook):
    for one in notebook.cells:
        one.metadata["tags"] = ["nbval-skip", "nbval-ignore-output", "raises-exception"]
    _text(notebook)


def _comment(notebook):
    cell(notebook, "show").source = "# NBVAL_SKIP\n" + cell(notebook, "show").source


def _wrong_answer(notebook):
    cell(notebook, "total").source = "total = 3\nex.total.check(total)"
    cell(notebook, "total").outputs[0].text = "wrong\n"


WHOLE = "as its source gives it"
# notebook: what is done to it, which of its items must fail for that, a word of the message
WORKED = {
    "values": [(_text, "show", "¥61"), (_picture, "chart", "pixels differ")],
    "left_out": [(_missing_output, "show", "0 output(s) were stored"), (_picture_left_out, "chart", "image/png")],
    "not_run": [(_null_count, "show", "never run"), (_alternative, "chart", "text/plain")],
    "half_run": [(_null_count_with_output, "show", "never run")],
    "no_outputs": [(_no_outputs, WHOLE, "nothing would be compared")],
    "no_code": [(_no_code, WHOLE, "no code cell")],
    "exception": [(_exception, "show", "exception"), (_extra_cell, WHOLE, "not those of the source")],
    "hidden": [(_hidden_exception, "show", "shows no traceback"), (_left_out_cell, WHOLE, "not those of the source")],
    "warning": [(_warning, "show", "glyph missing"), (_changed_source, WHOLE, "by hand")],
    "skipped": [(_skipped, "show", "¥61"), (_skipped, WHOLE, "metadata were changed")],
    "wrong_answer": [(_wrong_answer, "every answer is right", "total (wrong)"), (_comment, WHOLE, "by hand")],
}
TRAINEE = {
    "exception": [(_exception, "show", "exception"), (_extra_cell, WHOLE, "not those of the source")],
    "hidden": [(_hidden_exception, "show", "shows no traceback")],
    "warning": [(_warning, "show", "glyph missing")],
}
CASES = [
    pytest.param(lane, name, item, word, id=f"{lane}-{way.__name__.strip('_')}")
    for lane, notebooks in (("worked", WORKED), ("trainee", TRAINEE))
    for name, ways in notebooks.items()
    for way, item, word in ways
]


def key_of(number, name):
    return f"1_growth/{number}_{name}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The clone: for each way to spoil a notebook a lesson of its own, and one that is sound."""
    root = tmp_path_factory.mktemp("broken")
    clones.make(root, key_of(1, "sound"))
    lesson = source.read(root, key_of(1, "sound"))
    ran = editions.make(lesson, "worked")
    execute.run(ran, root)
    stored = {one.metadata["name"]: one for one in ran.cells}
    for number, name in enumerate(["sound", *WORKED], start=1):
        key = key_of(number, name)
        clones.make(root, key)
        for edition, ways in (("worked", WORKED), ("trainee", TRAINEE)):
            if name in ways or name == "sound":
                _write(root, key, edition, stored, [way for way, _, _ in ways.get(name, ())])
    return root


def _write(root, key, edition, stored, ways):
    lesson = source.read(root, key)
    made = editions.make(lesson, edition, stamp=freshness.stamp(root, lesson, edition))
    for one in made.cells:
        if edition == "worked" and one.cell_type == "code":
            ran = stored[one.metadata["name"]]
            one.outputs, one.execution_count = copy.deepcopy(ran.outputs), ran.execution_count
    made = copy.deepcopy(made)
    for spoil in dict.fromkeys(ways):
        spoil(made)
    path = root / editions.path_of(key, edition, "en")
    path.parent.mkdir(parents=True, exist_ok=True)
    clones.write(path, editions.text_of(made))


def run(root, *arguments) -> dict:
    """Run pytest in a clone; from notebook and item to what was said of it (``None``: passed)."""
    report = root / "report.xml"
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}
    subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "coursework.publish.lanes", "-p", "no:cacheprovider"]
        + ["-q", f"--junitxml={report}", *arguments],
        cwd=root, env=environment, capture_output=True, timeout=400,
    )  # fmt: skip
    said = {}
    for case in ElementTree.parse(report).iter("testcase"):
        assert case.find("skipped") is None, "a check was skipped"
        bad = case.find("failure") if case.find("failure") is not None else case.find("error")
        text = None if bad is None else f"{bad.get('message')} {bad.text}"
        said[case.get("classname"), case.get("name")] = text
    return said


def of(said: dict, name: str) -> dict:
    """What was said of the items of one notebook."""
    return {item: text for (place, item), text in said.items() if place.split("_", 2)[2].split(".ipynb")[0] == name}


@pytest.fixture(scope="module")
def worked(folder):
    return run(folder, "--nbval", "solutions")


@pytest.fixture(scope="module")
def trainee(folder):
    return run(folder, "--nbval-lax", "notebooks")


ITEMS = [WHOLE, "setup", "show", "chart", "total", "every answer is right"]


@pytest.mark.slow
def test_sound_notebooks_pass_item_by_item(worked, trainee):
    """The trainee's, too, though nothing in it is answered."""
    assert of(worked, "sound") == dict.fromkeys(ITEMS)
    assert of(trainee, "sound") == dict.fromkeys(ITEMS[:-1])


@pytest.mark.slow
@pytest.mark.parametrize(("lane", "name", "item", "word"), CASES)
def test_a_broken_notebook_is_seen(worked, trainee, lane, name, item, word):
    said = of({"worked": worked, "trainee": trainee}[lane], name)[item]
    assert said is not None, f"{name} passed"
    assert word in said


@pytest.mark.slow
def test_what_is_said_names_the_command(worked):
    assert "python -m coursework build 1_growth/2_values --force" in of(worked, "values")["show"]
    assert "python -m coursework build 1_growth/6_no_outputs" in of(worked, "no_outputs")[WHOLE]


LANES = """
from coursework.publish.lanes import Lane

worked = Lane("worked", compare=True, languages=("en",))
trainee = Lane("trainee", languages=("en",))
other_seed = Lane("worked", seed=7, languages=("en",))
"""


@pytest.mark.slow
def test_lanes_run_each_notebook_in_their_own_way(tmp_path):
    """On another seed the outputs differ and nobody minds; but every answer must be right there, too."""
    from coursework.publish import build

    root = clones.make(tmp_path)
    build.build(root)
    clones.write(root / "test_lanes.py", LANES)
    said = run(root, "test_lanes.py")
    lanes = {}
    for (place, item), text in said.items():
        lanes.setdefault(place.split(" ")[0].rpartition(".")[2], {})[item] = text
    assert {lane: list(items) for lane, items in lanes.items()} == {
        "worked": ITEMS, "trainee": ITEMS[:-1], "other_seed": ITEMS,
    }  # fmt: skip
    assert all(text is None for items in lanes.values() for text in items.values())

    clones.edit(root / "mini.py", "90 * seed()", "90")  # right on seed 1 alone
    said = run(root, "test_lanes.py", "-k", "other_seed")
    (bad,) = [text for text in said.values() if text is not None]
    assert "total (wrong)" in bad


@pytest.mark.slow
def test_a_lane_without_lessons_fails(tmp_path):
    clones.write(tmp_path / "pytest.ini", "[pytest]\n")
    clones.write(tmp_path / "test_lanes.py", LANES)
    said = run(tmp_path, "test_lanes.py")
    assert len(said) == 3 and all("nothing would be run" in text for text in said.values())


@pytest.mark.parametrize(("flag", "folder"), [("--nbval", "solutions"), ("--nbval-lax", "notebooks")])
def test_from_a_terminal_the_same_rules_hold(flag, folder):
    """nbval's own flags, in this clone: the items are ours."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", flag, folder],
        cwd=PROJECT, capture_output=True, text=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert "::as its source gives it" in done.stdout and "::Cell 0" not in done.stdout
    assert "no code cell" not in done.stdout and done.returncode == 0, done.stdout
