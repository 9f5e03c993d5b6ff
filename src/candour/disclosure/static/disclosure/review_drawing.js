// A box drawn by hand on the picture of a page, by mouse or keys.

import { root, say } from "./review_choosing.js";

export let drawing = null; // {box: [x, y, x, y] in points}

export function draw(button) {
  const sheet = root().querySelector("svg[data-sheet]");
  const [wide, high] = [sheet.viewBox.baseVal.width, sheet.viewBox.baseVal.height];
  drawing = { box: [wide * 0.4, high * 0.4, wide * 0.6, high * 0.43] };
  button.setAttribute("aria-pressed", "true");
  root().querySelector("form[data-drawing]").hidden = false;
  say("Drag with the mouse, or move the box with the arrow keys, size it with Shift and arrow keys, and press Enter. Escape stops.");
  paint();
}

export function stopDrawing() {
  drawing = null;
  root()?.querySelector('[data-does="draw"]')?.setAttribute("aria-pressed", "false");
  root()?.querySelector("[data-drawn]")?.remove();
  const form = root()?.querySelector("form[data-drawing]");
  if (form) form.hidden = true;
}

export function drawn(event) {
  const by = event.key.startsWith("Arrow") ? 4 : 0;
  const move = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] }[event.key];
  if (move) {
    const box = drawing.box;
    if (!event.shiftKey) [box[0], box[1]] = [box[0] + move[0], box[1] + move[1]];
    [box[2], box[3]] = [box[2] + move[0], box[3] + move[1]];
    paint();
    return true;
  }
  if (event.key === "Escape") stopDrawing();
  else if (event.key === "Enter") handIn();
  else return false;
  return true;
}

function paint() {
  const sheet = root().querySelector("svg[data-sheet]");
  let rect = sheet.querySelector("[data-drawn]");
  if (!rect) {
    rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    rect.setAttribute("data-drawn", "");
    rect.setAttribute("class", "review-box review-box--drawn");
    sheet.append(rect);
  }
  const [x0, y0, x1, y1] = ordered(drawing.box);
  for (const [name, value] of Object.entries({ x: x0, y: y0, width: x1 - x0, height: y1 - y0 })) rect.setAttribute(name, value);
}

const ordered = ([a, b, c, d]) => [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];

function handIn() {
  const form = root().querySelector("form[data-drawing]");
  form.elements.box.value = ordered(drawing.box).map((side) => side.toFixed(2)).join(",");
  stopDrawing();
  form.requestSubmit();
}

function place(event, sheet) {
  const area = sheet.getBoundingClientRect();
  const view = sheet.viewBox.baseVal;
  return [((event.clientX - area.left) / area.width) * view.width, ((event.clientY - area.top) / area.height) * view.height];
}

document.addEventListener("pointerdown", (event) => {
  const sheet = event.target.closest("svg[data-sheet]");
  if (!drawing || !sheet) return;
  event.preventDefault();
  const [x, y] = place(event, sheet);
  drawing.box = [x, y, x, y];
  const move = (moved) => {
    [drawing.box[2], drawing.box[3]] = place(moved, sheet);
    paint();
  };
  const end = () => {
    document.removeEventListener("pointermove", move);
    const [x0, y0, x1, y1] = ordered(drawing.box);
    if (x1 - x0 > 2 && y1 - y0 > 2) handIn();
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", end, { once: true });
});
