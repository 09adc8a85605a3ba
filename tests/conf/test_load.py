"""Settings: what may be written, what goes first, and what a wrong one says."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from presswerk import conf


def load(tmp_path: Path, toml: str = "", **environ: str) -> conf.Config:
    """The settings of a data folder with this file and this environment."""
    (tmp_path / "presswerk.toml").write_text(toml, encoding="utf-8")
    return conf.load({f"PRESSWERK_{name.upper()}": value for name, value in environ.items()}, tmp_path)


def problem(tmp_path: Path, toml: str = "", **environ: str) -> str:
    """What the refusal says."""
    with pytest.raises(conf.ConfigError) as refused:
        load(tmp_path, toml, **environ)
    return str(refused.value)


def test_without_anything_every_setting_has_its_default(tmp_path: Path) -> None:
    config = conf.load({}, tmp_path / "nowhere")

    for setting in conf.declared():
        if setting.name != "data":
            assert getattr(config, setting.name) == setting.default
            assert config.origin(setting.name) == "default"


def test_every_default_is_a_value_that_the_operator_could_write() -> None:
    for setting in conf.declared():
        assert setting.name == "data" or setting.parse(setting.default) == setting.default


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(tmp_path: Path) -> None:
    config = load(tmp_path, 'language = "nl"\ntime_zone = "Europe/Vienna"', language="fr")

    assert (config.language, config.origin("language")) == ("fr", "environment")
    assert (config.time_zone, config.origin("time_zone")) == ("Europe/Vienna", "file")
    assert (config.debug, config.origin("debug")) == (False, "default")


def test_the_data_folder_of_the_command_line_goes_before_the_environment(tmp_path: Path) -> None:
    assert conf.load({"PRESSWERK_DATA": "/elsewhere"}, tmp_path).data == tmp_path
    assert conf.load({"PRESSWERK_DATA": "/elsewhere"}).data == Path("/elsewhere")


def test_a_relative_data_folder_is_that_of_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert conf.load({"PRESSWERK_DATA": "paper"}).data == tmp_path / "paper"


@pytest.mark.parametrize("written", ["yes", "Yes", "true", "on", "1", "ja", " TRUE "])
def test_yes_may_be_written_in_many_ways(tmp_path: Path, written: str) -> None:
    assert load(tmp_path, debug=written).debug is True


@pytest.mark.parametrize("written", ["no", "False", "off", "0", "nein"])
def test_no_may_be_written_in_many_ways(tmp_path: Path, written: str) -> None:
    assert load(tmp_path, debug=written).debug is False


@pytest.mark.parametrize("written", ["de,fr", "de, fr", "de fr", '["de", "fr"]', " de\nfr "])
def test_lists_may_be_written_in_many_ways(tmp_path: Path, written: str) -> None:
    assert load(tmp_path, languages=written).languages == ["de", "fr"]


def test_the_file_takes_lists_and_numbers_of_its_own_kind(tmp_path: Path) -> None:
    config = load(tmp_path, 'languages = ["de", "da"]\nupload_max_megabytes = 50\ndebug = true')

    assert (config.languages, config.upload_max_megabytes, config.debug) == (["de", "da"], 50, True)


def test_networks_are_normalised(tmp_path: Path) -> None:
    assert load(tmp_path, trusted_proxies="10.1.2.3/8, ::1").trusted_proxies == ["10.0.0.0/8", "::1/128"]


@pytest.mark.parametrize(
    ("written", "duration"),
    [
        ("90", timedelta(seconds=90)),
        (90, timedelta(seconds=90)),
        ("90s", timedelta(seconds=90)),
        ("3h45m", timedelta(hours=3, minutes=45)),
        ("2 days", timedelta(days=2)),
        ("1.5 h", timedelta(minutes=90)),
        ("1 week, 2 days", timedelta(days=9)),
        ("250 ms", timedelta(milliseconds=250)),
    ],
)
def test_durations_are_what_people_write(written: Any, duration: timedelta) -> None:
    assert conf.Setting("pause", conf.Duration, timedelta(), "").parse(written) == duration


@pytest.mark.parametrize("written", ["soon", "", "3 parsecs", "5m and a bit", True, None])
def test_what_is_no_duration_is_refused(written: Any) -> None:
    with pytest.raises(ValueError, match="is not a duration"):
        conf.Setting("pause", conf.Duration, timedelta(), "").parse(written)


@pytest.mark.parametrize(
    ("variable", "nearest"),
    [
        ("BASEURL", "PRESSWERK_BASE_URL"),
        ("LANGUAGS", "PRESSWERK_LANGUAGES"),
        ("base_url", "PRESSWERK_BASE_URL"),
    ],
)
def test_an_unknown_variable_is_told_with_the_nearest_right_one(
    tmp_path: Path, variable: str, nearest: str
) -> None:
    with pytest.raises(conf.ConfigError) as refused:
        conf.load({f"PRESSWERK_{variable}": "x"}, tmp_path)

    assert f"There is no setting PRESSWERK_{variable}" in str(refused.value)
    assert f"Did you mean {nearest}?" in str(refused.value)


def test_an_unknown_key_of_the_file_is_told_with_the_nearest_right_one(tmp_path: Path) -> None:
    said = problem(tmp_path, 'time-zone = "UTC"')

    assert (
        f"There is no setting time-zone (in {tmp_path / 'presswerk.toml'}). Did you mean time_zone?" in said
    )


def test_a_name_like_no_other_leads_to_the_list_of_settings(tmp_path: Path) -> None:
    assert "docs/reference/settings.md" in problem(tmp_path, xyzzy="1")


def test_other_programs_variables_are_not_looked_at(tmp_path: Path) -> None:
    conf.load({"PATH": "/bin", "PRESS_WERK": "x"}, tmp_path)


def test_a_wrong_value_names_the_setting_what_came_and_what_is_allowed(tmp_path: Path) -> None:
    assert problem(tmp_path, workers="99") == (
        "PRESSWERK_WORKERS cannot be '99'. Allowed is a whole number from 0 to 64."
    )
    assert problem(tmp_path, 'debug = "maybe"') == (
        "debug in presswerk.toml cannot be 'maybe': it is neither yes nor no. Allowed is yes or no."
    )


def test_a_secret_value_is_not_repeated(tmp_path: Path) -> None:
    said = problem(tmp_path, database_url="mysql://me:hunter2@host/paper")

    assert "hunter2" not in said
    assert "PRESSWERK_DATABASE_URL cannot be (hidden)" in said


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(conf.ConfigError) as refused:
        load(tmp_path, "colour = 1", workers="many", time_zone="Mars/Olympus")

    assert len(refused.value.problems) == 3


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("base_url", "zeitung.example"),
        ("base_url", "https://zeitung.example/paper"),
        ("base_url", "https://zeitung.example:99999"),
        ("base_url", "ftp://zeitung.example"),
        ("time_zone", "Berlin"),
        ("time_zone", "../../etc/passwd"),
        ("language", "Deutsch"),
        ("languages", "de, Englisch"),
        ("trusted_proxies", "10.0.0.0/33"),
        ("admin_path", "Admin/"),
        ("listen_port", "0"),
        ("listen_port", "70000"),
        ("mail_from", "nobody"),
        ("mail_url", "pigeon://post"),
        ("redis_url", "localhost:6379"),
        ("log_level", "loud"),
        ("upload_max_megabytes", "0"),
        ("upload_max_megabytes", "twenty"),
    ],
)
def test_values_that_would_fail_later_are_refused_at_the_start(
    tmp_path: Path, name: str, written: str
) -> None:
    assert f"PRESSWERK_{name.upper()} cannot be" in problem(tmp_path, **{name: written})


def test_the_address_loses_its_last_slash(tmp_path: Path) -> None:
    assert load(tmp_path, base_url="https://zeitung.example/").base_url == "https://zeitung.example"


def test_a_file_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    said = problem(tmp_path, "debug = true\nlanguage = de\n")

    assert str(tmp_path / "presswerk.toml") in said
    assert "line 2" in said


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "presswerk.toml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(conf.ConfigError, match="not valid TOML"):
        conf.load({}, tmp_path)


def test_the_file_cannot_say_where_it_lies_itself(tmp_path: Path) -> None:
    assert "set PRESSWERK_DATA in the environment" in problem(tmp_path, 'data = "elsewhere"')


def test_a_table_in_the_file_is_refused(tmp_path: Path) -> None:
    assert "There is no setting mail" in problem(tmp_path, '[mail]\nurl = "smtp://localhost"')


def test_a_config_cannot_be_changed_and_knows_its_settings_only(tmp_path: Path) -> None:
    config = load(tmp_path)

    with pytest.raises(AttributeError):
        config.debug = True
    with pytest.raises(AttributeError, match="no setting 'debugg'"):
        _ = config.debugg


def test_the_settings_of_the_process_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conf.current.cache_clear()
    monkeypatch.setenv("PRESSWERK_DATA", str(tmp_path))
    try:
        first = conf.current()
        monkeypatch.setenv("PRESSWERK_DEBUG", "yes")
        assert conf.current() is first
        conf.current.cache_clear()
        assert conf.current().debug is True
    finally:
        conf.current.cache_clear()


def test_every_setting_has_one_sentence_of_help() -> None:
    for setting in conf.declared():
        assert setting.help.endswith(".")
        assert setting.help[0].isupper()
        assert ". " not in setting.help
