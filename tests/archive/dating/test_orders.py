"""The orders in which a source puts its articles."""

from archive.dating.orders import LONGEST, find_numberings, merge_listing


def test_a_walk_of_the_first_pages_is_set_before_what_was_behind_them() -> None:
    assert merge_listing([], ["c", "b", "a"]) == ["c", "b", "a"]
    assert merge_listing(["c", "b", "a"], ["e", "d", "c"]) == ["e", "d", "c", "b", "a"]


def test_what_is_not_listed_any_more_among_the_walked_is_left_out() -> None:
    assert merge_listing(["d", "c", "b", "a"], ["e", "d", "b"]) == ["e", "d", "b", "a"]


def test_a_key_stands_where_it_comes_first_and_a_list_has_an_end() -> None:
    assert merge_listing(["b", "a"], ["c", "b", "c"]) == ["c", "b", "a"]
    assert merge_listing(["old"], ["new"]) == ["new", "old"]
    assert len(merge_listing([f"o{n}" for n in range(LONGEST)], ["new"])) == LONGEST


def test_numbers_are_those_that_most_addresses_have_in_one_place() -> None:
    addresses = {
        1: "https://a.example/tin/694722-hoi-nghi-2013.html",
        2: "https://a.example/tin/694731-hoi-thao.html?id=7",
        3: "https://a.example/tin/694740-le-ket-nap-12.html",
    }
    assert find_numberings(addresses) == [
        {1: 694722, 2: 694731, 3: 694740},
        {1: 2013, 2: 694731, 3: 12},
    ]
    asp = {n: f"https://a.example/chitiet.aspx?newsid={500 + n}&p=1" for n in range(5)}
    assert find_numberings(asp) == [{n: 500 + n for n in range(5)}]
    assert find_numberings({1: "https://a.example/tin/hoi-nghi", 2: "https://a.example/tin/12-hoi"}) == []
