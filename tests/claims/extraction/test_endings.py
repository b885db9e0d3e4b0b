"""No stage may go on for ever, whatever the sentence: an earlier one climbed in circles where the root was no verb."""

import contextlib
import random
import signal
import threading

import pytest

from claims.extraction import extract

#: Far more than any of these texts takes, even on a busy machine.
SECONDS = 30

SCRAPS = """which who that where whose of whom and or but not only as if unless while because than so to for with by the a an
it he they them its his their said according told claimed denied accused warned : ; , -- – ( ) “ ” ' \" … [ ] three 12 half
dozens 40% $3m of drones missiles killed wounded fired Monday overnight last week July 23 Kyiv ministry mayor Roe Holm Ostrand UN
being having been was were will would may had do did up down from at on in including among all but one twice as many per each
every no none both""".split()

SHAPES = [
    "{} of {} of {} of {} of {}.",
    "Two {} on 3 March and one on 5 March, according to the {}.",
    "{}, which {}, who {}, where {}, that {}.",
    "“{}” “{}” said {}, who said {}, said {}.",
    "({} ({} ({} ({}.",
    "{} and {} and {} and {}, and {}, or {}.",
    "{} -- {} -- {} -- {}.",
    "Killing {}, wounding {}, leaving {}, bringing {} to 12.",
    "If {} unless {} while {} because {} than {}.",
]


@contextlib.contextmanager
def ended_within(seconds):
    """Raises where the block takes longer; only the main thread can be interrupted."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_):
        raise TimeoutError(f"still reading after {seconds} seconds")

    former = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)


def scraps(chance, most):
    return " ".join(chance.choice(SCRAPS) for _ in range(chance.randint(1, most)))


@pytest.mark.parametrize("seed", range(12))
def test_sentences_of_scraps_are_read_to_their_end(seed):
    chance = random.Random(seed)
    text = "\n\n".join(f"The {scraps(chance, 30)}. {scraps(chance, 40).capitalize()}." for _ in range(20))
    with ended_within(SECONDS):
        assert extract(text).text == text


@pytest.mark.parametrize("shape", SHAPES)
def test_sentences_of_odd_shapes_are_read_to_their_end(shape):
    chance = random.Random(shape)
    text = "\n\n".join(shape.format(*(scraps(chance, 6) for _ in range(6))) for _ in range(20))
    with ended_within(SECONDS):
        assert extract(text).text == text


@pytest.mark.parametrize(
    "link", [" and fired rockets", ", which hit a depot", ", killing two", " that the clerk said", " of 12 drones", ", he said"]
)
def test_long_sentences_of_one_kind_are_read_to_their_end(link):
    text = f"The army took the town{link * 400}."
    with ended_within(SECONDS):
        assert extract(text).text == text


@pytest.mark.parametrize("text", ["on\n\n•  . who", "Soc\n\n•  of the 38", "ISSUE\n*  of charts that explain the"])
def test_a_blank_that_hangs_on_itself_ends(text):
    assert all(claim.text for claim in extract(text).claims)
