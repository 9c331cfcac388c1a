"""Here a `Lane` in a test module stands for its notebooks, whatever plugins are loaded elsewhere."""

from coursework.publish.lanes import pytest_pycollect_makeitem

__all__ = ["pytest_pycollect_makeitem"]
