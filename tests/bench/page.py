# SPDX-License-Identifier: MIT
"""Milliseconds until a page of `--emit html` is drawn, and for one zoom:  page.py FILE...

Times are this machine's; tests/bench/run.sh prints them, no test depends on them.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "browser"))
from browser import Browser  # noqa: E402

TIMES = """new Promise((done) => requestAnimationFrame(() => setTimeout(() => {
    const [load] = performance.getEntriesByType("navigation");
    const begin = performance.now();
    document.querySelector("figure .part").dispatchEvent(
        new KeyboardEvent("keydown", {key: "+", bubbles: true}));
    document.body.getBoundingClientRect();
    done([load.domComplete - load.responseEnd, performance.now() - begin]);
})))"""

with Browser() as browser:
    for path in sys.argv[1:]:
        browser.open(path)
        drawn, zoomed = browser.run(TIMES)
        print(f"{drawn:8.0f} {zoomed:8.0f}  {pathlib.Path(path).stem}")
