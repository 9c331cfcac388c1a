"""Tell how far a long piece of work is: a bar where somebody watches, plain lines where the output goes into a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def shown(stream=None) -> Iterator[Callable[[str, int, int], None]]:
    """Give a function tell(what, done, total) that shows how far it is."""
    stream = stream or sys.stdout
    if not stream.isatty():
        yield lambda what, done, total: print(f"{done}/{total} {what}", file=stream, flush=True)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(file=stream)) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)
