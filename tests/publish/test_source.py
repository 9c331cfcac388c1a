"""A source is read strictly, and every complaint names file, cell and repair."""

import clones
import pytest

from coursework.publish import code, source
from coursework.publish.source import PublishError, parse


def complaint(text: str) -> str:
    with pytest.raises(PublishError) as raised:
        parse(text, clones.KEY)
    return str(raised.value)


def test_cells_come_with_names_kinds_and_metadata():
    lesson = parse(clones.LESSON, clones.KEY)
    assert [cell.name for cell in lesson.cells][:4] == ["title", "goals", "setup", "ask"]
    assert lesson.cell("title").kind == "markdown" and lesson.cell("setup").kind == "code"
    assert lesson.cell("total").exercises == ("total",) and lesson.cell("total").answers
    assert lesson.cell("ask").role == "text" and lesson.cell("show").role == "code"
    assert lesson.short and lesson.path.as_posix() == "solutions/1_growth/1_demo.py"
    assert lesson.cell("goals").text.startswith("## You will")


def test_a_header_and_windows_line_ends_change_nothing():
    plain = parse(clones.LESSON, clones.KEY)
    header = "# ---\n# jupyter:\n#   jupytext:\n#     formats: ipynb,py:percent\n# ---\n"
    assert parse(header + clones.LESSON, clones.KEY) == plain
    assert parse(clones.LESSON.replace("\n", "\r\n"), clones.KEY) == plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# %%\nx = 1\n", ["Cell 1 (“x = 1”) has no name", 'name="…"']),
        ('# %% name="a"\nx = 1\n# %% name="a"\nx = 2\n', ["cell 'a'", "Two cells"]),
        ('# %% name="A b"\nx = 1\n', ["cell 'A b'", "Choose another name"]),
        ('# %% name="a" rolle="code"\nx = 1\n', ["cell 'a'", "rolle", "role, short"]),
        ('# %% name="a" role="exercize"\nx = 1\n', ["exercize", "exercise"]),
        ('# %% name="a" slide="yes"\nx = 1\n', ["yes", "subslide"]),
        ('# %% [raw] name="a"\n# x\n', ["cell 'a'", "raw cell"]),
        ("", ["holds no cell"]),
    ],
)
def test_a_complaint_names_file_cell_and_repair(text, words):
    said = complaint(text)
    assert said.startswith("solutions/1_growth/1_demo.py")
    for word in words:
        assert word in said


def test_a_heading_that_asks_stays_a_heading():
    lesson = parse('# %% [markdown] name="a"\n# # Who?\n#\n# You.\n', clones.KEY)
    assert lesson.cells[0].text == "# Who?\n\nYou."


def test_an_unknown_lesson_is_told_with_those_there_are(clone):
    with pytest.raises(PublishError, match="no such lesson.*1_growth/1_demo"):
        source.read(clone, "1_growth/9_none")


def test_lessons_come_in_the_order_of_their_numbers(tmp_path):
    for key in ("2_b/1_x", "1_a/10_y", "1_a/2_z"):
        path = tmp_path / "solutions" / f"{key}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / "solutions" / "1_a" / "notes.py").touch()
    assert source.keys(tmp_path) == ["1_a/2_z", "1_a/10_y", "2_b/1_x"]


CELL = """if True:
    # solution:begin
    x = 1
    # solution:end
    # starter: x = ____
    # starter:
    # starter:     # deeper
    y = 2"""


def test_both_views_keep_the_indentation():
    assert code.worked(CELL) == "if True:\n    x = 1\n    y = 2"
    assert code.trainee(CELL) == "if True:\n    x = ____\n\n        # deeper\n    y = 2"
    assert code.solution_lines(CELL) == ["x = 1"]


@pytest.mark.parametrize(
    "text",
    [
        "# solution:begin\nx = 1",
        "x = 1\n# solution:end",
        "# solution:begin\n# solution:begin\n# solution:end",
        "# solution:begin\n# starter: x\n# solution:end",
    ],
)
def test_markers_that_do_not_pair_up(text):
    with pytest.raises(code.MarkerError):
        code.trainee(text)
