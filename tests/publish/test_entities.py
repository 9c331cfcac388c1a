"""The picture of the tables: it shows the schema that is passed in, fits its boxes, and is always the same."""

import dataclasses
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coursework import __main__ as command
from coursework import home, i18n, schema
from coursework.plots import font
from coursework.publish import entities

OLD = {name: schema.TABLES[name] for name in ("users", "orders", "bank_accounts")}


def words(figure):
    return [text.get_text() for text in figure.texts]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_table_key_and_reference_is_there(language):
    drawn = words(entities.draw(schema.TABLES, schema.AREAS, language))
    for table in schema.TABLES.values():
        assert table.name in drawn
        for column in table.columns:
            if column.name in table.key or column.refers:
                wanted = [column.name, *([column.zh] if language == "zh" else [])]
                wanted += [f"→ {column.refers.split('.')[0]}"] if column.refers else []
                assert " ".join(wanted) in drawn
    assert drawn.count("◆") == sum(len(table.key) for table in schema.TABLES.values())
    for both in schema.AREAS.values():
        assert both[language == "zh"] in drawn
    assert set("".join(drawn)) <= font.held()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_text_stays_in_its_column(language):
    figure = entities.draw(schema.TABLES, schema.AREAS, language)
    figure.canvas.draw()
    step = (entities.WIDTH + entities.GAP) * figure.dpi
    for text in figure.texts:
        at = text.get_window_extent()
        place = (at.x0 - entities.GAP * figure.dpi + 1) // step
        assert at.x1 <= (place + 1) * step, text.get_text()
        assert at.y0 >= 0 and at.y1 <= figure.bbox.height


def test_it_draws_the_schema_that_is_passed_in():
    drawn = words(entities.draw(OLD, schema.AREAS))
    assert {"users", "orders", "bank_accounts"} <= set(drawn) and "events" not in drawn
    one = words(entities.draw({"users": schema.TABLES["users"]}, schema.AREAS))
    assert entities.WORDS["en"]["map"] in drawn and entities.WORDS["en"]["map"] not in one


def test_the_same_schema_gives_the_same_bytes(tmp_path):
    def write():
        return entities.write(tmp_path, tables=OLD)

    assert write() == list(entities.PICTURES.values())
    first = {path: (tmp_path / path).read_bytes() for path in entities.PICTURES.values()}
    assert write() == [] and {path: (tmp_path / path).read_bytes() for path in first} == first
    for content in first.values():
        assert b"matplotlib" not in content and str(tmp_path).encode() not in content and b"tIME" not in content


def test_the_pictures_in_the_docs_are_those_of_the_schema():
    assert entities.stale(home.root()) == []
    for path in entities.PICTURES.values():
        assert (home.root() / path).stat().st_size < 400_000


def test_a_change_of_the_schema_makes_them_stale(tmp_path, monkeypatch):
    for path in entities.PICTURES.values():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes((home.root() / path).read_bytes())
    assert entities.stale(tmp_path) == []
    users = schema.TABLES["users"]
    monkeypatch.setitem(schema.TABLES, "users", dataclasses.replace(users, columns=users.columns[:-1]))
    assert entities.stale(tmp_path) == [
        f"docs/pictures/{name}: It is not what the schema gives. Run: python -m coursework entities" for name in ("entities.png", "entities.zh.png")
    ]


def test_the_command(tmp_path, monkeypatch):
    monkeypatch.setattr(home, "root", lambda: tmp_path)
    run = CliRunner()
    assert run.invoke(command.cli, ["entities", "--check"]).exit_code == 1
    done = run.invoke(command.cli, ["entities"])
    assert done.exit_code == 0 and Path(tmp_path / "docs/pictures/entities.zh.png").is_file()
    assert done.output == "docs/pictures/entities.png: written\ndocs/pictures/entities.zh.png: written\n"
    assert run.invoke(command.cli, ["entities", "--check"]).output == "The pictures are what the schema gives.\n"
