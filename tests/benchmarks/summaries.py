"""Times 500 placement summaries in one tagged PDF: `python tests/benchmarks/summaries.py [count]`.

Three runs in this process (the first one loads the engine and the fonts); every placement differs from the others.
"""

import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1] / "documents")]

from facts_for_tests import LONG_OBJECTIVES, TYPICAL

from exchange_desk.documents.catalogue import render
from exchange_desk.documents.facts import PlacementSummaryFacts


def placements(count: int) -> list[PlacementSummaryFacts]:
    """Nine typical ones, then one with objectives too long for its page."""
    return [
        replace(
            base,
            reference=f"FICT-2026-{number:04}",
            participant=replace(base.participant, name=f"{base.participant.name} {number}"),
            plan=replace(base.plan, objectives=f"{number}. {base.plan.objectives}"),
        )
        for number in range(1, count + 1)
        for base in [LONG_OBJECTIVES if number % 10 == 0 else TYPICAL]
    ]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    facts = placements(count)
    for languages in (("es",), ("es", "pt")):
        for run in range(1, 4):
            started = time.perf_counter()
            size = len(render("placement-summary", facts, languages))
            seconds = time.perf_counter() - started
            per_page = f"{1000 * seconds / count:.1f} ms, {size / count / 1000:.1f} kB a page"
            print(f"{'+'.join(languages):6} run {run}: {count} summaries in {seconds:.2f} s ({per_page})")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
