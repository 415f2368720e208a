"""How long the window takes to open on a large desk, against a bare Qt window in the same run.

    python -m tests.benchmarks.window [OFFICIALS] [RUNS]

Each run is a process of its own, on a warm disk. Printed in seconds from the start of the process: the bare
window's first paint; our first paint; the list filled; and peak memory. Then, in one window that stays open: showing
the list of officials, sorting it, typing a search.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

BARE = """
import sys, time
begun = float(sys.argv[1])
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.show()
app.processEvents()
print('{"painted": %.3f}' % (time.time() - begun))
"""


def make_desk(path: Path, officials: int) -> None:
    """A desk of fictional officials in twenty cities, all nominated in one programme."""
    from exchange_desk.model import City, Institution, LanguageSkill, Nomination, Official, Programme
    from exchange_desk.services.desk import Desk

    desk = Desk.open(path)
    cities = [City(name=f"Villa {n}", country="UY") for n in range(20)]
    institutions = [Institution(name=f"Intendencia de Villa {n}", city_id=city.id) for n, city in enumerate(cities)]
    programme = Programme(code="BANCO-26", name="Programa de medida")
    people = [
        Official(
            given_names=("Ana", "Luis", "María José", "Jorge")[n % 4],
            family_names=f"{('Núñez', 'Soto', 'García', 'de la Torre', 'Souza')[n % 5]} {n:06}",
            city_id=cities[n % 20].id,
            institution_id=institutions[n % 20].id,
            email=f"persona{n}@example.org",
            languages=[LanguageSkill(language="es", level="native")],
        )
        for n in range(officials)
    ]
    nominations = [
        Nomination(programme_id=programme.id, official_id=each.id, sending_city_id=each.city_id) for each in people
    ]
    with desk.database.step("Fill the desk") as step:
        step.save(*cities, *institutions, programme, *people, *nominations)
    desk.close()


def opened(path: Path, begun: float) -> None:
    """One start, in this process: what `main.py` does after it has understood its command line."""
    from PySide6.QtWidgets import QApplication

    from exchange_desk.gui.shell.session import Session
    from exchange_desk.services.desk import Desk
    from exchange_desk.support.language import Language
    from exchange_desk.support.settings import Settings

    app = QApplication([])
    settings = Settings(language="es", window={"section": "officials"})
    session = Session(app, Desk.open(path), settings, Language("es"))
    session.start()
    session.window.resize(1366, 768)
    app.processEvents()
    found = {"painted": time.time() - begun}
    screen = session.window.browser.screen_shown
    assert screen is not None
    while not (screen.model.ids and screen.model.text(0, 0)):
        app.processEvents()
    app.processEvents()
    found["filled"] = time.time() - begun
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    while session.window.sidebar._to_count or not session.window.sidebar.count_of("officials"):
        app.processEvents()
    found["counted"] = time.time() - begun
    found["sort"] = timed(app, lambda: screen.model.sort(2))
    found["key"] = max(timed(app, lambda t=text: screen.model.look_for(t, {})) for text in ("s", "so", "sot", "soto"))
    sys.stdout.write(json.dumps(found) + "\n")
    session.window.close()
    app.processEvents()


def timed(app: object, act: object) -> float:
    """Seconds of an act and of painting its result."""
    before = time.perf_counter()
    act()  # type: ignore[operator]
    app.processEvents()  # type: ignore[attr-defined]
    return time.perf_counter() - before


def run(words: list[str]) -> dict[str, float]:
    out = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(out.stdout.strip().splitlines()[-1])  # type: ignore[no-any-return]


def main(officials: int, runs: int) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder
        path = Path(folder) / "bench.desk"
        make_desk(path, officials)
        bare = [run(["-c", BARE, str(time.time())]) for _ in range(runs + 1)][1:]
        ours = [run([__file__, "--open", str(path), str(time.time())]) for _ in range(runs + 1)][1:]
    base = statistics.median(each["painted"] for each in bare)
    sys.stdout.write(f"{officials} officials, median of {runs}; bare window painted: {base:.3f} s\n")
    for name in ours[0]:
        value = statistics.median(each[name] for each in ours)
        unit = "MB" if name == "memory" else "s"
        sys.stdout.write(
            f"  {name:8} {value:8.3f} s   {value / base:5.1f} x bare\n"
            if unit == "s"
            else f"  {name:8} {value:8.0f} MB\n"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--open"]:
        opened(Path(sys.argv[2]), float(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 5)
