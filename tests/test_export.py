"""Tables as CSV for a spreadsheet: they open again as they were, and nothing else is ever overwritten."""

import errno
import json
import os
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from coursework import __main__ as command
from coursework import export, i18n, mapping, open_app, schema
from coursework.app import App
from coursework.export import export_csv


@pytest.fixture(scope="module")
def app():
    return open_app(seed=4, users=60)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "my export 导出"


def same(one, other):
    """Hold the tables of two apps against each other, column by column."""
    assert one.tables == other.tables
    for name in one.tables:
        mine, theirs = one[name], other[name]
        assert list(mine.columns) == list(theirs.columns), name
        for column in mine.columns:
            a, b = mine[column], theirs[column]
            if str(a.dtype) == "category" or str(b.dtype) == "category":
                a, b = a.astype(object), b.astype(object)
            pd.testing.assert_series_equal(a, b, check_exact=True, obj=f"{name}.{column}")


def invented(name):
    """Five rows of any table: every type, empty where that is allowed."""
    made = {}
    for column in schema.table(name).columns:
        moments = pd.date_range("2025-03-31", periods=5, freq="D" if column.type == "date" else "7h").astype("datetime64[us]")
        values = {
            "id": [7, 8, 9, 10, 2**60], "count": [-3, 0, 1, 2, 30], "yuan": [0.0, -1.25, 0.1, 12.5, 1e6], "bool": [True, False] * 2 + [True],
            "text": ["港湾, a", 'a "b"', "two\nlines", "NA", "=1+1"], "time": moments, "date": moments,
            "category": pd.Categorical((list(column.values or ()) * 5)[:5], categories=list(column.values or ())),
        }[column.type]  # fmt: skip
        made[column.name] = pd.Series(values, dtype="str" if column.type == "text" else None)
        if column.empty:
            made[column.name] = made[column.name].astype("Int64" if column.type in ("id", "count") else made[column.name].dtype)
            made[column.name].iloc[2] = None
    return pd.DataFrame(made)


def names(folder):
    return sorted(file.name for file in folder.iterdir())


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_was_exported_opens_again_and_is_equal(app, folder, language):
    files = export_csv(app, folder, language=language)
    assert [file.stem for file in files] == list(app.tables) == list(schema.TABLES)
    same(open_app(folder), app)
    beside = [mapping.FILE] if language == "zh" else []
    assert names(folder) == sorted([*(f"{name}.csv" for name in schema.TABLES), export.MARKER, *beside])
    again = folder.parent / "again"
    export_csv(open_app(folder), again, language=language)
    for file in files:
        assert file.read_bytes() == (again / file.name).read_bytes(), file.name


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", schema.TABLES)
def test_every_column_of_the_schema_travels(folder, name, language):
    made = App([name], invented)
    export_csv(made, folder, language=language)
    same(open_app(folder), made)
    written = pd.read_csv(folder / f"{name}.csv", dtype=str)
    if language == "zh":
        described = schema.table(name).columns
        assert list(written.columns) == [column.zh for column in described]  # no heading stands for two columns
        for column in described:
            if column.type == "category":
                assert len({both[1] for both in column.values.values()}) == len(column.values), column.name
                assert set(written[column.zh].dropna()) <= {both[1] for both in column.values.values()}


def test_it_is_written_for_spreadsheets(app, folder):
    export_csv(app, folder, tables=["users", "orders", "ad_spend"])
    assert (folder / "users.csv").read_bytes().startswith(b"\xef\xbb\xbfuser_id,")
    assert b"\r" not in (folder / "users.csv").read_bytes()
    spent, bought = (pd.read_csv(folder / f"{name}.csv", dtype=str) for name in ("ad_spend", "orders"))
    assert spent["date"].str.fullmatch(r"\d{4}-\d\d-\d\d").all()
    assert spent["cost"].str.fullmatch(r"\d+\.\d\d").all()
    assert bought["ts"].str.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d").all()


def test_chinese_headings_and_values(app, folder):
    export_csv(app, folder, language="zh", tables=["users"])
    written = pd.read_csv(folder / "users.csv", dtype=str)
    assert list(written.columns)[:2] == ["用户编号", "注册时间"]
    assert set(written["性别"]) == {"女", "男"} and set(written["允许推送"]) <= {"是", "否"}
    assert 'user_id = "用户编号"' in (folder / mapping.FILE).read_text(encoding="utf-8")


def test_a_companys_own_names_and_columns_travel(app, tmp_path, folder):
    own = tmp_path / "own"
    own.mkdir()
    users = app.users.astype({"channel": object})
    users["channel"] = (["our_tv_spot", "搜索广告", "search_ads", "seo"] * len(users))[: len(users)]
    users["城市"] = "elsewhere"
    users.to_csv(own / "users.csv", index=False)
    orders = app.orders.assign(paid=lambda t: t["paid"] / 3)
    orders.loc[0, "ts"] += pd.Timedelta(microseconds=5)
    orders.to_csv(own / "orders.csv", index=False)
    for language in i18n.LANGUAGES:
        export_csv(open_app(own), folder, language=language)
        same(open_app(folder), open_app(own))
    assert open_app(folder).users["城市"].eq("elsewhere").all()


