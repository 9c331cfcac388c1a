"""Headline numbers lie in their ranges, every range has a source or a reason, and what moves is told."""

import json

import pytest

from coursework import home
from coursework.world import baking, headlines, plausible, release

COMMAND = "run `python -m coursework bake`"


@pytest.fixture(scope="module")
def shipped():
    return json.loads((home.root() / "datasets" / baking.HEADLINES).read_text(encoding="utf-8"))


def test_headlines_are_plausible_on_every_seed(year):
    assert plausible.outside(headlines.measured(year)) == []


def test_every_range_has_a_source_or_a_reason():
    assert len(plausible.PLAUSIBLE) >= 30
    assert set(plausible.PLAUSIBLE) <= set(headlines.HEADLINES)
    for name, r in plausible.PLAUSIBLE.items():
        assert r.low < r.high, name
        assert len(r.why) > 10 and "|" not in r.why + r.source, name
        assert not r.source or any(year in r.source for year in map(str, range(2006, 2027))) or "*" in r.source, name
    assert sum(bool(r.source) for r in plausible.PLAUSIBLE.values()) >= 12


def test_the_page_and_the_numbers_are_those_of_the_shipped_data(shipped):
    names = json.loads((home.root() / "datasets" / release.MANIFEST).read_text(encoding="utf-8"))["tables"]
    tables = {name: release.read(home.root() / "datasets" / f"{name}.parquet") for name in names}
    assert shipped == headlines.measured(tables), COMMAND
    assert (home.root() / "docs" / baking.PAGE).read_text(encoding="utf-8") == plausible.markdown(shipped), COMMAND


def test_what_is_outside_is_named():
    numbers = {name: (r.low + r.high) / 2 for name, r in plausible.PLAUSIBLE.items()}
    assert plausible.outside(numbers) == []
    assert plausible.outside(numbers | {"retention_1": 0.9}) == ["retention_1: 90.0% is not between 25.0% and 58.0%"]


def test_baking_tells_what_moved(tmp_path, monkeypatch):
    monkeypatch.setattr(release, "STANDARD", (5, 300, "standard"))
    monkeypatch.setattr(plausible, "outside", lambda numbers: [])
    (tmp_path / "docs").mkdir()
    first = list(baking.bake(tmp_path, truth=False))
    assert "headline numbers moved:" in first[1] and "  users: – → 3" in "\n".join(first)
    assert list(baking.tell(tmp_path)) == [f"0 of {len(headlines.HEADLINES)} headline numbers moved."]
    monkeypatch.setattr(release, "STANDARD", (6, 300, "standard"))
    again = list(baking.bake(tmp_path, truth=False))
    assert any(line.startswith("  events: ") for line in again)
    assert "| users active on day 1" in (tmp_path / "docs" / "plausibility.md").read_text(encoding="utf-8")
