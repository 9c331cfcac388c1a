"""A pytest plugin: run notebooks with nbval so that nothing passes without having been compared.

nbval alone skips pictures, does not compare a cell without an execution count, honours marks that
switch a check off, and sees a failed cell only if its traceback was shown. Here a worked notebook
must be what its source gives, every cell of it must have been run and stored, and text and
pictures are compared by `coursework.publish.compare`; a trainee's must store nothing; and in both
a cell fails if the kernel says so, shown or not, and if it writes to standard error.

``pytest --nbval solutions`` and ``pytest --nbval-lax notebooks`` work from a terminal; the suite's
own lanes stand in ``tests/notebooks``.
"""

from __future__ import annotations

import contextlib
import subprocess
from collections import defaultdict
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest
from nbval.kernel import RunningKernel
from nbval.plugin import IPyNbCell, IPyNbFile

from coursework.publish import compare, editions, execute, freshness, source

TIMEOUT = 120  # seconds for a cell; nbval's own is half an hour


@dataclass(frozen=True)
class Lane:
    """Notebooks to run in one way; a test module binds one to a name.

    Attributes
    ----------
    edition : {"worked", "trainee"}
    compare : bool
        Compare outputs with the stored ones.
    seed : int, optional
        Open the app on another seed.
    languages : tuple of str
    """

    edition: str
    compare: bool = False
    seed: int | None = None
    languages: tuple[str, ...] = editions.LANGUAGES


class Notebook(IPyNbFile):
    """One notebook, run in a kernel and a home of its own."""

    lane: Lane
    root: Path

    @classmethod
    def make(cls, parent, path: Path, lane: Lane, name: str | None = None):
        """A collector of this notebook; ``name`` tells the lanes of one file apart."""
        kwargs = {"name": name, "nodeid": f"{parent.nodeid}::{name}"} if name else {}
        made = cls.from_parent(parent, path=path, **kwargs)
        made.lane, made.root = lane, root_of(path)
        made.compare_outputs = lane.compare
        return made

    @property
    def key(self) -> str:
        """The lesson, as in ``"1_growth/1_ads"``."""
        return f"{self.path.parent.name}/{self.path.stem}"

    def collect(self):
        """One item for the notebook as a whole, and one for each code cell.

        The first holds the notebook against its source, which only an author's tools can read: without jupytext,
        as in the environment that learners have, the cells alone are run.
        """
        self.nb = nbformat.read(self.path, as_version=4)
        if find_spec("jupytext"):
            yield Whole.from_parent(self, name="as its source gives it")
        number = 0
        for cell in self.nb.cells:
            if cell.cell_type == "code":
                options = defaultdict(bool, check=self.compare_outputs)
                name = cell.metadata.get("name", f"cell {number}")
                yield Cell.from_parent(
                    self, name=name, cell_num=number, cell=cell, options=options
                )
                number += 1
        if self.lane.edition == "worked":
            yield Answers.from_parent(self, name="every answer is right")

    def setup(self):
        """Start the kernel, once for all items of the notebook."""
        self.closing = contextlib.ExitStack()
        home = execute.home(self.root, seed=self.lane.seed)
        environment, folder = self.closing.enter_context(home)
        self.work = Path(environment["COURSEWORK_WORK"])
        self.kernel = Kernel(environment, folder)

    def teardown(self):
        """Stop the kernel and take its home away."""
        super().teardown()
        self.closing.close()


class Whole(pytest.Item):
    """The notebook is what its source gives, and there is something to run and to compare."""

    def runtest(self):
        nb, lane = self.parent.nb, self.parent.lane
        cells = [cell for cell in nb.cells if cell.cell_type == "code"]
        if not cells:
            self.fail("It holds no code cell: nothing would be run.")
        if lane.compare and not any(cell.outputs for cell in cells):
            self.fail("No cell of it stores an output: nothing would be compared.")
        language = nb.metadata.get("coursework", {}).get("language", "en")
        lesson = source.read(self.parent.root, self.parent.key)
        problem = freshness.problem(self.parent.root, lesson, lane.edition, language)
        if problem is not None:
            raise problem

    def fail(self, what: str):
        """Say what is wrong, and what to run."""
        raise AssertionError(f"{what} Run: python -m coursework build {self.parent.key} --force")

    def repr_failure(self, excinfo):
        return str(excinfo.value)

    def reportinfo(self):
        return self.path, 0, f"{self.parent.name}: {self.name}"


