"""Small numbers stay hidden, also from who subtracts. The attacker below is written out naively."""

from itertools import chain, combinations, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.statistics.measures import Kind, Measure
from campaigns.statistics.suppression import hide_in_chain, hide_parts, suppress

SMALL = {1, 2, 3, 4}


def shown(*measures):
    """code → what is published: a value, "hidden", or None for "no case"."""
    return {
        figure.code: "hidden" if figure.suppressed else figure.value
        for figure in suppress(measures)
    }


def group_of(*values, name="g"):
    total = sum(values)
    return [
        Measure(f"{name}.{place}", "", value, total, group=name)
        for place, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("count", "published"),
    [(0, 0), (1, "hidden"), (4, "hidden"), (5, 5), (145, 145)],
)
def test_a_count_from_1_to_4_is_hidden_and_zero_is_shown(count, published):
    assert shown(Measure("requests.total", "", count)) == {"requests.total": published}


def test_what_a_hidden_measure_is_made_of_does_not_tell_it_by_its_denominator():
    ends = {"kept": 20, "missed": 7, "pending": 1}
    figures = suppress(
        [
            *(Measure(code, "", n, 28, group="promise") for code, n in ends.items()),
            Measure("late.overload", "", 7, 7, group="late", within="missed"),
            Measure("late.absence", "", 0, 7, group="late", within="missed"),
        ]
    )

    assert [one.code for one in figures if not one.suppressed] == ["kept"]
    assert [one.denominator for one in figures] == [28, 28, 28, None, None]


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        pytest.param([20, 10, 0], [], id="nothing small"),
        pytest.param([20, 10, 3], [10, 3], id="one small: the next larger goes with it"),
        pytest.param([20, 4, 3], [4, 3], id="two small, seven together"),
        pytest.param([20, 2, 1], [20, 2, 1], id="two small but three together: a third goes"),
        pytest.param([20, 0, 3], [20, 3], id="a zero hides nobody"),
        pytest.param([3, 0, 0], [3], id="everybody in one part; the total is hidden anyway"),
        pytest.param([1, 1, 1, 1, 1], [1, 1, 1, 1, 1], id="each would be read as one"),
        pytest.param([2, 1, 1, 1, 0], [2, 1, 1, 1, 0], id="so thin that the zero goes too"),
        pytest.param([2, 2, 2, 0], [2, 2, 2], id="read in several ways, the zero stays"),
    ],
)
def test_parts_of_a_known_whole(parts, hidden):
    assert sorted(parts[place] for place in hide_parts(parts)) == sorted(hidden)


@pytest.mark.parametrize(
    ("values", "whole", "hidden"),
    [
        pytest.param([38, 22, 17], 138, [], id="five or more at each step"),
        pytest.param([38, 36, 17], 138, [36], id="two offered, not accepted"),
        pytest.param([38, 22, 20], 138, [20], id="two accepted, not held"),
        pytest.param([38, 38, 38], 138, [], id="all the way"),
        pytest.param([38, 3, 0], 138, [3], id="three accepted, none held"),
        pytest.param([136, 30, 10], 138, [136], id="two not offered"),
        pytest.param([3, 2, 1], 138, [3, 2, 1], id="all small"),
        pytest.param([3, 2, 0], 4, [3, 2], id="a small whole"),
        pytest.param([0, 0, 0], 3, [], id="nobody"),
    ],
)
def test_offers_that_contain_one_another(values, whole, hidden):
    assert [values[place] for place in sorted(hide_in_chain(values, whole))] == hidden


def test_a_value_tells_the_rest_of_its_denominator():
    assert shown(Measure("satisfied", "", 90, 96, kind=Kind.SHARE)) == {"satisfied": 90}
    assert shown(Measure("satisfied", "", 93, 96, kind=Kind.SHARE)) == {"satisfied": "hidden"}
    assert shown(Measure("satisfied", "", 96, 96, kind=Kind.SHARE)) == {"satisfied": 96}


def test_a_small_denominator_is_not_published_either():
    [figure] = suppress([Measure("satisfied", "", 0, 3, kind=Kind.SHARE)])
    assert (figure.value, figure.denominator, figure.suppressed) == (0, None, False)


@pytest.mark.parametrize(
    ("median", "cases", "published"),
    [(None, 0, None), (6.5, 1, "hidden"), (6.5, 4, "hidden"), (6.5, 5, 6.5)],
)
def test_a_median_needs_five_cases_and_never_tells_how_many(median, cases, published):
    [figure] = suppress([Measure("m", "", median, cases, group="first_try", kind=Kind.HOURS)])
    assert ("hidden" if figure.suppressed else figure.value) == published
    assert figure.denominator is None


