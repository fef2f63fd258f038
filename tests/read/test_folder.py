from __future__ import annotations

from khaldun.model import RawItem, Reason, Reject
from khaldun.read import read_paths


def names(found, root):
    return [one.origin.uri.removeprefix(f"{root}/") for one in found if isinstance(one, RawItem)]


def test_files_come_in_the_order_of_their_names_whatever_the_depth(tmp_path):
    for name in ("c.txt", "b/z.txt", "b/a/x.txt", "a.txt", ".hidden/x.txt", ".DS_Store"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("One.")
    assert names(read_paths([tmp_path]), tmp_path) == ["a.txt", "b/a/x.txt", "b/z.txt", "c.txt"]


def test_a_folder_without_files_is_reported(tmp_path):
    assert [one.reason for one in read_paths([tmp_path])] == [Reason.EMPTY]


def test_links_that_lead_in_a_circle_are_not_followed(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.txt").write_text("One.")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    found = list(read_paths([tmp_path]))
    assert names(found, tmp_path) == ["a/one.txt"]
    assert [one.reason for one in found if isinstance(one, Reject)] == [Reason.LINK_LOOP, Reason.LINK_LOOP]


def test_what_two_links_lead_to_is_read_once(tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "one.txt").write_text("One.")
    (tmp_path / "y").symlink_to(tmp_path / "x")
    found = list(read_paths([tmp_path]))
    assert names(found, tmp_path) == ["x/one.txt"]
    assert [one.reason for one in found if isinstance(one, Reject)] == [Reason.DUPLICATE]


def test_a_link_to_something_gone(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    found = list(read_paths([tmp_path]))
    assert [one.reason for one in found] == [Reason.NOT_FOUND]
    assert "gone" in found[0].message


def test_the_pictures_beside_a_saved_page_are_one_refusal(tmp_path):
    (tmp_path / "story.html").write_text("<html><body><p>One.</p></body></html>")
    (tmp_path / "story_files").mkdir()
    for name in ("a.css", "b.png", "c.js"):
        (tmp_path / "story_files" / name).write_text("x")
    found = list(read_paths([tmp_path]))
    assert names(found, tmp_path) == ["story.html"]
    assert [one.reason for one in found if isinstance(one, Reject)] == [Reason.UNKNOWN_FORMAT]
    assert "story.html" in found[1].message
