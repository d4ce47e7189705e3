// Zoom, hover and keyboard for the maps.  Without this script the page shows the same things,
// unzoomed.  Nothing of the layout becomes markup: texts are set as text, places as attributes.
"use strict";

const LEAST_VIEW = 16; // bytes
const LETTER = 7.3; // pixels of a monospaced letter of 12 pixels

// One device: its maps (now and before) share one view.
function makeMap(figure) {
	const section = figure.closest("section");
	const parts = Array.from(figure.querySelectorAll(".part"), (element) => ({
		element,
		begin: Number(element.dataset.begin),
		end: Number(element.dataset.end),
		row: document.getElementById(element.dataset.row),
		words: element.querySelector("title").textContent,
		texts: Array.from(element.querySelectorAll("text"), (text) => ({
			text, width: text.textContent.length * LETTER + 12,
		})),
	}));
	const rulers = figure.querySelectorAll(".ruler");
	const whole = { begin: Number(figure.dataset.begin), end: Number(figure.dataset.end) };
	const panel = section.querySelector(".panel");
	const help = panel.textContent;
	const buttons = section.querySelectorAll("button");
	let view = whole, active = null, drawnWidth = 0;

	function percent(address) {
		return (address - view.begin) / (view.end - view.begin) * 100;
	}

	// Half a name is worse than none, and so is a size without its name.
	function drawTexts(part, width) {
		let fits = true;
		for (const { text, width: needed } of part.texts) {
			fits = fits && needed <= width;
			text.setAttribute("visibility", fits ? "visible" : "hidden");
		}
	}

	function draw() {
		const pixels = drawnWidth = figure.clientWidth;
		for (const part of parts) {
			const visible = part.end >= view.begin && part.begin <= view.end;
			const from = Math.max(percent(part.begin), -0.3), to = Math.min(percent(part.end), 101);
			part.element.setAttribute("display", visible ? "inline" : "none");
			if (!visible)
				continue;
			part.element.setAttribute("x", from + "%");
			part.element.setAttribute("width", Math.max(to - from, 0.1) + "%");
			drawTexts(part, (to - from) / 100 * pixels);
		}
		for (const ruler of rulers) {
			const labels = ruler.querySelectorAll("text");
			labels.forEach((label, i) => {
				const address = view.begin + (view.end - view.begin) * i / (labels.length - 1);
				label.textContent = "0x" + Math.round(address).toString(16);
			});
		}
		for (const button of buttons)
			button.disabled = button.dataset.zoom !== "in" && view === whole;
	}

	// Bytes [begin, end) with a margin, inside the device.
	function look(begin, end) {
		const size = Math.max(end - begin, LEAST_VIEW);
		if (size >= whole.end - whole.begin) {
			view = whole;
		} else {
			const from = Math.min(Math.max(begin, whole.begin), whole.end - size);
			view = { begin: from, end: from + size };
		}
		draw();
	}

	function zoom(factor) {
		const focus = active && active.end >= view.begin && active.begin <= view.end ? active : view;
		const middle = (Math.max(focus.begin, view.begin) + Math.min(focus.end, view.end)) / 2;
		const half = (view.end - view.begin) * factor / 2;
		look(middle - half, middle + half);
	}

	function zoomTo(part) {
		const margin = Math.max((part.end - part.begin) / 4, LEAST_VIEW / 4);
		look(part.begin - margin, part.end + margin);
	}

	function activate(part) {
		for (const element of active ? [active.element, active.row] : [])
			element?.classList.remove("active");
		active = part;
		for (const element of part ? [part.element, part.row] : [])
			element?.classList.add("active");
		panel.textContent = part ? part.words : help;
	}

	function focusOn(part) {
		for (const other of parts)
			other.element.setAttribute("tabindex", other === part ? "0" : "-1");
		if (part.end > view.end || part.begin < view.begin)
			zoomTo(part);
		part.element.focus();
	}

	function partOf(target) {
		const element = target?.closest(".part");
		return element && parts.find((part) => part.element === element);
	}

	const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
	const keys = {
		Enter: (part) => zoomTo(part),
		" ": (part) => zoomTo(part),
		Escape: () => look(whole.begin, whole.end),
		"+": () => zoom(0.5),
		"-": () => zoom(2),
		Home: () => focusOn(parts[0]),
		End: () => focusOn(parts[parts.length - 1]),
	};

	figure.addEventListener("keydown", (event) => {
		const part = partOf(event.target);
		if (!part || event.ctrlKey || event.metaKey || event.altKey)
			return;
		if (event.key in steps)
			focusOn(parts[(parts.indexOf(part) + steps[event.key] + parts.length) % parts.length]);
		else if (Object.hasOwn(keys, event.key))
			keys[event.key](part);
		else
			return;
		event.preventDefault();
	});
	// Without a pointer on it, what has the focus is shown.
	function rest() {
		activate(partOf(document.activeElement) ?? null);
	}

	figure.addEventListener("focusin", rest);
	figure.addEventListener("focusout", () => activate(null));
	figure.addEventListener("pointerover", (event) => activate(partOf(event.target) ?? active));
	figure.addEventListener("pointerleave", rest);
	figure.addEventListener("click", (event) => {
		const part = partOf(event.target);
		if (part)
			focusOn(part);
	});
	figure.addEventListener("dblclick", (event) => {
		const part = partOf(event.target);
		if (part)
			zoomTo(part);
	});
	for (const button of buttons) {
		button.addEventListener("click", () => {
			const how = button.dataset.zoom;
			if (how === "whole")
				look(whole.begin, whole.end);
			else
				zoom(how === "in" ? 0.5 : 2);
		});
	}
	for (const part of parts) {
		part.row?.addEventListener("pointerenter", () => activate(part));
		part.row?.addEventListener("pointerleave", rest);
		part.row?.querySelector("a")?.addEventListener("click", (event) => {
			event.preventDefault();
			zoomTo(part);
			focusOn(part);
			figure.scrollIntoView({ block: "nearest" });
		});
	}
	section.querySelector(".controls").hidden = false;
	panel.hidden = false;
	new ResizeObserver(() => figure.clientWidth !== drawnWidth && draw()).observe(figure);
	draw();
}

document.querySelectorAll("figure").forEach(makeMap);
