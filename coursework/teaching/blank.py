"""The blank ``____`` that stands in a starter where the trainee's own code goes.

A cell with a blank in it runs: the blank takes part in any arithmetic, comparison, call or look-up and the result is the
blank again, which the exercise then calls *not attempted*. So an exercise left open never breaks a lesson.
"""

__all__ = ["Blank", "____", "is_blank"]


def _itself(self, *_ignored, **_also):
    return self


class Blank:
    """An answer that has not been given yet.

    Examples
    --------
    >>> import pandas as pd
    >>> pd.Series([1.0, 2.0]) / ____
    ____
    >>> round(100 * ____, 2) > 5
    ____
    """

    __slots__ = ()
    __pandas_priority__ = 9000  # above DataFrame, so that pandas leaves the arithmetic to the blank
    __iter__ = None  # not a list: a column that is set to a blank then takes it as one value
    __hash__ = object.__hash__

    def __array_ufunc__(self, *_ignored, **_also):
        return self

    def __array_function__(self, *_ignored, **_also):
        return self

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)  # tools look for special methods; a blank has none to offer
        return self

    def __setattr__(self, name, value):
        pass

    def __setitem__(self, name, value):
        pass

    def __repr__(self):
        return "____"

    def __format__(self, form):
        return "____"

    def __bool__(self):
        return False

    def __contains__(self, item):
        return False

    def __reduce__(self):
        return (_the_blank, ())

    __copy__ = __deepcopy__ = _itself


for _name in (
    "add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow matmul rmatmul divmod rdivmod "
    "and rand or ror xor rxor lshift rlshift rshift rrshift neg pos abs invert round trunc floor ceil "
    "eq ne lt le gt ge call getitem enter"
).split():
    setattr(Blank, f"__{_name}__", _itself)

____ = Blank()


def _the_blank() -> Blank:
    return ____


def is_blank(value) -> bool:
    """Say whether an answer has not been attempted: the blank, or Python's own ``...``."""
    return value is ... or type(value) is Blank
