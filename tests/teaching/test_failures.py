"""A failed exercise cell, in a real IPython shell: what it means, where, what to try; silence for all other cells."""

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from coursework.teaching import Lesson, Number, failures, session
from coursework.teaching.blank import ____

USERS = pd.DataFrame({"user_id": [1, 2], "channel": ["feed", "search"], "cost": [1.0, 2.0]})


@pytest.fixture(scope="module")
def one_shell(tmp_path_factory):
    config = Config()
    config.HistoryManager.enabled = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("ipython")))
        InteractiveShell.clear_instance()
        shell = InteractiveShell.instance(config=config)
        shell.run_line_magic("xmode", "Minimal")  # a full traceback of pandas takes a second to draw
        yield shell
        InteractiveShell.clear_instance()


@pytest.fixture
def shell(one_shell):
    one_shell.reset(new_session=False)
    one_shell.user_ns.update(users=USERS, pd=pd, spend=pd.Series({"feed": 1.0, "search": 2.0}))
    failures.watch()
    return one_shell


@pytest.fixture
def run(shell, capsys):
    def run(source):
        shell.run_cell(source)
        # IPython shows its own traceback first; ours begins with a mark at the start of a line
        lines = capsys.readouterr().out.splitlines()
        starts = [n for n, line in enumerate(lines) if line[:2] in ("! ", "○ ")]
        return "\n".join(lines[starts[-1] :]) if starts else ""

    return run


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("x = users['chanel']", ("line 1", "`chanel`", "Did you mean `channel`?")),
        ("x = users[['channel', 'kost']]", ("Did you mean `cost`?",)),
        ("x = users.groupby('chanel')['cost'].sum()", ("Did you mean `channel`?",)),
        ("x = spend['serch']", ("Did you mean `search`?",)),
        ("x = users['zzzzz']", ("no column `zzzzz`", "its columns are `user_id`, `channel`, `cost`")),
        ("x = spend['cost']", ("another table has it",)),
        ("x = user['cost']", ("Did you mean `users`?",)),
        ("x = cost / 2", ("name of a column", "`users[\"cost\"]`")),
        ("x = feed", ("a text, so it needs quotes", "`\"feed\"`")),
        ("x = users['cost'] / 'customers'", ("only a word", "`table[\"customers\"]`")),
        ("x = users.groupby('user_id').mean()", ("cannot be averaged", ".size()")),
        ("x = spend.loc['feed', 'cost']", ("A Series has only rows",)),
        ("x = users[channel]", ("a text, so it needs quotes: `users[\"channel\"]`",)),
        ("x = users.groupby(channel).size()", ("needs quotes: `groupby(\"channel\")`",)),
        ("x = users['cost' + 'channel']", ("its own pair of brackets: `users[\"cost\"] + users[\"channel\"]`",)),
        ("x = users['cost + user_id']", ("its own pair of brackets",)),
        ("x = users['花费']", ("English names: `user_id`, `channel`, `cost`",)),
        ("small = users.set_index('channel'); x = small.loc['fed', 'cost']", ("no row `fed`; its rows are `feed`, `search`",)),
        ("x = users.loc[0, 'cost', 'channel']", ("`.loc` takes one row and one column",)),
        ("x = users.groupby('channel') / users.groupby('channel')", ("only puts the rows into groups", "`.size()`")),
        ("ids = users['user_id'].to_numpy(); x = ids.groupby('channel')", ("`ids` is no table but a bare row of 2 values",)),
        ("n = 3; x = users['cost'] / 'n'", ("Without the quotes it is the number that you mean: `n`",)),
        ("x = users['channel'].value_counts(normalize=true)", ("`True` with a capital letter",)),
        ("x = COUNTIF(users['channel'])", ("a function of spreadsheets", "value_counts()")),
        ("x = sumproduct(users['cost'], 2)", ("(a * b).sum()",)),
        ("x = users.loc['cost']", ("is a column, and `.loc` asks for the row first",)),
        ("x = users[{'a': 1}, 2]", ()),
        ("flags = pd.Series([True, False], dtype=object); t = {'o': flags}; x = t['o'] / t['o']", ("row by row", "mean")),
        ("x = unheard_of + 1", ("needs quotes",)),
        ("x = app.users", ("setup cell at the top",)),
        ("x = users.chanel", ("no `.chanel`", "Did you mean `.channel`?")),
        ("x = users.grupby('channel')", ("Did you mean `.groupby`?",)),
        ("x = None.sum()", ("`None`",)),
        ("x = users['channel'] / 2", ("do not go together",)),
        ("x = 'a' + 1", ("do not go together",)),
        ("x = users('cost')", ("square brackets",)),
        ("x = users['cost'].value_counts(normalise=True)", ("Did you mean `normalize`?",)),
        ("x = 'users'.groupby('channel')", ("No quotation marks around the name of a table: `users`",)),
        ("x = users or users", ("choose one",)),
        ("x = users / users", ("One side is a whole table", '.groupby("channel").size()')),
        ("x = users['channel'].astype('category') / 2", ("column of texts", '.groupby("channel").size()')),
        ("x = spend.sum(axes=1)", ("no option of that name: `axes`",)),
        ("x = len()", ("A function was given", "argument")),
        ("n = 5; x = n[0]", ("no parts to pick from",)),
        ("if spend > 1: x = 1", ("yes-or-no question", "&")),
        ("x = float('twelve')", ("does not look like one",)),
        ("users.assign(z=[1, 2, 3])", ("different length",)),
        ("x = pd.Timestamp('yesterday evening')", ("cannot be used",)),
        ("x = 1 / 0", ("divided by zero",)),
        ("x = [1, 2][2]", ("counting begins at 0",)),
        ("open('users.csv')", ("need no file",)),
        ("import sklaern", ("spelling",)),
        ("raise RuntimeError('boom')", ("RuntimeError: boom",)),
    ],
)  # fmt: skip
def test_an_error_is_explained(run, code, words):
    out = run(f"{code}\nex.check(x)")
    assert out.startswith("! Your code stopped before it could be checked.")
    assert all(word in out for word in words), out
    assert "It stopped in line 1" in out and out.splitlines()[-1] == "Next: change that line and run the cell again."
    assert "Traceback" not in out and "teaching" not in out


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("x = (users['cost'].sum()\nex.check(x)", "bracket is opened"),
        ("x = users['cost'].sum())\nex.check(x)", "closed that was never opened"),
        ("x = users['cost].sum()\nex.check(x)", "quote"),
        ("x = users[‘cost’]\nex.check(x)", "Chinese punctuation"),
        ("x = spend，2\nex.check(x)", "Chinese punctuation"),
        ("if x = 3:\n    ex.check(x)", "`==`"),
        ("x = 1\n  y = 2\nex.check(x)", "blanks at the beginning"),
        ("x = 3 4\nex.check(x)", "cannot read this line"),
        ("x = ¥67\nex.check(x)", "currency sign"),
        ("x = {'a': 2,000, 'b': 3}\nex.check(x)", "thousands comma"),
        ("x = 1\nex.submit(date=2026-02-10)", "A date is a text and needs quotes"),
        ("x = 30%\nex.check(x)", "percent sign"),
        ("x = spend.sum()%\nex.check(x)", "percent sign"),
        ("x = {'a': 12,5, 'b': 3}\nex.check(x)", "with a point: `12.5`"),
        ("x = 0,08\nex.check(x)", "with a point: `0.08`"),
        ("x = =spend.sum()/2\nex.check(x)", "leave the second one out"),
        ("x = spend.sum() ÷ 2\nex.check(x)", "`÷` is written `/`"),
        ("x = spend.sum() × 2\nex.check(x)", "`×` is written `*`"),
        ("x = spend.sum() ／ 2\nex.check(x)", "`／` is a full-width sign. Python reads `/`"),
        ("x = {'a': 35人}\nex.check(x)", "leave the unit out, Python takes the number alone: `35`"),
        ("x = 5千\nex.check(x)", "Write it out: `5000`"),
        ("x = 10k\nex.check(x)", "Write it out: `10000`"),
        ("x = 800元\nex.check(x)", "the number alone: `800`"),
        ("x = 1\nex.submit(owner=Li Wei, date=1)", "quotes"),
        ("ex.submit(\n    owner=Li Wei,\n)", '`owner="Li Wei"`'),
        ("x = spend['feed\nex.check(x)", "does not end with one"),
    ],
)
def test_a_cell_that_python_cannot_read_is_explained(run, code, words):
    out = run(code)
    assert out.startswith("! Your code stopped") and words in out, out


