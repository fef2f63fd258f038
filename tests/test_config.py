from __future__ import annotations

import pytest

from khaldun import config


def test_defaults_hold_without_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert config.load().batch == 32


def test_a_user_file_overlays_key_by_key(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "khaldun.toml").write_text("[run]\nworkers = 2\n")
    loaded = config.load()
    assert (loaded.workers, loaded.batch) == (2, 32)


def test_every_problem_is_listed_at_once(tmp_path):
    path = tmp_path / "bad.toml"
    path.write_text('[run]\nworkres = 2\nbatch = "many"\n[sea]\nx = 1\n')
    with pytest.raises(config.ConfigError) as caught:
        config.load(path)
    assert len(caught.value.problems) == 3


def test_a_missing_actor_file_stops_before_work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(config.ConfigError, match=r"mine\.jsonl"):
        config.load(actors=(tmp_path / "mine.jsonl",))


def test_broken_toml_is_told(tmp_path):
    path = tmp_path / "bad.toml"
    path.write_text("[run\n")
    with pytest.raises(config.ConfigError, match="not valid TOML"):
        config.load(path)
