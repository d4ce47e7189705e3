# SPDX-License-Identifier: MIT
"""What the page of twice the partitions costs:  growth.py HALF WHOLE

Counts, not times: elements of the page, and attributes that one zoom sets.
"""

import sys

from browser import Browser

COUNT = """(() => {
    let set = 0;
    const real = Element.prototype.setAttribute;
    Element.prototype.setAttribute = function (...words) { set++; return real.apply(this, words); };
    document.querySelector("figure .part").dispatchEvent(
        new KeyboardEvent("keydown", {key: "+", bubbles: true}));
    Element.prototype.setAttribute = real;
    return [document.querySelectorAll("tbody tr").length, document.querySelectorAll("*").length, set];
})()"""

with Browser() as browser:
    counts = []
    for path in sys.argv[1:3]:
        browser.open(path)
        counts.append(browser.run(COUNT))
half, whole = counts
rows = whole[0] / half[0]
print(f"rows {half[0]} and {whole[0]}, elements {half[1]} and {whole[1]}, set {half[2]} and {whole[2]}")
# Every row has the same part in it, so nothing grows faster than the rows do.
sys.exit(whole[0] < 1000 or whole[1] / half[1] > rows or whole[2] / half[2] > rows or half[2] == 0)
