# SPDX-License-Identifier: MIT
"""What must hold of a picture of `--emit svg` in a browser, alone and in a page:  picture.py FILE...

Each FILE is opened; prints what is wrong and exits with 1 if anything is.
"""

import pathlib
import sys

from browser import Browser

MEASURE = pathlib.Path(__file__).with_name("measure.js").read_text(encoding="utf-8")
LEAST_CONTRAST = 4.5


def check(browser, path):
    browser.scheme("light")
    browser.open(path)
    browser.run(MEASURE)
    wrong = list(browser.problems)
    for scheme in ("light", "dark"):
        browser.scheme(scheme)
        seen = browser.run("measure.contrasts()")
        if len(seen) < 5:
            wrong.append(f"only {len(seen)} texts are seen")
        wrong += [f"{scheme}: {words[:40]!r} ({style}) has a contrast of {ratio:.2f}"
                  for ratio, words, style in seen if ratio < LEAST_CONTRAST]
    wrong += [f"{a!r} is painted over {b!r}" for a, b in browser.run("measure.collisions('text')")]
    outside = browser.run("""(() => {
        const card = document.querySelector(".card").getBoundingClientRect();
        return Array.from(document.querySelectorAll("text, path, rect:not(.card)"))
            .filter((e) => { const b = e.getBoundingClientRect();
                return b.right > card.right || b.bottom > card.bottom || b.left < card.left; })
            .map((e) => e.outerHTML.slice(0, 80));
    })()""")
    wrong += [f"outside the picture: {element}" for element in outside]
    # As a README shows it: an image, which runs no script and loads nothing.
    wrong += [f"element {name}" for name in browser.run(
        "Array.from(document.querySelectorAll('script, image, use, foreignObject, a'), (e) => e.tagName)")]
    return [f"{path.name}: {words}" for words in wrong]


def main():
    with Browser() as browser:
        wrong = [words for path in sys.argv[1:] for words in check(browser, pathlib.Path(path))]
    print("\n".join(wrong))
    return 1 if wrong else 0


sys.exit(main())
