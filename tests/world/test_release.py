"""The shipped data set is what the world makes, says what it is, and stays small."""

import json

import pandas as pd
import pytest

from coursework import home, schema
from coursework.world import dictionary, make, parameters, release
from coursework.world.digest import digest

DATASETS = home.root() / "datasets"
COMMAND = "run `coursework data` to make the data set anew"


@pytest.fixture(scope="module")
def manifest():
    return json.loads((DATASETS / "manifest.json").read_text(encoding="utf-8"))


def test_the_world_still_makes_the_shipped_tables(manifest):
    tables = make(*release.STANDARD)
    assert manifest["tables"] == {name: digest(table) for name, table in tables.items()}, COMMAND
    assert (manifest["seed"], manifest["users"], manifest["scenario"]) == release.STANDARD
    assert manifest["world_version"] == parameters.WORLD_VERSION, COMMAND
    assert manifest["schema_version"] == schema.SCHEMA_VERSION, COMMAND


@pytest.mark.parametrize("name", schema.TABLES)
def test_the_files_hold_what_the_manifest_says(manifest, name):
    assert digest(release.read(DATASETS / f"{name}.parquet")) == manifest["tables"][name], COMMAND


def test_the_dictionary_is_that_of_the_schema():
    assert (DATASETS / "README.md").read_text(encoding="utf-8") == dictionary.markdown(), COMMAND
    assert (DATASETS / "dictionary.json").read_text(encoding="utf-8") == dictionary.as_json(), COMMAND


def test_the_files_stay_small():
    assert sum(file.stat().st_size for file in DATASETS.glob("*.parquet")) <= 8_000_000


def test_no_truth_is_shipped():
    text = "".join(file.read_text(encoding="utf-8") for file in DATASETS.glob("*.*") if file.suffix in (".md", ".json"))
    assert "anyway" not in text
    assert "incremental" not in text


def test_written_and_read_again(tmp_path):
    told = []
    made = release.write(tmp_path / "a" / "b", seed=5, users=100, progress=lambda *step: told.append(step))
    folder = tmp_path / "a" / "b"
    assert sorted(file.name for file in folder.iterdir()) == sorted(
        ["README.md", "dictionary.json", "manifest.json", *(f"{name}.parquet" for name in schema.TABLES)]
    )
    tables = make(5, 100)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(release.read(folder / f"{name}.parquet"), table)
    assert [done for _, done, _ in told] == list(range(1, told[-1][2] + 1))
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8")) == made
    again = release.write(folder, seed=5, users=100)
    assert again == made


def test_a_damaged_file_is_refused(tmp_path):
    release.write(tmp_path, seed=5, users=50)
    file = tmp_path / "users.parquet"
    file.write_bytes(file.read_bytes()[:200])
    with pytest.raises((OSError, ValueError)):
        release.read(file)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.assign(cost=t["cost"] + 1),
        lambda t: t.iloc[1:],
        lambda t: t.assign(date=t["date"] + pd.Timedelta(days=1)),
        lambda t: t.rename(columns={"bid": "budget", "budget": "bid"}),
        lambda t: t.assign(campaign=t["campaign"].where(t["campaign"] != "brand_words", None)),
        lambda t: pd.concat([t, t.iloc[:1]]),
    ],
)
def test_the_digest_sees_changes(small, change):
    table = small["ad_spend"]
    assert digest(change(table)) != digest(table)


def test_the_digest_ignores_order_and_storage(small):
    table = small["touchpoints"]
    shuffled = table.sample(frac=1, random_state=1)
    shuffled["channel"] = shuffled["channel"].cat.reorder_categories(list(reversed(table["channel"].cat.categories)))
    assert digest(shuffled) == digest(table)
