"""Opening the app: shipped tables, variants, settings, somebody's own export."""

import os
import pickle
import subprocess
import sys

import pandas as pd
import pytest

from coursework import home, i18n, open_app, schema, settings
from coursework.world import release


@pytest.fixture(scope="module")
def app():
    return open_app()


@pytest.fixture
def export(tmp_path):
    """A company's export as CSV, in yuan, as a spreadsheet would save it."""
    folder = tmp_path / "export"
    folder.mkdir()
    small = open_app(seed=4, users=60)
    for name in small.tables:
        small[name].to_csv(folder / f"{name}.csv", index=False, encoding="utf-8-sig")
    return folder


# the shipped data set and variants


def test_without_arguments_it_is_the_shipped_data_set(app):
    assert (app.seed, app.size, app.scenario, app.source) == (*release.STANDARD, None)
    assert app.tables == tuple(schema.TABLES)
    assert app.has("users", "orders") and not app.has("users", "unicorns")
    assert (app.since, app.until) == (pd.Timestamp("2025-01-01"), pd.Timestamp("2026-01-01"))
    assert "seed 1" in repr(app)
    assert {"users", "orders"} <= set(dir(app))


@pytest.mark.parametrize("name", schema.TABLES)
def test_amounts_are_yuan(app, name):
    cents, yuan = release.read(home.root() / f"datasets/{name}.parquet"), app[name]
    for column in schema.table(name).columns:
        if column.money:
            assert yuan[column.name].dtype == "float64"
            assert (yuan[column.name] * 100 - cents[column.name]).abs().max() < 1e-6
        else:
            assert yuan[column.name].dtype == cents[column.name].dtype
            assert yuan[column.name].equals(cents[column.name])


def test_the_shipped_tables_equal_the_variant_made_in_memory(app):
    from coursework.app import _made
    from coursework.world.tables import in_yuan

    for name, table in _made(*release.STANDARD).items():
        assert in_yuan(name, table).equals(app[name]), name


def test_a_cell_cannot_spoil_the_next(app):
    spoilt = app.users
    first = spoilt["registered_at"].iloc[0]
    spoilt["registered_at"] = pd.Timestamp("1999-01-01")
    del spoilt["city"]
    spoilt.loc[0, "birth_year"] = 3
    spoilt["channel"] = spoilt["channel"].cat.rename_categories(str.upper)
    fresh = app.users
    assert len(fresh) > 1000
    assert fresh["registered_at"].iloc[0] == first
    assert fresh["birth_year"].min() > 1900
    assert "feed_ads" in fresh["channel"].cat.categories
    inside = app.bank_accounts
    inside["user_id"].array._data.setflags(write=True)
    inside["user_id"].array._data[:] = -1
    assert (app.bank_accounts["user_id"].dropna() > 0).all()


def test_tables_are_read_when_they_are_asked_for():
    lazy = open_app()
    assert lazy._read == {}
    _ = lazy.channels
    assert list(lazy._read) == ["channels"]


def test_variants():
    app = open_app(seed=3, users=80)
    assert (app.seed, app.size, app.scenario) == (3, 80, "standard")
    assert len(app.users) < 200
    assert open_app(seed=3, users=80).users.equals(app.users)
    assert not open_app(seed=4, users=80).users.equals(app.users)
    assert app.world.run is not None and app.world.users == 80
    assert open_app(users=80).seed == 1


def test_it_opens_from_any_folder(tmp_path):
    code = "from coursework import open_app; print(len(open_app().channels))"
    path = {"PYTHONPATH": str(home.root()), "COURSEWORK_WORK": str(tmp_path / "港湾 work")}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=os.environ | path, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == str(len(schema.CHANNELS))
    assert list(tmp_path.iterdir()) == []  # nothing was left behind


