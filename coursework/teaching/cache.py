"""Work out a reference or a mistake once for each app: what is declared as a function of the tables need not run at every check."""

from collections import OrderedDict
from functools import wraps

__all__ = ["forget", "once_per_app", "per_app"]

MOST_APPS = 3
_kept: OrderedDict[int, tuple] = OrderedDict()


def once_per_app(app, key, work):
    """Return ``work()``, worked out at the first call for this app object and key; an exception is kept and raised again.

    The app is known by its identity and held, so that another object can never come to its address; only the last
    few apps are held.
    """
    held = _kept.get(id(app))
    if held is None:
        held = _kept[id(app)] = (app, {})
        while len(_kept) > MOST_APPS:
            _kept.popitem(last=False)
    _kept.move_to_end(id(app))
    results = held[1]
    if key not in results:
        try:
            results[key] = (work(), None)
        except Exception as error:
            results[key] = (None, error.with_traceback(None))
    value, error = results[key]
    if error is not None:
        raise error
    return value


def per_app(function):
    """Let a function of an app be worked out once for each app: for a piece that several references share.

    What it returns is shared too, so nobody may change it.
    """

    @wraps(function)
    def kept(app):
        return once_per_app(app, function, lambda: function(app))

    return kept


def forget() -> None:
    """Let go of all apps and results."""
    _kept.clear()