class Answers(Whole):
    """After the worked notebook has run, every exercise of it has been answered right."""

    def runtest(self):
        from coursework.publish import answers

        missing = answers.not_right(self.parent.root, self.parent.key, self.parent.work)
        if missing:
            raise AssertionError(
                f"The worked edition does not answer right: {', '.join(missing)}. "
                f"Repair the cell in solutions/{self.parent.key}.py or the declaration."
            )


class Cell(IPyNbCell):
    """One code cell."""

    def runtest(self):
        """Run the cell; compare if the lane compares."""
        never_run = self.parent.compare_outputs and self.cell.execution_count is None
        if never_run:
            self.cell.outputs = []  # run all the same: later cells may need what it makes
        super().runtest()
        self.ended_well()
        if never_run:
            again = f"Run: python -m coursework build {self.parent.key} --force"
            self.raise_cell_error(f"The cell was never run, so nothing is compared. {again}")
        warned = [out.text for out in self.test_outputs if out.get("name") == "stderr"]
        if warned:
            self.raise_cell_error("The cell warns: " + "".join(warned).strip())

    def ended_well(self):
        """Fail if the kernel says that the cell failed; nbval looks for a traceback only."""
        if self.parent.kernel.status != "ok":
            self.raise_cell_error("The cell failed, though it shows no traceback.")

    def compare_outputs(self, test, ref, skip_compare=None):
        """Compare as the builder does; nbval asks for its answer here."""
        self.ended_well()  # before anything else: a failure explains a difference
        self.comparison_traceback = compare.differences(ref, test)
        if self.comparison_traceback:
            self.comparison_traceback.append(
                f"If the change is wanted, run: python -m coursework build {self.parent.key} --force"
            )
        return not self.comparison_traceback

    def reportinfo(self):
        return self.path, 0, f"{self.parent.name}: {self.name}"


class Kernel(RunningKernel):
    """This interpreter's kernel; remembers how the last cell ended."""

    def __init__(self, environment: dict, folder: Path):
        self.status = None
        self.km = execute.kernel_manager(folder, asynchronous=False)
        self.km.start_kernel(env=environment, cwd=str(folder), stderr=subprocess.DEVNULL)
        self.kc = self.km.client()
        self.kc.start_channels()
        self.kc.wait_for_ready(timeout=60)
        self._ensure_iopub_up()

    def await_reply(self, msg_id, timeout=None):
        """Wait until the cell has ended; a reply that says *error* counts, shown or not."""
        while True:
            message = self.get_message(stream="shell", timeout=timeout)
            if message["parent_header"].get("msg_id") == msg_id:
                self.status = message["content"]["status"]
                return


def root_of(path: Path) -> Path:
    """The clone to which a notebook belongs; its own folder if it stands in none."""
    for folder in path.parents:
        if folder.name in editions.FOLDERS.values():
            return folder.parent
    return path.parent


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    """Give a cell two minutes, not half an hour."""
    if getattr(config.option, "nbval_cell_timeout", None) == 2000:
        config.option.nbval_cell_timeout = TIMEOUT


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    """With nbval's own flags, run notebooks in our way."""
    found = yield
    edition = "worked" if "solutions" in file_path.parts else "trainee"
    return [
        Notebook.make(parent, file_path, Lane(edition, compare=one.compare_outputs))
        if type(one) is IPyNbFile
        else one
        for one in found
    ]


def pytest_pycollect_makeitem(collector, name, obj):
    """A `Lane` in a test module stands for its notebooks."""
    if not isinstance(obj, Lane):
        return None
    root = collector.config.rootpath
    made = []
    for key in source.keys(root):
        for language in obj.languages:
            path = root / editions.path_of(key, obj.edition, language)
            made.append(Notebook.make(collector, path, obj, f"{name} {key} {language}"))
    return made or [pytest.Function.from_parent(collector, name=name, callobj=_none)]


def _none():
    raise AssertionError("There is no lesson under solutions/: nothing would be run.")