def test_the_line_is_that_of_the_cell_not_of_a_library(run):
    out = run("a = 1\nb = users.groupby('channel')\nc = b['kost'].sum()\nex.check(c)")
    assert "It stopped in line 3: `c = b['kost'].sum()`." in out


def test_a_blank_that_could_not_be_absorbed_is_not_attempted(run, shell):
    shell.user_ns["____"] = ____
    out = run("# ____ in a comment\nx = users[users['channel'].isin(____)]\nex.check(x)")
    assert out.startswith("○ Not answered yet: there is still a blank.") and "in line 2" in out


def test_other_cells_are_left_alone(run):
    assert run("x = users['chanel']") == ""
    assert run("x = users['cost']  # ex.check(x) later") == ""


def test_a_cell_that_works_is_left_alone(run, shell):
    shell.user_ns["ex"] = type("E", (), {"check": lambda self, x: None})()
    assert run("ex.check(3)") == ""


def test_the_hook_is_registered_once_and_setup_does_it(shell, app, some_lesson, capsys):
    session.setup(some_lesson.name, app=app)
    session.setup(some_lesson.name, app=app)
    assert [one.__name__ for one in shell.events.callbacks["post_run_cell"]].count("_after_cell") == 1


def test_setup_errors_show_their_sentence_alone(shell, run, monkeypatch, capsys):
    monkeypatch.setattr(session, "_open", lambda: (_ for _ in ()).throw(session.SetupError("No data here.")))
    shell.run_cell("from coursework.teaching.session import setup\nsetup('9_test/1_lesson')")
    out = capsys.readouterr().out
    assert "Setup: No data here." in out and "Traceback" not in out and "session.py" not in out


