"""The name that was probably meant, when somebody mistyped one."""

from difflib import get_close_matches

__all__ = ["nearest"]


def nearest(name: str, names) -> str | None:
    """Return the known name that looks most like ``name``; ``None`` if none comes near.

    Examples
    --------
    >>> nearest("chanel", ["date", "channel", "cost"])
    'channel'
    """
    known = {str(one).casefold(): str(one) for one in names}
    found = get_close_matches(str(name).casefold(), list(known), n=1, cutoff=0.7)
    return known[found[0]] if found else None
