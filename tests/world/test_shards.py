"""Data of any size in a folder: made part by part, resumed after a stop, read back; and what is refused, in sentences."""

import errno
import io
import json
import os
import shutil
import subprocess
import sys
import time

import pandas as pd
import pytest
from typer.testing import CliRunner

from coursework import open_app, schema
from coursework.__main__ import cli
from coursework.world import files, folders, progress, shards
from coursework.world.digest import added, digest
from coursework.world.tables import in_yuan

SEED, USERS = 11, 1500


def make(folder, **changed):
    return shards.write(folder, **{"seed": SEED, "users": USERS, "parts_of": 3} | changed)


def told(caught) -> str:
    sentence = str(caught.value)
    assert sentence.endswith((".", '"', "...")), sentence
    return sentence


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A finished folder of three parts; nobody changes it."""
    folder = tmp_path_factory.mktemp("data") / "three"
    make(folder)
    return folder


@pytest.fixture
def copy(made, tmp_path):
    """A copy that a test may damage."""
    return shutil.copytree(made, tmp_path / "copy")


# what lies there, and how it is read


def test_the_files_hold_what_the_manifest_says(made, small):
    manifest = json.loads((made / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["tables"] == {name: digest(table) for name, table in small.items()}
    assert {"users/part-00000.parquet", "users/part-00002.parquet", "channels.parquet"} <= set(manifest["files"])
    for name in schema.TABLES:
        mine = [file for file in manifest["files"] if folders.table_of(file) == name]
        assert added(digest(files.read(made / file, name)) for file in mine) == manifest["tables"][name]
    there = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert there == {*manifest["files"], "manifest.json", "README.md", "dictionary.json"}


def test_a_small_world_is_one_file_per_table(tmp_path, small):
    told = []
    manifest = make(tmp_path / "a" / "b", parts_of=None, progress=lambda *step: told.append(step))
    assert set(manifest["files"]) == {f"{name}.parquet" for name in schema.TABLES}
    assert manifest["tables"] == {name: digest(table) for name, table in small.items()}
    assert [done for _, done, _ in told] == list(range(1, told[-1][2] + 1))


def test_it_opens_like_any_variant(made, small):
    app = open_app(made)
    assert (app.seed, app.size, app.scenario, app.source) == (SEED, USERS, "standard", None)
    assert app.tables == tuple(schema.TABLES)
    assert (app.since, app.until) == (pd.Timestamp("2025-01-01"), pd.Timestamp("2026-01-01"))
    assert app.world.users == USERS
    orders, then = app.orders, in_yuan("orders", small["orders"])
    assert orders.sort_values("order_id", ignore_index=True).equals(then.sort_values("order_id", ignore_index=True))
    assert "1,500" in repr(app)


def test_parts_of_a_table(made, small):
    parts = list(folders.opened(made).parts("orders"))
    assert len(parts) == 3
    assert sum(len(part) for part in parts) == len(small["orders"])
    assert parts[0]["paid"].dtype == "float64"
    users = [set(part["user_id"]) for part in parts]
    assert not users[0] & users[1]


def test_a_table_that_is_too_large_says_how_to_read_it(made, monkeypatch):
    monkeypatch.setattr(folders, "MOST_ROWS", 1000)
    with pytest.raises(ValueError, match="too many to hold") as caught:
        _ = open_app(made).events
    code = told(caught).split("part by part: ")[1]
    here = {}
    exec(code.replace("; for", "\nfor").replace("...", "rows = rows + len(part) if 'rows' in dir() else len(part)"), here)
    assert here["rows"] > 1000
    assert len(open_app(made).channels) == 20


# going on after a stop


def parts_done(folder):
    return sorted(file.name for file in (folder / "unfinished").glob("part-*.json"))


class Stop(Exception):
    pass


def stopped(folder, monkeypatch, after):
    """Start the work and stop it when so many parts are done."""

    def tell(what, done, total):
        if len(parts_done(folder)) >= after:
            raise Stop

    with pytest.raises(Stop):
        make(folder, progress=tell)


def test_it_goes_on_where_it_stopped(made, tmp_path, monkeypatch):
    folder = tmp_path / "data"
    stopped(folder, monkeypatch, 2)
    assert parts_done(folder) == ["part-00000.json", "part-00001.json"]
    with pytest.raises(ValueError, match="unfinished; run the same command again") as caught:
        open_app(folder)
    assert "coursework data --seed 11 --users 1500 --scenario standard --out" in told(caught)
    worked = []
    monkeypatch.setattr(shards.parts, "make_part", lambda *given, make=shards.parts.make_part: worked.append(given[3]) or make(*given))
    assert make(folder)["tables"] == json.loads((made / "manifest.json").read_text(encoding="utf-8"))["tables"]
    assert worked == [(2, 3)]
    assert not (folder / "unfinished").exists()


def test_a_killed_process_leaves_nothing_half_written(made, tmp_path):
    folder = tmp_path / "data"
    code = f"from coursework.world import shards; shards.write({str(folder)!r}, seed={SEED}, users={USERS}, parts_of=3)"
    child = subprocess.Popen([sys.executable, "-c", code])
    until = time.monotonic() + 60
    while not parts_done(folder) and child.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    child.kill()
    child.wait()
    assert parts_done(folder), "the process ended before its first part was done"
    (folder / "orders" / "part-00002.parquet.123.part").write_bytes(b"half")
    assert make(folder) == json.loads((made / "manifest.json").read_text(encoding="utf-8"))
    assert not list(folder.rglob("*.part"))
    for name in ("orders", "events"):
        assert len(open_app(folder)[name]) == len(open_app(made)[name])


def test_the_same_again_is_done_already(copy, monkeypatch):
    monkeypatch.setattr(shards, "_make", None)
    assert make(copy)["users"] == USERS


# refusals


def test_other_arguments_do_not_go_on(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    stopped(folder, monkeypatch, 1)
    with pytest.raises(ValueError, match="other data are being made; finish them with coursework data --seed 11") as caught:
        make(folder, seed=12)
    told(caught)
    plan = folder / "unfinished" / "plan.json"
    plan.write_text(plan.read_text(encoding="utf-8").replace('"world_version": "', '"world_version": "0.'), encoding="utf-8")
    with pytest.raises(ValueError, match="other data are being made"):
        make(folder)


def test_what_is_there_is_not_overwritten(copy, tmp_path):
    with pytest.raises(ValueError, match="holds other data"):
        make(copy, seed=12)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(ValueError, match="did not make"):
        make(tmp_path / "mine")
    with pytest.raises(ValueError, match="is a file; choose a folder"):
        make(tmp_path / "mine" / "letter.txt")
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (OSError(errno.EACCES, "Permission denied"), "cannot be written .Permission denied."),
        (OSError(errno.EROFS, "Read-only file system"), "make it writable, or choose another"),
    ],
)
def test_a_disk_that_refuses_is_a_sentence(tmp_path, monkeypatch, problem, words, made):
    folder = tmp_path / "data"

    def refuse(half, file):
        if "events" in str(file) and "part-00001" in str(file):
            raise problem
        return os.rename(half, file)

    with monkeypatch.context() as patch:
        patch.setattr(files.os, "replace", refuse)
        with pytest.raises(ValueError, match=words) as caught:
            make(folder)
    told(caught)
    assert str(folder) in str(caught.value)
    assert not list(folder.rglob("*.part"))
    assert make(folder) == json.loads((made / "manifest.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda file: file.unlink(), "users/part-00001.parquet is missing"),
        (lambda file: file.write_bytes(file.read_bytes()[:-100]), "users/part-00001.parquet in .* is damaged"),
        (lambda file: shutil.copy(file.parents[1] / "orders" / "part-00001.parquet", file), "users/part-00001.parquet in .* is damaged"),
        (lambda file: shutil.copy(file.with_name("part-00000.parquet"), file), "users/part-00001.parquet in .* is damaged"),
    ],
)
def test_a_damaged_file_is_named(copy, damage, words):
    damage(copy / "users" / "part-00001.parquet")
    app = open_app(copy)
    assert len(app.orders)
    with pytest.raises(ValueError, match=words) as caught:
        _ = app.users
    told(caught)


def test_data_of_another_version_are_refused(copy):
    manifest = copy / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text(encoding="utf-8")) | {"schema_version": "1.0"}), encoding="utf-8")
    with pytest.raises(ValueError, match="another version of the workbook") as caught:
        open_app(copy)
    told(caught)


def test_a_foreign_manifest_is_not_ours(tmp_path):
    (tmp_path / "manifest.json").write_text('{"name": "a web page"}', encoding="utf-8")
    assert folders.opened(tmp_path) is None
    (tmp_path / "manifest.json").write_text("not json", encoding="utf-8")
    assert folders.opened(tmp_path) is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"users": 9}, "10 to 1,000,000"), ({"users": 0}, "10 to 1,000,000"), ({"users": 2_000_000}, "1,000,000"), ({"users": 1.5}, "whole"),
        ({"scenario": "festval"}, "did you mean festival"), ({"scenario": "xyz"}, "choose from standard"), ({"workers": 0}, "1 to 64"),
        ({"workers": True}, "1 to 64"),
    ],
)  # fmt: skip
def test_wrong_arguments_are_sentences(tmp_path, wrong, words):
    with pytest.raises(ValueError, match=words) as caught:
        make(tmp_path / "data", **wrong)
    told(caught)
    assert not (tmp_path / "data").exists()


def test_a_world_too_large_for_memory_names_the_command():
    with pytest.raises(ValueError, match="coursework data --users 500000 --out folder"):
        open_app(users=500_000)


# the command


def test_the_command(tmp_path):
    said = CliRunner().invoke(cli, ["data", "--users", "60", "--seed", "7", "--scenario", "festival", "--out", str(tmp_path / "d")])
    assert said.exit_code == 0, said.output
    assert "1/" in said.output and "open_app(" in said.output
    app = open_app(tmp_path / "d")
    assert (app.seed, app.size, app.scenario) == (7, 60, "festival")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["--users", "60"], "--out"), (["--out", "x", "--users", "3"], "10 to 1,000,000"),
        (["--out", "x", "--scenario", "prise_war"], "did you mean price_war"),
    ],
)  # fmt: skip
def test_the_command_refuses_in_sentences(given, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(cli, ["data", *given])
    assert said.exit_code == 1
    assert words in said.output and "Traceback" not in said.output


class Screen(io.StringIO):
    def isatty(self):
        return True


def test_progress_is_a_bar_on_a_terminal_and_lines_elsewhere():
    for stream, plain in ((io.StringIO(), True), (Screen(), False)):
        with progress.shown(stream) as tell:
            tell("parts", 1, 2)
            tell("parts", 2, 2)
        assert (stream.getvalue() == "1/2 parts\n2/2 parts\n") is plain
        assert "2/2" in stream.getvalue()
