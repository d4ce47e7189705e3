// Runs inside the page under test; tests/browser/*.py ask it.
window.measure = (() => {
	function channels(color) {
		const numbers = color.match(/[\d.]+/g).map(Number);
		return { rgb: numbers.slice(0, 3), alpha: numbers.length > 3 ? numbers[3] : 1 };
	}

	// WCAG 2.1, "relative luminance".
	function luminance(rgb) {
		const [r, g, b] = rgb.map((c) => {
			c /= 255;
			return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
		});
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	}

	function ratio(a, b) {
		const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
		return (light + 0.05) / (dark + 0.05);
	}

	// What is painted behind an element of HTML: the nearest background that is opaque.
	function background(element) {
		for (; element; element = element.parentElement) {
			const { rgb, alpha } = channels(getComputedStyle(element).backgroundColor);
			if (alpha === 1)
				return rgb;
		}
		return [255, 255, 255];
	}

	// Of a text in a drawing: the block that it stands in, else the card, else the page.
	function behind(text) {
		const shape = text.closest(".part")?.querySelector(":scope > rect") ??
			document.querySelector("svg > .card");
		const { rgb, alpha } = shape ? channels(getComputedStyle(shape).fill) : { alpha: 0 };
		return alpha === 1 ? rgb : background(text.closest("svg").parentElement);
	}

	// Every text that can be seen, with its contrast.
	function contrasts() {
		const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
		const seen = [];
		while (walker.nextNode()) {
			const element = walker.currentNode.parentElement, words = walker.currentNode.data.trim();
			if (!words || element.closest("script, style, title, desc, [hidden], button:disabled") ||
			    element.getClientRects().length === 0)
				continue;
			const svg = element instanceof SVGElement;
			const style = getComputedStyle(element);
			const ink = channels(svg ? style.fill : style.color);
			seen.push([ratio(ink.rgb, svg ? behind(element) : background(element)), words,
				   element.className.baseVal ?? element.className]);
		}
		return seen;
	}

	// Pairs of texts that are painted over each other.
	function collisions(selector) {
		const boxes = Array.from(document.querySelectorAll(selector), (text) => ({
			box: text.getBoundingClientRect(), words: text.textContent,
		})).filter(({ box }) => box.width > 0).sort((a, b) => a.box.top - b.box.top);
		const found = [];
		boxes.forEach((a, i) => {
			for (let j = i + 1; j < boxes.length && boxes[j].box.top < a.box.bottom - 1; j++) {
				const b = boxes[j];
				if (a.box.left < b.box.right - 0.5 && b.box.left < a.box.right - 0.5)
					found.push([a.words, b.words]);
			}
		});
		return found;
	}

	return { contrasts, collisions };
})();
