"""Small clones for the tests of ``coursework.publish``: one lesson, its exercises, a package it can import.

The lesson imports ``mini``, which stands beside it, and not ``coursework``: these tests are about the builder.
"""

import shutil
from pathlib import Path

KEY = "1_growth/1_demo"

MINI = '''
"""What the small lesson imports: setup, say, a blank, a chart, a checker that remembers."""
import io
import json
import os
from pathlib import Path

from PIL import Image, ImageDraw

____ = ...
WORK = Path(os.environ["COURSEWORK_WORK"])


def seed():
    path = WORK / "settings.toml"
    return int(path.read_text().split("=")[1]) if path.is_file() else 1


def setup(lesson, language):
    Task.lesson = lesson
    print({"en": "Ready.", "zh": "准备好了。"}[language])
    return [10 * seed(), 20 * seed(), 60 * seed()]


def say(text):
    print(text)


class Chart:
    def __init__(self, title):
        self.title = title

    def _repr_mimebundle_(self, include=None, exclude=None):
        picture = Image.new("RGB", (240, 80), "white")
        draw = ImageDraw.Draw(picture)
        draw.rectangle((10, 40, 200, 60), fill=(40, 90, 160))
        draw.text((10, 10), self.title.encode("ascii", "replace").decode(), fill="black")
        held = io.BytesIO()
        picture.save(held, "png")
        return {"image/png": held.getvalue(), "text/plain": f"Bars, one message: {self.title}"}, {}


class plots:
    bars = staticmethod(lambda values, title: Chart(title))


class Task:
    def __init__(self, right):
        self.right = right

    def check(self, answer):
        if answer is ____:
            state = "not_attempted"
        else:
            state = "right" if answer == self.right() else "wrong"
        tasks = {"total": {"kind": "exercise", "state": state}}
        held = {"lessons": {self.lesson: {"tasks": tasks}}}
        (WORK / "progress.json").write_text(json.dumps(held))
        print(state)


class ex:
    total = Task(lambda: 90 * seed())
'''

LESSON = '''
# %% [markdown] name="title" role="title" short="true" slide="slide"
# # Demo
#
# **Decision.** Where does the next yuan go? It takes 5 minutes.

# %% [markdown] name="goals" role="goals"
# ## You will be able to
#
# - compute a sum
# - explain it, on
#   more than one line

# %% name="setup" role="setup"
from mini import ____, ex, plots, say, setup

money = setup("KEY", language="en")

# %% [markdown] name="ask" slide="slide"
# Look at the **dearest**.

# %% name="show"
# The dearest of all,
# whatever it brings
dearest = max(money)  # in yuan
say(f"The dearest costs ¥{dearest:,.0f}, "
    f"{dearest / sum(money):.0%} of all.")

# %% [markdown] name="look"
# And as a picture:

# %% name="chart"
plots.bars(money, title=f"The dearest takes {dearest / sum(money):.0%}")

# %% [markdown] name="prompt"
# Compute `total`, the [sum](https://example.org/sum) of `money`.

# %% name="total" role="exercise" exercise="total"
# solution:begin
total = money[0] + money[1] + money[2]
# solution:end
# starter: total = ____  # all of it
ex.total.check(total)

# %% [markdown] name="note" role="notes"
# Ask the room first.

# %% [markdown] name="rules" role="rules"
# ## Rules to keep
#
# - If it is dear, ask why.

# %% [markdown] name="end" role="takeaway"
# **Take away.** Sums. **At work**: try one. **Next**: nothing.
'''

EXERCISES = '''
"""The exercises of the small lesson."""
from types import SimpleNamespace

from coursework.i18n import _

total = SimpleNamespace(
    name="total", kind="exercise", variable="total", mistakes=["a", "b", "c"], syllabus=("sum",),
    reference_function=sum, hints=(_("What is added up?"),), why=_("{yours} is a sum."),
    solution_text="sum(money)",
)
lesson = SimpleNamespace(name="KEY", exercises={"total": total})
'''

SYLLABUS = """
- id: sum
  en: "Sums of money (only the total is given)"
  zh: "金额:如何把金额加起来"
  zh_short: ["金额合计"]
  kind: method
  chapter: growth
  section: "1.1"
  treatment: code
  data: []
- id: talk
  en: "Talking"
  zh: "交谈"
  kind: concept
  chapter: growth
  section: "1.2"
  treatment: reading
  data: []
"""


def make(folder: Path, key: str = KEY, lesson: str = LESSON) -> Path:
    """Write a clone with one lesson that has not been built."""
    chapter, name = key.split("/")
    where = folder / "coursework" / "exercises" / chapter.split("_", 1)[1]
    for made in (folder / "solutions" / chapter, where, folder / "datasets"):
        made.mkdir(parents=True, exist_ok=True)
    write(folder / "mini.py", MINI)
    write(folder / "solutions" / f"{key}.py", lesson.replace("KEY", key))
    write(where / f"{name.split('_', 1)[1]}.py", EXERCISES.replace("KEY", key))
    write(folder / "coursework" / "syllabus.yml", SYLLABUS)
    write(folder / "datasets" / "manifest.json", '{"world": 1}')
    write(folder / "pytest.ini", "[pytest]\n")
    return folder


def write(path: Path, text: str) -> None:
    """Write a text file as UTF-8 with plain line ends."""
    path.write_text(text, encoding="utf-8", newline="\n")


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text in a file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} does not hold {old!r}"
    write(path, text.replace(old, new))


def copy(folder: Path, goal: Path) -> Path:
    """A copy of a clone, to be spoilt."""
    return Path(shutil.copytree(folder, goal))


def notebooks(folder: Path) -> dict:
    """Every notebook of a clone: its path and its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.ipynb"))
    }
