"""Times 500 placement summaries in one tagged PDF: `python -m tests.benchmarks.summaries [count]`.

Three runs in one process (the first one loads the engine and the fonts; memory adds up).
"""

import resource
import sys
import time
from dataclasses import fields, is_dataclass, replace
from typing import Any

from exchange_desk.documents.catalogue import render
from exchange_desk.documents.facts import WORKING_DOCUMENT, PlacementSummaryFacts, Side
from tests.documents.facts_for_tests import LONG_OBJECTIVES, TYPICAL

MESSAGES = {WORKING_DOCUMENT, "Native", "Accepted by the host", "Report due", *Side}


def placements(count: int, run: int) -> list[PlacementSummaryFacts]:
    """Nine typical ones, then one with objectives too long for its page. No value of one is a value of another."""
    return [
        varied(LONG_OBJECTIVES if number % 10 == 0 else TYPICAL, f" {run}-{number}") for number in range(1, count + 1)
    ]


def varied(value: Any, mark: str) -> Any:
    """The same facts with `mark` behind every text a person could have typed."""
    if isinstance(value, str):
        return value + mark if len(value) > 3 and value not in MESSAGES else value
    if isinstance(value, tuple):
        return tuple(varied(each, mark) for each in value)
    if is_dataclass(value):
        return replace(value, **{field.name: varied(getattr(value, field.name), mark) for field in fields(value)})
    return value


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    for languages in (("es",), ("es", "pt")):
        for run in range(1, 4):
            facts = placements(count, run)
            started, used = time.perf_counter(), time.process_time()
            size = len(render("placement-summary", facts, languages))
            seconds, busy = time.perf_counter() - started, time.process_time() - used
            sys.stdout.write(
                f"{'+'.join(languages):6} run {run}: {count} summaries in {seconds:.2f} s ({busy:.2f} s of processor), "
                f"{1000 * seconds / count:.1f} ms and {size / count / 1000:.1f} kB a page\n"
            )
    sys.stdout.write(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB\n")


if __name__ == "__main__":
    main()
