"""Python's own message above ours: in an exercise cell that fails only its last line, everywhere else all of it."""

import re

__all__ = ["cell", "done", "explained", "shorten"]

_ASKS = re.compile(r"\.(check|commit|compare|submit|answer|review|truth|hint|solution)\s*\(|\bex\.\w+\(")
_cell = ""  # the cell that runs now


def cell() -> str:
    """Return the code of the cell that runs now; empty outside of a notebook."""
    return _cell


def done() -> None:
    """Forget the cell: it has run."""
    global _cell
    _cell = ""


def explained(error, source) -> bool:
    """Say whether an error of a cell is explained by us: that of a cell which hands something in."""
    return isinstance(error, Exception) and not hasattr(error, "_render_traceback_") and bool(_ASKS.search(source))


def shorten(shell) -> None:
    """Let a failed exercise cell show only the last line of Python's message: ours stands below and says where it stopped.

    The error itself stays what it is: the cell counts as failed, and `%tb` shows the whole way through the code.
    """
    shown = shell._showtraceback

    def short(kind, error, lines):
        try:
            if explained(error, _cell) and len(lines) > 1:
                lines = lines[-1:]
        except Exception:  # noqa: S110  whatever happens here, Python's message is shown
            pass
        return shown(kind, error, lines)

    shell.events.register("pre_run_cell", _before_cell)
    shell._showtraceback = short


def _before_cell(info) -> None:
    global _cell
    _cell = getattr(info, "raw_cell", "") or ""
