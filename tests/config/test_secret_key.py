from pathlib import Path

from config.secret_key import generated_secret_key


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "var/secret-key"
    key = generated_secret_key(path)
    assert len(key) >= 50
    assert generated_secret_key(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_two_installations_have_different_keys(tmp_path: Path) -> None:
    assert generated_secret_key(tmp_path / "one") != generated_secret_key(tmp_path / "two")
