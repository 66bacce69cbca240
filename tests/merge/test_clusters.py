"""Average linkage with pairs that stay apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.merge.blocked_joining import Forest
from dateline.merge.clusters import clusters

PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]),
    st.floats(0.01, 1.0),
)


def test_a_chain_of_likely_pairs_is_no_cluster() -> None:
    found = {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.1}
    assert clusters(3, found, threshold=0.5) == ((0, 1), (2,))


def test_pairs_that_were_never_compared_count_nothing() -> None:
    assert clusters(3, {(0, 1): 0.9, (1, 2): 0.8}, threshold=0.5) == ((0, 1), (2,))
    assert clusters(3, {(0, 1): 0.9, (1, 2): 0.8}, threshold=0.4) == ((0, 1, 2),)


def test_what_must_stay_apart_does_even_through_a_third() -> None:
    found = {(0, 1): 1.0, (1, 2): 0.9, (0, 2): 0.9}
    assert clusters(3, found, threshold=0.5, apart=[(0, 2)]) == ((0, 1), (2,))


def test_nothing_and_one() -> None:
    assert clusters(0, {}, threshold=0.5) == ()
    assert clusters(1, {}, threshold=0.5) == ((0,),)


@given(PAIRS, st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=5))
def test_every_report_is_in_one_cluster_and_apart_is_kept(
    found: dict[tuple[int, int], float], pairs: list[tuple[int, int]]
) -> None:
    apart = [(min(p), max(p)) for p in pairs if p[0] != p[1]]
    groups = clusters(8, found, threshold=0.4, apart=apart)
    assert sorted(n for group in groups for n in group) == list(range(8))
    assert not any(set(pair) <= set(group) for pair in apart for group in groups)


@given(PAIRS, st.sampled_from((0.4, 0.7)))
def test_what_strong_pairs_connect_is_clustered_by_itself(
    found: dict[tuple[int, int], float], threshold: float
) -> None:
    """No cluster looks beyond what is connected by pairs that reach the threshold."""
    forest = Forest(pair for pair, value in found.items() if value >= threshold)
    groups = []
    for root in {forest.root(number) for number in range(8)}:
        members = [number for number in range(8) if forest.root(number) == root]
        place = {number: at for at, number in enumerate(members)}
        inside = {
            (place[one], place[other]): value
            for (one, other), value in found.items()
            if one in place and other in place
        }
        parts = clusters(len(members), inside, threshold=threshold)
        groups += [tuple(members[at] for at in part) for part in parts]
    assert tuple(sorted(groups)) == clusters(8, found, threshold=threshold)