def test_contradictions_and_nonsense_raise(tmp_path):
    with pytest.raises(ValueError, match="either"):
        open_app(tmp_path, seed=3)
    with pytest.raises(ValueError, match="doom"):
        open_app(scenario="doom")
    with pytest.raises(ValueError, match="whole number"):
        open_app(seed="seven")
    with pytest.raises(AttributeError, match="no table userz"):
        _ = open_app().userz
    with pytest.raises(KeyError, match="no table userz") as caught:
        _ = open_app()["userz"]
    assert not str(caught.value).startswith("'")


def test_a_missing_file_says_what_to_do(monkeypatch, tmp_path):
    release.write(tmp_path / "datasets", seed=1, users=50)
    monkeypatch.setattr(home, "root", lambda: tmp_path)
    (tmp_path / "datasets" / "orders.parquet").write_bytes(b"PAR1 no longer")
    (tmp_path / "datasets" / "events.parquet").unlink()
    app = open_app()
    assert len(app.users) < 200
    for name in ("orders", "events"):
        with pytest.raises(ValueError, match="coursework data"):
            app[name]


def test_describe(app):
    english, chinese = app.describe("ad_spend"), app.describe("ad_spend", "zh")
    assert list(english["column"]) == list(schema.table("ad_spend").names)
    assert "花费" in chinese.to_string() and "花费" not in english.to_string()
    i18n.set_language("zh")
    try:
        assert "花费" in app.describe("ad_spend").to_string()
    finally:
        i18n.set_language("en")


# settings


def test_settings_choose_the_variant():
    assert settings.load() == {}
    file = settings.save(seed=7, users=90)
    assert file == home.work() / "settings.toml"
    assert settings.load() == {"seed": 7, "users": 90}
    assert (open_app().seed, open_app().size) == (7, 90)
    assert open_app(seed=2, users=70).size == 70  # what is said in the cell goes first
    settings.save()
    assert open_app().seed == 1
    assert [f.name for f in home.work().iterdir()] == ["settings.toml"]


def test_settings_can_name_own_data(export):
    settings.save(source=export)
    assert open_app().source == export
    assert open_app(seed=1).source is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("seed = ", "delete"), ("\x00\x01", "delete"), ("sead = 3", "sead"), ("seed = 'x'", "whole number"), ("users = true", "whole"),
        ("scenario = 5", "quotes"), ("source = 'x'\nseed = 1", "at once"), ("scenario = 'doom'", "doom"), ("users = 1", "10"),
    ],
)  # fmt: skip
def test_bad_settings_get_a_sentence(text, words):
    home.work().mkdir()
    settings.path().write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=words) as caught:
        open_app()
    assert str(caught.value).endswith(".")


def test_settings_that_are_not_text():
    home.work().mkdir()
    settings.path().write_bytes(b"\xff\xfe\x00seed")
    with pytest.raises(ValueError, match="delete"):
        settings.load()


def test_bad_values_are_not_saved():
    for wrong in ({"seed": 1.5}, {"colour": "red"}, {"source": "a", "seed": 1}):
        with pytest.raises(ValueError):
            settings.save(**wrong)
    assert settings.load() == {}


# own data


def test_own_data_as_csv(export):
    app, same = open_app(export), open_app(seed=4, users=60)
    assert app.tables == same.tables and app.source == export
    assert (app.seed, app.size, app.scenario, app.world) == (None, None, None, None)
    for name in app.tables:
        for column in schema.table(name).columns:
            mine, theirs = app[name][column.name], same[name][column.name]
            assert str(mine.dtype) == str(theirs.dtype), (name, column.name)
            if column.type == "category":
                mine, theirs = mine.astype(object), theirs.astype(object)
            pd.testing.assert_series_equal(mine, theirs, check_dtype=False, check_exact=False)
    assert app.until == same.until


def test_own_data_as_parquet_in_yuan(tmp_path):
    small = open_app(seed=4, users=60)
    for name in ("users", "orders"):
        small[name].to_parquet(tmp_path / f"{name}.parquet")
    app = open_app(tmp_path)
    assert app.tables == ("users", "orders")
    assert app.orders["paid"].sum() == pytest.approx(small.orders["paid"].sum())
    assert not app.has("events")
    with pytest.raises(AttributeError, match="have no table events"):
        _ = app.events
    assert "users, orders" in repr(app)


