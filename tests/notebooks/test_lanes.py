"""Every notebook of every edition, run by nbval; see ``coursework/publish/lanes.py`` for what that proves.

Each lane starts one kernel for a notebook. The worked editions are compared with what they store,
pictures included; the trainee's run from top to bottom as they come; and the worked lessons run once
more on another seed, where their numbers differ and every answer is right all the same.
"""

import pytest

from coursework.publish import source
from coursework.publish.lanes import Lane, Notebook

worked = Lane("worked", compare=True)
trainee = Lane("trainee")
other_seed = Lane("worked", seed=7, languages=("en",))


def test_every_notebook_is_in_its_lanes(request):
    """A lane that collected nothing would pass for want of a test."""
    module = request.node.getparent(pytest.Module)
    lanes = {name: lane for name, lane in vars(module.obj).items() if isinstance(lane, Lane)}
    wanted = {
        f"{name} {key} {language}"
        for name, lane in lanes.items()
        for key in source.keys(request.config.rootpath)
        for language in lane.languages
    }
    made = {one.name for one in module.collect() if isinstance(one, Notebook)}
    assert len(lanes) == 3 and wanted and made == wanted
