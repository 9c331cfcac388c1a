"""Run a worked edition from a fresh kernel, in a home of its own, and store what comes out."""

from __future__ import annotations

import contextlib
import copy
import os
import re
import subprocess
import tempfile
from pathlib import Path

from coursework.publish import compare
from coursework.publish.source import PublishError

TIMEOUT = 120  # seconds for one cell


def run(notebook, root: Path, *, seed: int | None = None) -> None:
    """Execute a notebook in place.

    The kernel is this interpreter. It works in an empty folder, with a home (``COURSEWORK_WORK``)
    and an IPython profile that are thrown away, so neither the author's settings nor their
    progress reach an output.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    root : Path
        The clone; put on the kernel's path.
    seed : int, optional
        Open the app on another seed, as ``coursework use --seed`` would.

    Raises
    ------
    PublishError
        If a cell fails, or warns: whatever is written to standard error counts.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError

    where = f"solutions/{notebook.metadata.coursework.lesson}.py"
    metadata = copy.deepcopy(notebook.metadata)  # nbclient writes the interpreter's version into it
    with home(root, seed=seed) as (environment, folder):
        client = NotebookClient(
            notebook,
            km=kernel_manager(folder),
            timeout=TIMEOUT,
            record_timing=False,
            store_widget_state=False,
            resources={"metadata": {"path": str(folder)}},
        )
        try:
            client.execute(env=environment, stderr=subprocess.DEVNULL)
        except (CellExecutionError, CellTimeoutError) as error:
            raise PublishError(
                where, _failed(notebook), f"The cell failed: {_last_line(error)}", "Repair it."
            ) from None
    notebook.metadata = metadata
    for cell in notebook.cells:
        _tidy(cell)
        for output in cell.get("outputs", ()):
            if output.output_type == "stream" and output.name == "stderr":
                raise PublishError(
                    where,
                    cell.metadata.get("name"),
                    f"It warns: {output.text.strip()}",
                    "A warning is an error in a lesson; repair what it speaks of.",
                )


def keep_equal(notebook, stored) -> int:
    """Put a stored output in the place of a new one that compares equal.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Just executed; changed in place.
    stored : nbformat.NotebookNode or None
        What stood in the file.

    Returns
    -------
    int
        The number of code cells whose outputs did change.
    """
    before = {cell.id: cell for cell in stored.cells} if stored is not None else {}
    changed = 0
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        old = before.get(cell.id)
        if old is not None and old.cell_type == "code" and old.get("execution_count") is not None:
            if not compare.differences(old.outputs, cell.outputs):
                cell.outputs = old.outputs
                continue
        changed += 1
    return changed


@contextlib.contextmanager
def home(root: Path, *, seed: int | None = None):
    """An environment and an empty folder for one kernel, gone afterwards.

    Yields
    ------
    tuple of (dict, Path)
        Environment variables, and the folder to run in.
    """
    with tempfile.TemporaryDirectory(prefix="coursework-", ignore_cleanup_errors=True) as folder:
        work, profile, empty = (Path(folder) / name for name in ("work", "ipython", "here"))
        for made in (work, profile, empty):
            made.mkdir()
        environment = dict(os.environ)
        environment["COURSEWORK_WORK"] = str(work)
        environment["IPYTHONDIR"] = str(profile)
        environment["PYTHONHASHSEED"] = "0"
        environment["SOURCE_DATE_EPOCH"] = "1767225600"  # 1 January 2026: no output tells how long it took
        environment["PYTHONPATH"] = os.pathsep.join(
            part for part in (str(root), os.environ.get("PYTHONPATH")) if part
        )
        for unwanted in ("MPLBACKEND", "PYTHONWARNINGS"):
            environment.pop(unwanted, None)
        if seed is not None:
            text = f"seed = {seed}\n"
            (work / "settings.toml").write_text(text, encoding="utf-8")
        yield environment, empty


def kernel_manager(folder: Path, asynchronous: bool = True):
    """A manager whose kernel is this interpreter, whatever kernels the machine has.

    Its connection file stands beside the folder that the kernel runs in, and goes with it.
    """
    import ipykernel.kernelspec
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager, KernelManager

    class ThisInterpreter(KernelSpecManager):
        def get_kernel_spec(self, kernel_name):
            return self.kernel_spec_class(
                resource_dir=ipykernel.kernelspec.RESOURCES,
                **ipykernel.kernelspec.get_kernel_dict(),
            )

    manager = AsyncKernelManager if asynchronous else KernelManager
    return manager(
        kernel_name="python3",
        kernel_spec_manager=ThisInterpreter(),
        connection_file=str(folder.parent / "kernel.json"),
    )


def _tidy(cell) -> None:
    """Drop what the execution leaves beside the outputs: times, and ids of displays."""
    cell.metadata.pop("execution", None)
    for output in cell.get("outputs", ()):
        output.pop("transient", None)
        if output.output_type in ("display_data", "execute_result"):
            output.data = {kind: output.data[kind] for kind in sorted(output.data)}
    if "outputs" in cell:
        cell.outputs = _joined_streams(cell.outputs)


def _joined_streams(outputs: list) -> list:
    """Join neighbouring pieces of one stream: how they were cut is chance."""
    joined = []
    for output in outputs:
        last = joined[-1] if joined else None
        if (
            last is not None
            and output.output_type == last.output_type == "stream"
            and output.name == last.name
        ):
            last.text += output.text
        else:
            joined.append(output)
    return joined


def _failed(notebook) -> str | None:
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                return cell.metadata.get("name")
    ran = [c for c in notebook.cells if c.get("execution_count") is not None]
    return ran[-1].metadata.get("name") if ran else None


def _last_line(error: Exception) -> str:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", str(error))
    lines = [line for line in plain.strip().split("\n") if line.strip()]
    return lines[-1] if lines else type(error).__name__
