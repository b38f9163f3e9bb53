"""How much CPU some calls take, compared with each other."""

import statistics
import time
from collections.abc import Callable

ROUNDS, CALLS = 15, 20


def cpu_in_turn(calls: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the CPU seconds of each call: the median of the rounds, of each of which the mean.

    After each call comes another one, as on a server. Called in a row, each would find the processor's
    caches as it left them, and the smallest gain most by that.
    """
    for call in calls.values():
        call()
    rounds = {name: [] for name in calls}
    for _ in range(ROUNDS):
        spent = dict.fromkeys(calls, 0.0)
        for _ in range(CALLS):
            for name, call in calls.items():
                start = time.process_time()
                call()
                spent[name] += time.process_time() - start
        for name, seconds in spent.items():
            rounds[name].append(seconds / CALLS)
    return {name: statistics.median(means) for name, means in rounds.items()}