def test_own_names_and_extra_columns_stay(export):
    users = pd.read_csv(export / "users.csv", dtype=str)
    users["channel"] = "our_tv_spot"
    users["favourite_colour"] = "blue"
    users.drop(columns=["kyc_at", "bank_customer_id"]).to_csv(export / "users.csv", index=False)
    own = open_app(export).users
    assert set(own["channel"]) == {"our_tv_spot"} and set(own["favourite_colour"]) == {"blue"}
    assert own["kyc_at"].isna().all() and str(own["bank_customer_id"].dtype) == "Int64"


def _cell(column, row, value):
    def change(table):
        table.loc[row, column] = value
        return table

    return change


@pytest.mark.parametrize(
    ("table", "change", "words"),
    [
        ("users", lambda t: t.drop(columns="city_tier"), "users.csv the column city_tier is missing"),
        ("users", _cell("user_id", 3, "abc"), "users.csv, column user_id, row 5: found 'abc', wanted a whole number"),
        ("users", _cell("user_id", 3, "12.5"), "row 5: found '12.5'"),
        ("users", _cell("registered_at", 0, "yesterday"), "column registered_at, row 2: found 'yesterday'"),
        ("users", _cell("registered_at", 0, "2025-01-01T10:00:00Z"), "row 2: found '2025-01-01T10:00:00Z'"),
        ("users", _cell("city_tier", 1, "tier_9"), "column city_tier, row 3: found 'tier_9', wanted one of tier_1"),
        ("users", _cell("opted_in_push", 1, "maybe"), "column opted_in_push, row 3: found 'maybe'"),
        ("users", _cell("channel", 1, None), "column channel, row 3: found '', wanted a value"),
        ("orders", _cell("paid", 1, "¥12"), "column paid, row 3: found '¥12'"),
        ("ad_spend", lambda t: pd.concat([t, t.iloc[:1]]), "the same date, channel, campaign"),
        ("orders", lambda t: t.rename(columns={"paid": "cost"}), "cost is there twice|column paid is missing"),
    ],
)
def test_what_does_not_fit_is_named(export, table, change, words):
    file = export / f"{table}.csv"
    change(pd.read_csv(file, dtype=str, keep_default_na=False, na_values=[""])).to_csv(file, index=False)
    with pytest.raises(ValueError, match=words) as caught:
        open_app(export)
    assert str(caught.value).endswith(".")


def test_folders_that_are_not_exports(tmp_path, export):
    with pytest.raises(ValueError, match="no folder"):
        open_app(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ValueError, match="no table"):
        open_app(tmp_path / "empty")
    (export / "customers.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ValueError, match="customers.csv is none of"):
        open_app(export)
    (export / "customers.csv").unlink()
    open_app(seed=4, users=60).users.to_parquet(export / "users.parquet")
    with pytest.raises(ValueError, match="twice"):
        open_app(export)
    (export / "users.parquet").unlink()
    (export / "users.csv").write_bytes("user_id,城市\n".encode("gbk"))
    with pytest.raises(ValueError, match="UTF-8"):
        open_app(export)
    (export / "users.csv").write_bytes(b"")
    with pytest.raises(ValueError, match="users.csv cannot be read"):
        open_app(export)


def test_own_data_without_dates_have_no_period(tmp_path):
    open_app(seed=4, users=60).channels.to_csv(tmp_path / "channels.csv", index=False)
    with pytest.raises(ValueError, match="no dates"):
        _ = open_app(tmp_path).until


def test_an_empty_table_opens(tmp_path):
    open_app(seed=4, users=60).orders.iloc[:0].to_csv(tmp_path / "orders.csv", index=False)
    assert len(open_app(tmp_path).orders) == 0


def test_tables_travel(app):
    users = app.users
    assert pickle.loads(pickle.dumps(users)).equals(users)