def test_an_empty_table_travels(app, tmp_path, folder):
    app.orders.iloc[:0].to_csv(tmp_path / "orders.csv", index=False)
    for language in i18n.LANGUAGES:
        export_csv(open_app(tmp_path), folder, language=language)
        assert len(open_app(folder).orders) == 0


def test_a_second_export_replaces_the_first(app, folder):
    export_csv(app, folder, language="zh", tables=["users", "orders"])
    other = open_app(seed=5, users=50)
    export_csv(other, folder, tables=["users"])
    assert names(folder) == [export.MARKER, "users.csv"]
    assert open_app(folder).users["user_id"].tolist() == other.users["user_id"].tolist()


@pytest.mark.parametrize("name", ["users.csv", "users.parquet", mapping.FILE])
def test_a_file_of_somebody_elses_stays(app, folder, name):
    folder.mkdir()
    (folder / name).write_text("mine", encoding="utf-8")
    with pytest.raises(ValueError, match=f"{name} in .* was not written by an export; move it away"):
        export_csv(app, folder, tables=["users"])
    assert names(folder) == [name] and (folder / name).read_text(encoding="utf-8") == "mine"


def test_what_was_changed_since_stays(app, folder):
    export_csv(app, folder, tables=["users", "orders"])
    before = (folder / "orders.csv").read_bytes()
    (folder / "users.csv").write_text("my notes", encoding="utf-8")
    with pytest.raises(ValueError, match="users.csv in .* was changed after it was exported"):
        export_csv(open_app(seed=5, users=50), folder, tables=["orders"])
    assert (folder / "users.csv").read_text(encoding="utf-8") == "my notes"
    assert (folder / "orders.csv").read_bytes() == before
    (folder / "users.csv").unlink()
    export_csv(app, folder, tables=["users"])


@pytest.mark.parametrize("text", ["", "[]", '{"files": 3}', "\x00"])
def test_a_damaged_list_of_files_gets_a_sentence(app, folder, text):
    folder.mkdir()
    (folder / export.MARKER).write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=f"{export.MARKER} in .* is damaged; export into another folder"):
        export_csv(app, folder, tables=["users"])


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "no room left"), (errno.EACCES, "Permission denied.*make the folder writable")]
)
@pytest.mark.parametrize("step", ["to_csv", "replace"])
def test_a_disk_that_fails_leaves_no_half_file(app, folder, monkeypatch, number, words, step):
    export_csv(app, folder, tables=["users"])
    before = {file.name: file.read_bytes() for file in folder.iterdir() if file.name != export.MARKER}
    count = iter(range(9))
    with monkeypatch.context() as patched:
        real = pd.DataFrame.to_csv if step == "to_csv" else os.replace

        def failing(*arguments, **more):
            if next(count) == 1:
                if step == "to_csv":
                    Path(arguments[1]).write_text("half", encoding="utf-8")
                raise OSError(number, os.strerror(number))
            return real(*arguments, **more)

        patched.setattr(*((pd.DataFrame, "to_csv") if step == "to_csv" else (os, "replace")), failing)
        with pytest.raises(ValueError, match=words) as caught:
            export_csv(open_app(seed=5, users=50), folder, tables=["users", "orders"])
    assert str(caught.value).endswith(".") and str(folder) in str(caught.value)
    assert not [name for name in names(folder) if name.endswith(".part")]
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert json.loads((folder / export.MARKER).read_text(encoding="utf-8"))["files"].keys() >= {"users.csv"}
    export_csv(app, folder, tables=["users", "orders"])  # and the next one finds its way
    assert len(open_app(folder).orders) == len(app.orders)


def test_a_file_where_the_folder_should_be(app, folder):
    folder.write_text("a file", encoding="utf-8")
    with pytest.raises(ValueError, match="cannot be written"):
        export_csv(app, folder)


def test_unknown_wishes(app, folder):
    with pytest.raises(ValueError, match="no table userz; they have channels"):
        export_csv(app, folder, tables=["userz"])
    with pytest.raises(ValueError, match="fr"):
        export_csv(app, folder, language="fr")
    assert not folder.exists()
    assert [file.name for file in export_csv(app, folder, tables="users")] == ["users.csv"]


def test_the_command(work, folder):
    run = CliRunner()
    run.invoke(command.cli, ["use", "--seed", "4", "--users", "60"])
    done = run.invoke(command.cli, ["export", str(folder), "--table", "users", "--table", "orders"])
    assert (done.exit_code, done.output) == (0, f"2 table(s) written to {folder}.\n")
    assert names(folder) == [export.MARKER, "orders.csv", "users.csv"]
    done = run.invoke(command.cli, ["export", str(folder), "--table", "userz"])
    assert done.exit_code == 1 and "no table userz" in done.output
