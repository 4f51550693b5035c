"""What a process keeps is bounded, of one version, and true at that instant."""

import threading

from hypothesis import given
from hypothesis import strategies as st

from campaigns.stored.answer import Answer, Form
from campaigns.stored.memory import Memory


def page(size=10, *, version="one", until=100.0):
    form = Form(body=b"x" * size, etag="", headers=(), unchanged=())
    return Answer({"identity": form}, None, until=until, version=version)


def test_a_page_is_found_until_its_end_and_in_its_version_only():
    memory, kept = Memory(1000), page()
    memory.put("a", kept)

    assert memory.get("a", version="one", now=99.9) is kept
    assert memory.get("a", version="one", now=100.0) is None
    assert memory.get("a", version="two", now=0.0) is None
    assert memory.get("b", version="one", now=0.0) is None


def test_what_was_not_asked_for_longest_goes_first():
    memory = Memory(30)
    for key in "abc":
        memory.put(key, page(10))
    memory.get("a", version="one", now=0)
    memory.put("d", page(10))

    kept = [key for key in "abcd" if memory.get(key, version="one", now=0)]
    assert kept == ["a", "c", "d"]


def test_a_page_too_large_for_the_memory_is_not_kept():
    memory = Memory(30)
    memory.put("a", page(31))

    assert (memory.addresses, memory.bytes) == ([], 0)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 40))))
def test_the_bound_holds_and_the_sum_is_right(puts):
    memory = Memory(60)
    for key, size in puts:
        memory.put(key, page(size))
        assert memory.bytes <= 60
    found = [memory.get(key, version="one", now=0) for key in "abcdef"]
    assert memory.bytes == sum(one.size for one in found if one)


def test_threads_do_not_upset_it():
    memory, failures = Memory(200), []

    def work(name):
        try:
            for number in range(2000):
                memory.put(number % 37, page(10))
                memory.get((number + name) % 37, version="one", now=0)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert memory.bytes <= 200