WOMEN_ALONE = {"crosses": (("gender.woman",), ("household.alone",))}


@pytest.mark.parametrize(
    ("women", "alone", "both", "everybody", "published"),
    [
        pytest.param(60, 50, 30, 100, 30, id="20 other women, 20 others alone, 20 neither"),
        pytest.param(33, 50, 30, 100, "hidden", id="three women who are not alone"),
        pytest.param(60, 32, 30, 100, "hidden", id="two others alone"),
        pytest.param(60, 66, 30, 100, "hidden", id="four who are neither"),
        pytest.param(97, 50, 30, 100, "hidden", id="how many women is hidden itself"),
    ],
)
def test_a_crossing_is_shown_only_if_all_four_fields_are(women, alone, both, everybody, published):
    measures = [
        Measure("typical", "", both, everybody, **WOMEN_ALONE),
        Measure("gender.woman", "", women, everybody, group="gender"),
        Measure("gender.man", "", everybody - women, everybody, group="gender"),
        Measure("household.alone", "", alone, everybody, group="household"),
        Measure("household.couple", "", everybody - alone, everybody, group="household"),
    ]
    assert shown(*measures)["typical"] == published


# Made-up people: (channel, support, promise) of a request, (household, gender) of an interview.
REQUESTS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 3)), min_size=1, max_size=22
)


def overlapping_measures(people):
    """The same requests in three groups, as requests.total is split in the report."""
    measures = [Measure("total", "", len(people))]
    for place, (name, size) in enumerate([("channel", 4), ("support", 3), ("promise", 4)]):
        for code in range(size):
            count = sum(person[place] == code for person in people)
            measures.append(Measure(f"{name}.{code}", "", count, len(people), group=name))
    return measures


def readings(total, group):
    """Every way to fill in the hidden figures of a group, for who knows the total."""
    hidden = [figure for figure in group if figure.suppressed]
    rest = total - sum(figure.value for figure in group if not figure.suppressed)
    least = 0 if len(hidden) == len(group) else 1  # who sees a zero elsewhere knows none is hidden
    return [
        filling
        for filling in product(range(least, rest + 1), repeat=len(hidden))
        if sum(filling) == rest
    ]


@given(people=REQUESTS)
def test_no_hidden_part_can_be_told_from_the_others(people):
    figures = suppress(overlapping_measures(people))
    total = figures[0]
    if total.suppressed:
        assert total.value is None
        assert all(figure.value in {0, None} for figure in figures)
        assert all(figure.denominator is None for figure in figures)
        return
    for name in ("channel", "support", "promise"):
        group = [figure for figure in figures if figure.code.startswith(name)]
        if not any(figure.suppressed for figure in group):
            continue
        found = readings(total.value, group)
        for place in range(len(found[0])):
            assert len({filling[place] for filling in found}) > 1


@given(people=REQUESTS)
def test_no_sum_of_shown_parts_leaves_a_small_number(people):
    figures = suppress(overlapping_measures(people))
    total = figures[0]
    if total.suppressed:
        return
    for name in ("channel", "support", "promise"):
        values = [f.value for f in figures if f.code.startswith(name) and not f.suppressed]
        subsets = chain.from_iterable(combinations(values, n) for n in range(len(values) + 1))
        assert all(total.value - sum(subset) not in SMALL for subset in subsets)


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4).map(lambda n: sorted(n)[::-1]))
def test_no_step_between_offers_is_small_nor_told(numbers):
    whole, *values = numbers
    hidden = hide_in_chain(values, whole)
    ladder = [value for place, value in enumerate(values) if place not in hidden]
    known = ([whole] if whole not in SMALL else []) + ladder + [0]
    assert all(above - below not in SMALL for above, below in pairwise(known))
    for place in hidden:
        above = min([whole, *(values[p] for p in range(place) if p not in hidden)])
        below = max([0, *(values[p] for p in range(place + 1, 3) if p not in hidden)])
        assert above > below or whole in SMALL  # more than one value fits between its neighbours


@given(count=st.integers(0, 60), rest=st.integers(0, 60))
def test_neither_side_of_a_denominator_is_small(count, rest):
    [figure] = suppress([Measure("m", "", count, count + rest)])
    if not figure.suppressed:
        assert figure.value not in SMALL
        assert figure.denominator is None or figure.denominator - figure.value not in SMALL
    assert figure.denominator not in SMALL
