"""The CI lane's comparison of an environment with conda's list."""

from importlib.metadata import version

from tests.house import only_listed


def test_each_difference_is_named():
    installed = {"a": "1", "b": "1", "d": "1"}
    listed = {"a": "1", "b": "2", "c": "1"}
    assert only_listed.difference(installed, listed) == [
        "b 1: not listed",
        "b 2: not installed",
        "c 1: not installed",
        "d 1: not listed",
    ]
    assert only_listed.difference(listed, listed) == []


def test_this_environment_holds_more_than_one_package(tmp_path, capsys):
    path = tmp_path / "list.txt"
    path.write_text(f"pandas=={version('pandas')}\nno_such==1 ; sys_platform == 'none'\n-e .\n", encoding="utf-8")
    assert only_listed.main(path) == 1
    said = capsys.readouterr().out
    assert "numpy" in said and "pandas" not in said and "no-such" not in said