def test_interrupts_are_not_explained(run):
    assert run("raise KeyboardInterrupt\nex.check(1)") == ""


def test_messages_find_the_name_that_the_notebook_uses(shell, some_lesson):
    task = some_lesson.exercise("cac", answer=Number())
    shell.user_ns["my_task"] = task
    assert task.call("hint()") == "my_task.hint()"


def test_help_that_fails_adds_nothing_to_the_trouble(run, monkeypatch):
    monkeypatch.setattr(failures, "explain", lambda *args: 1 / 0)
    assert run("x = 1 / 0\nex.check(x)") == ""


def test_an_option_of_the_task_needs_quotes_whatever_else_looks_like_it(run, shell, some_lesson):
    from types import SimpleNamespace

    quick = some_lesson.quick("win", question="What?", options={"stay": "stay", "go": "go"}, right="stay", feedback={"stay": "Yes.", "go": "No."})
    shell.user_ns.update(ex=SimpleNamespace(win=quick), say=print)
    out = run("ex.win.check(stay)")
    assert "`stay` is one of the things to choose from" in out and "Did you mean" not in out


def test_python_shows_its_last_line_only_and_the_cell_still_fails(shell, capsys):
    shell.run_line_magic("xmode", "Context")
    try:
        result = shell.run_cell("def f():\n    return users['chanel']\nx = f()\nex.check(x)")
        out = capsys.readouterr().out
        assert isinstance(result.error_in_exec, KeyError) and "KeyError" in out and "Traceback" not in out and "site-packages" not in out
        assert out.index("KeyError") < out.index("Your code stopped before it could be checked.")
        shell.run_cell("users['chanel']")
        assert "Traceback" in capsys.readouterr().out, "cells that check nothing keep the whole way"
    finally:
        shell.run_line_magic("xmode", "Minimal")


@pytest.mark.slow
def test_in_a_real_kernel_the_cell_counts_as_failed_and_reads_short(tmp_path):
    import nbformat
    from nbclient import NotebookClient

    cells = ["from coursework.teaching import failures\nimport pandas as pd\nt = pd.DataFrame({'a': [1]})\nfailures.watch()", "t['b']\nex.check(1)", "t['b']", "1 + 1"]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in cells])
    NotebookClient(book, timeout=60, allow_errors=True, resources={"metadata": {"path": str(tmp_path)}}).execute()
    short, long, last = (cell.outputs for cell in book.cells[1:])
    errors = [[one for one in outputs if one.output_type == "error"] for outputs in (short, long)]
    assert len(errors[0]) == 1 and errors[0][0].ename == "KeyError" and len(errors[0][0].traceback) == 1
    assert any("Your code stopped" in str(one.get("data", "")) for one in short)
    assert len(errors[1][0].traceback) > 3 and last[0]["data"]["text/plain"] == "2"


def test_two_answers_are_one_too_many(run):
    out = run("class Q:\n    def check(self, answer=None): pass\nQ().check(1, 2)")
    assert "room for one answer: put the two in brackets, `(low, high)`" in out


def test_a_decimal_comma_in_a_call(run, shell):
    class Task:
        def commit(self, guess):
            pass

    shell.user_ns["ex"] = type("Ex", (), {"share": Task()})()
    assert "with a point: `0.65`" in run("ex.share.commit(0,65)")


def test_an_unknown_name_is_told_what_is_at_hand(run, shell):
    lesson = Lesson("9_test/9_names", meanings={"spend": "money"})
    task = lesson.exercise("price", answer=Number("yuan"), solution="price = spend / users")
    shell.user_ns["ex"] = type("Ex", (), {"price": task})()
    out = run("price = spend / everybody\nex.price.check(price)")
    assert "Names at hand are `users`, `spend`" in out, out
    assert "no column `spent`" in run("price = users['spent']\nex.price.check(price)")


def test_an_error_in_any_call_of_a_lesson_is_explained(run):
    assert "needs quotes" in run("way = feed\nex.pilot(app, way)")
