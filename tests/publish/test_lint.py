"""The grammar of a lesson: a good one has no finding, and each fault earns its own, with cell and repair."""

import clones
import pytest

from coursework.publish import built as built_rules
from coursework.publish import declarations, lint, lint_code, lint_text
from coursework.publish.source import parse

KEY = "2_segments/1_long"


def md(name, text, **meta):
    return _cell(f'# %% [markdown] name="{name}"', "\n".join(f"# {line}".rstrip() for line in text.split("\n")), meta)


def code(name, text, **meta):
    return _cell(f'# %% name="{name}"', text, meta)


def _cell(head, text, meta):
    keys = " ".join(f'{key}="{value}"' for key, value in meta.items())
    return name_of(head), f"{head} {keys}\n{text}\n"


def name_of(head):
    return head.split('"')[1]


def answer(name, variable, role="exercise"):
    text = f"# solution:begin\n{variable} = 2 + 1\n# solution:end\n# starter: {variable} = ____\nex.check({variable})"
    return code(name, text, role=role, exercise=name)


def long_lesson() -> dict:
    """A lesson that follows the whole grammar, as text by cell."""
    cells = [
        md("title", "# Who stays?\n\n**Your decision**: whom to call.\n\n45 minutes · comes after *Ads* · concepts ●○○ · code ●○○ · statistics ○○○", role="title"),
        md("goals", "## You will be able to\n\n- **count** people\n- **choose** a group", role="goals"),
        code("setup", f'app = setup("{KEY}", language="en")\nusers = app.users', role="setup"),
        md("warm", "### Warm-up"),
        answer("quiz", "quiz", role="warmup"),
    ]
    for n, minute in enumerate((5, 15, 25), start=1):
        cells += [
            md(f"round-{n}", f"## Round {n} · What now? · minute {minute}\n\nAsk.", role="round", minute=minute),
            answer(f"guess-{n}", f"guess_{n}", role="predict"),
            md(f"task-{n}", f"Compute `value_{n}`."),
            answer(f"do-{n}", f"value_{n}"),
            md(f"read-{n}", "Look at the longest bar."),
            code(f"say-{n}", f'share_{n} = len(users) / 2\nsay(f"Half are {{share_{n}:.0f}}.")'),
        ]
    cells += [
        md("bad", "**A bad analysis.** All of them.", role="bad"),
        md("notes", "Cut this first.", role="notes"),
        md("rules", "## Rules to keep\n\n- If it is dear, ask why.", role="rules"),
        md("end", "**Take away.** Sums. **At work**: try one. **Next**: nothing.", role="takeaway"),
    ]
    return dict(cells)


def found(**changes) -> list[str]:
    """The findings on that lesson, with some cells replaced (or, for None, left out)."""
    cells = long_lesson()
    for name, new in changes.items():
        name = name.replace("_", "-")
        assert name in cells
        if new is None:
            del cells[name]
        else:
            cells[name] = new if isinstance(new, str) else "".join(text for _, text in new)
    lesson = parse("\n".join(cells.values()), KEY)
    some = lint.shape(lesson) + lint_code.findings(lesson)
    return [str(one) for one in some + lint_text.findings(clones.Path("none"), lesson)]


