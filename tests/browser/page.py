# SPDX-License-Identifier: MIT
"""What must hold of a page of `--emit html` in a browser:  page.py FILE...

Each FILE is opened; prints what is wrong and exits with 1 if anything is.
"""

import pathlib
import sys

from browser import Browser

MEASURE = pathlib.Path(__file__).with_name("measure.js").read_text(encoding="utf-8")
LEAST_CONTRAST = 4.5
MOST_STOPS = 150  # of Tab that are tried, because each takes a while
failures = []


def expect(holds, words):
    if not holds:
        failures.append(words)


def check_silence(browser, path):
    expect(not browser.problems, f"the browser complains: {browser.problems}")
    other = [url for url in browser.requests if not url.endswith("/" + path.name)]
    expect(not other, f"the page asks for {other}")


def check_structure(browser):
    counts = browser.run("""({
        rows: document.querySelectorAll("tbody tr").length,
        parts: document.querySelectorAll(".part[id]").length,
        strange: document.querySelectorAll("body img, body iframe, body object, body link, body a[href]:not([href^='#'])").length,
        broken: Array.from(document.querySelectorAll("a"), (a) => a.getAttribute("href").slice(1))
            .filter((id) => !document.getElementById(id)),
        twice: Array.from(document.querySelectorAll("[id]"), (e) => e.id)
            .filter((id, i, all) => all.indexOf(id) !== i),
        pwned: window.pwned ?? null,
        wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    })""")
    expect(counts["rows"] > 0, "no table has a row")
    expect(counts["parts"] == counts["rows"], f"{counts['parts']} parts, {counts['rows']} rows")
    expect(counts["strange"] == 0, "something of the layout became markup")
    expect(counts["broken"] == [], f"links lead nowhere: {counts['broken']}")
    expect(counts["twice"] == [], f"ids stand twice: {counts['twice']}")
    expect(counts["pwned"] is None, "a name of the layout was run as a script")
    expect(not counts["wide"], "the page scrolls sideways")


def check_policy(browser):
    """Even a script that got in could neither run nor talk."""
    ran = browser.run("""(() => {
        const script = document.createElement("script");
        script.textContent = "window.injected = true";
        document.body.append(script);
        script.remove();
        return window.injected ?? false;
    })()""")
    expect(not ran, "the policy lets a foreign script run")
    sent = browser.run("fetch('http://127.0.0.1:9/').then(() => 'sent', (e) => String(e))")
    expect("sent" not in sent, "the policy lets the page talk to a server")
    expect(any("Content Security Policy" in problem for problem in browser.problems),
           "it was not the policy that stopped them")


def check_contrast(browser, scheme):
    browser.scheme(scheme)
    seen = browser.run("measure.contrasts()")
    expect(len(seen) > 10, f"{scheme}: only {len(seen)} texts are seen")
    for ratio, words, style in seen:
        expect(ratio >= LEAST_CONTRAST,
               f"{scheme}: {words[:40]!r} ({style}) has a contrast of {ratio:.2f}")


FOCUS = """(() => {
    const e = document.activeElement;
    return e === document.body ? null : [e.tagName, e.id, e.getAttribute("class") ?? ""];
})()"""


def check_keyboard(browser):
    stops = browser.run("""Array.from(document.querySelectorAll(
        "a[href], button:enabled, summary, [tabindex='0']"))
        .filter((e) => e.tabIndex >= 0 && e.getClientRects().length > 0).length""")
    browser.run("document.activeElement.blur()")
    order, previous = [], None
    for _ in range(min(stops, MOST_STOPS)):
        browser.key("Tab")
        order.append(browser.run(FOCUS))
        forward = browser.run("""(() => {
            const before = window.lastStop, now = document.activeElement;
            window.lastStop = now;
            return !before || !!(before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING);
        })()""")
        expect(forward, f"Tab goes back from {previous} to {order[-1]}")
        previous = order[-1]
        expect(previous is not None, "Tab leaves the page before its end")
    maps = browser.run("document.querySelectorAll('figure').length")
    reached = sum("part" in stop[2] for stop in order if stop)
    if stops <= MOST_STOPS:
        expect(reached == maps, f"Tab reaches {reached} of {maps} maps, once each")


RULER = "Array.from(document.querySelectorAll('figure .ruler text'), (t) => t.textContent).join()"


def check_map(browser):
    """Arrows walk over every part of the first map; Enter zooms, Escape shows the whole again."""
    count = browser.run("document.querySelector('figure').querySelectorAll('.part[id]').length")
    whole = browser.run(RULER)
    browser.run("document.querySelector('figure .part').focus()")
    walked = {tuple(browser.run(FOCUS))}
    for _ in range(min(count, 40) - 1):
        browser.key("ArrowRight")
        walked.add(tuple(browser.run(FOCUS)))
    expect(len(walked) == min(count, 40), f"the arrows reach {len(walked)} of {count} parts")
    words = browser.run("document.querySelector('.panel').textContent")
    title = browser.run("document.activeElement.querySelector('title').textContent")
    expect(words == title, f"the panel says {words!r}, not {title!r}")
    expect(browser.run("document.querySelectorAll('tbody tr.active').length") == 1,
           "the row of the part is not marked")
    browser.key("Home")
    expect(browser.run(FOCUS)[1] == "m0-0", "Home does not lead to the first part")
    browser.key("+")
    expect(browser.run(RULER) != whole, "+ does not zoom")
    browser.key("Escape")
    expect(browser.run(RULER) == whole, "Escape does not show the whole device")
    if count > 1:
        browser.run("""Array.from(document.querySelector("figure").querySelectorAll(".part[id]"))
            .sort((a, b) => a.dataset.end - a.dataset.begin - (b.dataset.end - b.dataset.begin))[0]
            .focus()""")
        browser.key("Enter")
        expect(browser.run(RULER) != whole, "Enter does not zoom")
        width = browser.run("document.activeElement.getBoundingClientRect().width")
        expect(width > 100, f"zoomed in on, a part is {width} pixels wide")
        browser.key("Escape")


def check_pointer(browser):
    browser.point("figure .block:not([display=none])")
    words = browser.run("document.querySelector('.panel').textContent")
    expect("0x" in words, f"the pointer on a part shows {words!r}")


def check_labels(browser):
    cut = browser.run("""Array.from(document.querySelectorAll(".part text")).filter((text) =>
        text.getAttribute("visibility") === "visible" && text.getBoundingClientRect().right >
        text.parentElement.getBoundingClientRect().right + 1).map((text) => text.textContent)""")
    expect(cut == [], f"names are cut: {cut}")


def check(browser, path):
    browser.scheme("light")
    browser.open(path)
    browser.run(MEASURE)
    check_silence(browser, path)
    check_structure(browser)
    check_labels(browser)
    check_keyboard(browser)
    check_map(browser)
    check_pointer(browser)
    check_silence(browser, path)
    check_contrast(browser, "light")
    check_contrast(browser, "dark")
    check_policy(browser)


def main():
    with Browser() as browser:
        for path in map(pathlib.Path, sys.argv[1:]):
            before = len(failures)
            check(browser, path)
            failures[before:] = [f"{path.name}: {words}" for words in failures[before:]]
    print("\n".join(failures))
    return 1 if failures else 0


sys.exit(main())
