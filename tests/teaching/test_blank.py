import copy
import pickle

import numpy as np
import pandas as pd
import pytest

from coursework.teaching.blank import ____, is_blank

S = pd.Series([1.0, 2.0], index=["a", "b"])
D = pd.DataFrame({"a": [1.0, 2.0], "c": ["x", "y"]})


@pytest.mark.parametrize(
    "code",
    [
        "S / ____", "____ / S", "D / ____", "____ * D", "S.index / ____", "np.sqrt(____)", "np.array([1, 2]) / ____", "np.where(____, 1, 2)", "np.mean(____)",
        "S == ____", "____ == S", "S > ____", "1 / ____", "____ ** 2 - 1", "-____", "abs(____)", "round(100 * ____, 2)", "____ // 3 % 2", "____ & (S > 1)",
        "____.groupby('a')['b'].sum() / S", "____[0]", "____['x', 'y']", "____(1, b=2)", "S.div(____)", "S.groupby(level=0).sum() / ____",
        "D['a'].astype('Int64') / ____", "S.sum() / ____", "copy.deepcopy(____)", "copy.copy(____)", "pickle.loads(pickle.dumps(____))", "sum([1, ____])",
        "'a' + ____", "____ if ____ == 1 else ____", "np.float64(3) / ____", "pd.Timestamp('2025-01-01') - ____",
    ],
)  # fmt: skip
def test_whatever_is_done_with_a_blank_gives_the_blank(code):
    assert eval(code, {"S": S, "D": D, "np": np, "pd": pd, "copy": copy, "pickle": pickle, "____": ____}) is ____


def test_a_column_can_be_set_to_a_blank():
    table = D.assign(share=D["a"] / ____)
    assert is_blank(table["share"].iloc[0]) and len(table) == 2


def test_a_blank_says_what_it_is_and_is_no_list():
    assert repr(____) == "____" and f"{____:,.2f}" == "____"
    assert not ____ and 3 not in ____
    for broken in (list, iter, len, float):
        with pytest.raises(TypeError):
            broken(____)


def test_a_blank_offers_nothing_to_tools_that_ask_for_special_methods():
    assert not hasattr(____, "_repr_html_") and not hasattr(____, "__array__") and not hasattr(____, "_ipython_display_")


def test_setting_something_on_a_blank_does_nothing():
    ____.total = 3
    ____["a"] = 3
    assert ____.total is ____


def test_only_the_blank_and_the_ellipsis_are_blank():
    assert is_blank(____) and is_blank(...)
    assert not any(map(is_blank, (None, "____", 0, "", [], D, S)))


def test_it_can_be_imported_from_the_package():
    from coursework import ____ as imported

    assert imported is ____