def test_a_good_lesson_has_no_finding():
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "cell", "word"),
    [
        ({"title": [md("title", "Who stays?")]}, "title", "no title"),
        ({"title": [md("title", "# Who?\n\nYour decision. Comes after *Ads* · concepts, code, statistics", role="title")]}, "title", "minutes"),
        ({"title": [md("title", "# Who?\n\n45 minutes. Comes after *Ads* · concepts, code, statistics", role="title")]}, "title", "decision"),
        ({"title": [md("title", "# Who?\n\n45 minutes, your decision. Comes after *Ads*", role="title")]}, "title", "what it needs"),
        ({"goals": None}, None, "no objectives"),
        ({"goals": [md("goals", "You will be able to\n\n- count")]}, "goals", "1 objectives"),
        ({"setup": [code("setup", "users = [1, 2]")]}, None, "0 setup cells"),
        ({"setup": [code("setup", 'app = setup("1_a/1_b", language="en")\nusers = []', role="setup")]}, "setup", "does not open this lesson"),
        ({"quiz": None}, None, "no warm-up"),
        ({"round_2": [md("round-2", "## Round 2", role="round", minute="6")]}, "round-2", "Minute 6 follows minute 5"),
        ({"round_2": [md("round-2", "## Round 2", role="round", minute="soon")]}, "round-2", "no minute"),
        ({"say_2": [code("say-2", "share_2 = len(users) / 2")]}, "round-2", "says no sentence"),
        ({"bad": None}, None, "bad analysis"),
        ({"rules": None}, None, "Rules to keep"),
        ({"rules": [md("rules", "\n".join(f"- Rule {'abcdef'[n]}." for n in range(6)), role="rules")]}, "rules", "6 rules"),
        ({"rules": [md("rules", "- " + "word " * 21, role="rules")]}, "rules", "21 words"),
        ({"end": None}, None, "Take away"),
        ({"end": [md("end", "**Take away.** Sums. **At work**: try.", role="takeaway")]}, "end", "Next"),
        ({"read_1": None}, "say-1", "without a sentence between"),
        ({"read_1": [md("read-1", "Hush.", role="notes")]}, "say-1", "without a sentence between"),
        ({"say_1": [code("say-1", "\n".join(["x = 1"] * 12 + ['say("it")']))]}, "say-1", "13 lines"),
        ({"say_1": [code("say-1", 'users.plot()\nsay("it")')]}, "say-1", "chart of its own"),
        ({"say_1": [code("say-1", "say(f\"{'more' if users else 'less'} of it\")")]}, "say-1", "put together from pieces"),
        ({"read_1": [md("read-1", "It is 42 % of them.")]}, "read-1", "numeral 42"),
        ({"notes": [md("notes", "It is 42 % of them.", role="notes")]}, "notes", "numeral 42"),
        ({"read_1": [md("read-1", "Within 30 days.", numbers="30")]}, "read-1", "without saying why"),
        ({"read_1": [md("read-1", "Within days.", numbers="30: the window")]}, "read-1", "not in the text"),
        ({"read_1": [md("read-1", "# Another title")]}, "read-1", "second title"),
        ({"read_1": [md("read-1", "See [that](../9_x/1_y.ipynb).")]}, "read-1", "leads to no lesson"),
        ({"read_1": [md("read-1", "word " * 900)]}, None, "at most 900"),
        ({"say_2": [code("say-2", 'total = value_1 + 1\nsay("it")')]}, "say-2", "reads value_1"),
        ({"do_2": [answer("do-2", "value_2")[0:1] + (answer("do-2", "value_2")[1].replace("2 + 1", "value_1"),)]}, "do-2", "reads value_1"),
        ({"do_1": [code("do-1", "value_1 = 3", role="exercise", exercise="do-1")]}, "do-1", "no solution is marked"),
        ({"do_1": [code("do-1", "# solution:begin\nvalue_1 = 3\n# solution:end\n# starter: value_1 = 3", role="exercise")]}, "do-1", "gives the whole solution away"),
        ({"do_1": [code("do-1", "# solution:begin\nvalue_1 = 3\n# solution:end\n# starter: value_1 = 4", role="exercise")]}, "do-1", "no blank"),
        ({"say_1": [code("say-1", "# solution:begin\nx = 3\n# solution:end\nsay('it')")]}, "say-1", "no trainee writes here"),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_cell(changes, cell, word):
    said = [one for one in found(**changes) if word in one]
    assert len(said) >= 1, found(**changes)
    assert said[0].startswith(f"solutions/{KEY}.py" + (f", cell '{cell}'" if cell else ":"))
    assert said[0].endswith((".", "…", '"'))


def test_a_lesson_may_not_be_too_long_nor_too_short():
    more = [md("read-1", "Look.")] + [md(f"extra-{n}", "Look.") for n in range(30)]
    assert any("56 cells" in one for one in found(read_1=more))
    fewer = {f"{what}_3": None for what in ("round", "guess", "task", "do", "read", "say")}
    assert any("20 cells" in one or "cells; a lesson has 25" in one for one in found(**fewer))


def test_a_round_needs_a_prediction_and_something_to_do():
    said = " ".join(found(guess_2=None, do_2=None))
    assert "asks for no prediction" in said and "gives nothing to do" in said


def test_a_prediction_inside_an_exercise_counts():
    both = answer("do-2", "value_2")[1].replace("2 + 1", "2 + 1\nex.guess.commit(3)").replace(
        "# starter:", "# starter: ex.guess.commit(____)\n# starter:"
    )
    said = found(guess_2=None, do_2=both, task_2=None)
    assert not [one for one in said if "prediction" in one]


def test_a_short_lesson_is_exempt_from_size_and_rounds():
    lesson = parse(clones.LESSON.replace("KEY", clones.KEY), clones.KEY)
    assert lint.shape(lesson) + lint_code.findings(lesson) + lint_text.findings(clones.Path("x"), lesson) == []


@pytest.mark.parametrize(
    ("text", "numerals"),
    [
        ("It is 42 % and 1,200 yuan, ¥3.50.", ["42", "1,200", "3.50"]),
        ("## Round 2\n\n1. one\n2. two\n\n`x[3]`, $x_1^2$, 12 minutes, minute 12, 30-day, Q4, 12-months", []),
        ("```\n1 2 3\n```\n[lesson 1.2](../a/b.ipynb) and https://a.org/7", []),
        ("the twelve ways (常见的12种拉新方式)", []),
        ("8 to 12 minutes, but 8 to 12 people", ["8", "12"]),
        ("in 2025-01-03", ["2025", "01", "03"]),
    ],
)
def test_numerals_that_may_come_from_data(text, numerals):
    assert lint_text.numerals(text) == numerals


def test_what_the_title_allows_the_lesson_may_hold():
    title = long_lesson()["title"].replace('name="title"', 'name="title" numbers="30: the window"')
    assert found(title=title, read_1=[md("read-1", "Within 30 days.")]) == []
    assert any("not in the text" in one for one in found(title=title))


@pytest.mark.parametrize(
    ("later", "hangs"),
    [
        ("y = total + 1", True),
        ("total += 1", True),
        ("y = [total for x in z]", True),
        ("def f():\n    return total", True),
        ("total = 3\ny = total", False),
        ("y = [total for total in z]", False),
        ("f = lambda total: total", False),
        ("y = z.total", False),
        ("f(total=3)", False),
        ('y = "total"', False),
        ("for total in z:\n    print(total)", False),
    ],
)
def test_a_later_cell_may_not_hang_on_an_answer(later, hangs):
    text = clones.LESSON + f'\n# %% name="later"\n{later}\n'
    said = [str(one) for one in lint_code.hanging(parse(text, clones.KEY))]
    assert bool(said) is hangs
    if hangs:
        assert "cell 'later'" in said[0] and "trainee assigns in 'total'" in said[0]


def test_a_name_assigned_anew_in_between_is_free():
    text = clones.LESSON + '\n# %% name="anew"\ntotal = 90\n\n# %% name="later"\ny = total\n'
    assert lint_code.hanging(parse(text, clones.KEY)) == []


def declared(folder):
    from coursework.publish import source

    return [str(one) for one in declarations.findings(folder, source.read(folder, clones.KEY))]


def test_cells_and_declarations_fit(clone):
    assert declared(clone) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "word"),
    [
        ("exercises", '["a", "b", "c"]', '["a", "b"]', "has 2 mistakes"),
        ("exercises", "reference_function=sum", "reference_function=None", "no reference"),
        ("exercises", 'why=_("{yours} is a sum.")', 'why=""', "no reason"),
        ("exercises", 'variable="total"', 'variable="sums"', "does not assign sums"),
        ("exercises", 'variable="total"', 'variable="sums"', "does not name sums"),
        ("exercises", '{"total": total}', '{"other": total}', "No cell uses “other”"),
        ("exercises", '{"total": total}', "{}", "Nothing declares “total”"),
        ("exercises", 'name="1_growth/1_demo"', 'name="1_growth/2_demo"', "declares “1_growth/2_demo”"),
        ("source", ' exercise="total"', "", "for no exercise"),
        ("source", "Compute `total`", "Compute it", "does not name total"),
    ],
)
def test_what_does_not_fit_is_told(clone, path, old, new, word):
    places = {"exercises": "coursework/exercises/growth/demo.py", "source": f"solutions/{clones.KEY}.py"}
    clones.edit(clone / places[path], old, new)
    assert any(word in one for one in declared(clone)), declared(clone)


def test_a_module_that_cannot_be_imported_is_told(clone):
    from coursework.publish.source import PublishError

    clones.write(clone / "coursework/exercises/growth/demo.py", "import nothing_of_this_name\n")
    with pytest.raises(PublishError, match=r"demo\.py: It cannot be imported: ModuleNotFoundError"):
        declared(clone)


def in_built(folder):
    from coursework.publish import source

    return [str(one) for one in built_rules.findings(folder, source.read(folder, clones.KEY))]


def test_built_notebooks_are_clean(built_once):
    assert in_built(built_once) == []


COMMAND = f"Run: python -m coursework build {clones.KEY}"


@pytest.mark.parametrize(
    ("edition", "old", "new", "word"),
    [
        ("notebooks", "total = ____  # all of it", "total = money[0] + money[1] + money[2]", "solution survives"),
        ("notebooks", "total = ____  # all of it", "    total = money[0] + money[1] + money[2]  # so", "solution survives"),
        ("notebooks", "total = ____", "# starter: total = ____", "marker survives"),
        ("solutions", '"name": "python",', '"name": "python", "path": "/home/anna/venv",', "a path"),
        ("solutions", '"name": "python",', '"name": "python", "where": "C:\\\\Users\\\\anna",', "a path"),
        ("solutions", '"name": "show"', '"name": "show", "execution": {"iopub": "2026-01-02T03:04:05"}', "a time"),
        ("notebooks", '"name": "show"', '"name": "show", "scrolled": true', "“scrolled”"),
        ("solutions", "Ready.", "Ready in /tmp/coursework-abc/here.", "path of the machine"),
        ("solutions", "Bars, one message: The dearest takes 67%", "<Figure size 640x480 with 1 Axes>", "no alternative text"),
    ],
)  # fmt: skip
def test_what_a_built_notebook_may_not_hold(built, edition, old, new, word):
    path = built / edition / f"{clones.KEY}.ipynb"
    clones.edit(path, old, new)
    said = [one for one in in_built(built) if word in one]
    assert said and said[0].startswith(f"{edition}/{clones.KEY}.ipynb")
    if word not in ("path of the machine", "no alternative text"):
        assert said[0].removesuffix(" --force").endswith(COMMAND)
