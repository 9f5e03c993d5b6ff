// Review at the speed of reading: keys, the next page before it is asked for, boxes drawn by mouse or keys.
// Everything it does is also a form or a link on the page: without it the page works, only more slowly.

const root = () => document.querySelector("[data-review]");

// ---------------------------------------------------------------- pages

// The server draws the next pictures before they are wanted. It sends nothing of them: a page fetched ahead is not a view.
function ahead() {
  for (const address of (root()?.dataset.ahead || "").split(" ").filter(Boolean)) {
    fetch(address, { credentials: "same-origin", priority: "low" }).catch(() => {});
  }
}

async function go(address, { push = true } = {}) {
  if (!address) return say("There is no further page.");
  const answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" }).catch(() => null);
  const text = answer?.ok && !answer.redirected ? await answer.text() : "";
  const made = new DOMParser().parseFromString(text, "text/html").querySelector("[data-review]");
  if (!made) return location.assign(address);
  root().replaceWith(document.adoptNode(made));
  if (push) history.pushState({ review: true }, "", address);
  document.title = made.dataset.title || document.title;
  window.htmx?.process(root());
  reachable();
  choose(first());
  window.scrollTo(0, 0);
  showLeaving();
  return ahead();
}

// ---------------------------------------------------------------- what is chosen

let was = ""; // what was chosen when a decision was sent
const items = () => [...document.querySelectorAll("[data-item]")];
const chosen = () => document.querySelector("[data-item].is-chosen");
const first = () => items().find((item) => item.dataset.open === "1") || items()[0];

function mark(item) {
  for (const each of document.querySelectorAll(".is-chosen")) each.classList.remove("is-chosen");
  if (!item) return;
  item.classList.add("is-chosen");
  const boxes = [...document.querySelectorAll(`[data-box="${CSS.escape(item.dataset.item)}"]`)];
  for (const box of boxes) box.classList.add("is-chosen");
  const view = root()?.querySelector("[data-view]");
  if (boxes.length && view && view.scrollHeight > view.clientHeight) boxes[0].scrollIntoView({ block: "nearest", inline: "nearest" });
}

function choose(item) {
  mark(item);
  item?.focus({ preventScroll: true });
  item?.scrollIntoView({ block: "nearest" });
}

// Tab comes to each line of the list, and from there into what can be done with it.
function reachable() {
  for (const item of items()) item.tabIndex = 0;
}

document.addEventListener("focusin", (event) => {
  const item = event.target.closest("[data-item]");
  if (item && item !== chosen()) mark(item);
});

function step(by) {
  const all = items();
  const at = all.indexOf(chosen());
  choose(all[Math.min(all.length - 1, Math.max(0, at + by))]);
}

function nextOpen() {
  const all = items();
  const after = [...all.slice(all.indexOf(chosen()) + 1), ...all].find((item) => item.dataset.open === "1");
  if (after) return choose(after);
  const address = root()?.dataset.nextOpen;
  return address ? go(address) : say("Nothing is undecided any more.");
}

// ---------------------------------------------------------------- the page as it would leave

let leaving = false; // stays so from page to page, and after each decision

function showLeaving() {
  const button = root()?.querySelector('[data-does="leaving"]');
  const picture = root()?.querySelector("[data-picture]");
  if (!button || !picture) return;
  button.setAttribute("aria-pressed", String(leaving));
  picture.dataset.original ||= picture.getAttribute("src");
  const sheet = picture.closest(".review__sheet");
  if (!leaving) {
    sheet.classList.remove("is-leaving", "is-waiting");
    if (picture.getAttribute("src") !== picture.dataset.original) picture.src = picture.dataset.original;
    return;
  }
  sheet.classList.add("is-leaving", "is-waiting");
  picture.addEventListener("load", () => sheet.classList.remove("is-waiting"), { once: true });
  picture.addEventListener("error", () => leaving && notDrawn(), { once: true });
  picture.src = `${button.dataset.leaving}?at=${Date.now()}`; // what stands may have changed since it was drawn
}

function toggleLeaving() {
  if (!root()?.querySelector('[data-does="leaving"]')) return say("This page does not leave as it stands, or has no picture.");
  leaving = !leaving;
  stopDrawing();
  showLeaving();
  return say(leaving ? "The picture shows the page as it would leave." : "The picture shows the original.");
}

function notDrawn() {
  leaving = false;
  showLeaving();
  say("This page could not be drawn as it would leave.");
}

// ---------------------------------------------------------------- keys

const press = (name) => (chosen() || root())?.querySelector(`[data-does="${name}"]`)?.click();

// Unfolds a part of what is chosen and goes into it.
function unfold(name) {
  const fold = chosen()?.querySelector(`[data-does="${name}"]`)?.closest("details");
  if (!fold) return;
  fold.open = true;
  fold.querySelector("select, textarea")?.focus();
}

// Without a reason nothing is blacked out: where policy gives none, the reviewer is asked for it.
function blackOut() {
  const ground = chosen()?.querySelector('[name="ground"]');
  if (ground && !ground.value) {
    unfold("ground");
    return say("Choose a reason first.");
  }
  return press("redact");
}

const KEYS = {
  ArrowRight: () => go(root()?.dataset.next),
  ArrowLeft: () => go(root()?.dataset.previous),
  j: () => step(1),
  k: () => step(-1),
  n: nextOpen,
  a: () => press("accept"),
  b: blackOut,
  l: () => press("keep"),
  s: () => press("similar"),
  g: () => unfold("ground"),
  c: () => unfold("comment"),
  o: toggleLeaving,
  u: () => root()?.querySelector('[data-does="undo"]')?.click(),
  d: () => root()?.querySelector('[data-does="draw"]')?.click(),
  "?": () => root()?.querySelector('[data-does="help"]')?.click(),
};
const OFF = "candour-review-keys-off";
const keysOn = () => localStorage.getItem(OFF) === null;
const showKeys = () => document.documentElement.classList.toggle("has-keys", keysOn());

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !root()) return;
  if (event.target.closest("dialog")) return;
  if (event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select")) {
    if (event.key === "Escape") choose(chosen()); // out of the field, so that keys count again
    return;
  }
  if (drawing && drawn(event)) return event.preventDefault();
  const act = keysOn() && KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-does]");
  if (button?.dataset.does === "help") document.getElementById("review-keys")?.showModal();
  if (button?.dataset.does === "draw") draw(button);
  if (button?.dataset.does === "leaving") toggleLeaving();
  const link = event.target.closest("a[data-page]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    go(link.getAttribute("href"));
  }
  const box = event.target.closest("[data-box]");
  if (box) choose(items().find((item) => item.dataset.item === box.dataset.box));
  const item = event.target.closest("[data-item]");
  if (item && item !== chosen() && !event.target.closest("button, a, input, select, summary, label")) choose(item);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys]")) {
    if (event.target.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    showKeys();
  }
});

window.addEventListener("popstate", () => root() && go(location.pathname + location.search, { push: false }));

// ---------------------------------------------------------------- boxes drawn by hand

let drawing = null; // {box: [x, y, x, y] in points, corner}

function draw(button) {
  if (drawing) return stopDrawing();
  if (leaving) toggleLeaving();
  const sheet = root().querySelector("svg[data-sheet]");
  const [wide, high] = [sheet.viewBox.baseVal.width, sheet.viewBox.baseVal.height];
  drawing = { box: [wide * 0.4, high * 0.4, wide * 0.6, high * 0.43], grown: false };
  button.setAttribute("aria-pressed", "true");
  root().querySelector("form[data-drawing]").hidden = false;
  say("Drag with the mouse, or move the box with the arrow keys, size it with Shift and arrow keys, and press Enter. Escape stops.");
  paint();
  return undefined;
}

function stopDrawing() {
  drawing = null;
  root()?.querySelector('[data-does="draw"]')?.setAttribute("aria-pressed", "false");
  root()?.querySelector("[data-drawn]")?.remove();
  const form = root()?.querySelector("form[data-drawing]");
  if (form) form.hidden = true;
}

function drawn(event) {
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

// ---------------------------------------------------------------- telling

function say(words) {
  const place_ = document.getElementById("review-said");
  if (place_) place_.textContent = words;
}

// After a decision the list is new: the same item while it is open, else the next open one after it is chosen.
document.addEventListener("htmx:beforeRequest", (event) => {
  const item = event.target.closest("[data-item]");
  was = item ? item.dataset.item : chosen()?.dataset.item;
});
// The list and the picture stay where they are, and a picture that is already there is not fetched again.
let stays = {};
document.addEventListener("htmx:beforeSwap", () => {
  const [list, view] = ["[data-list]", "[data-view]"].map((each) => root()?.querySelector(each));
  stays = { list: list?.scrollTop, view: view?.scrollTop, picture: root()?.querySelector("[data-picture]") };
});
document.addEventListener("htmx:afterSwap", () => {
  const [list, view, picture] = ["[data-list]", "[data-view]", "[data-picture]"].map((each) => root()?.querySelector(each));
  const shows = stays.picture?.dataset.original || stays.picture?.getAttribute("src");
  if (picture && picture !== stays.picture && picture.getAttribute("src") === shows) picture.replaceWith(stays.picture);
  if (list) list.scrollTop = stays.list;
  if (view) view.scrollTop = stays.view;
  reachable();
});
document.addEventListener("htmx:afterSettle", () => {
  const all = items();
  const at = all.findIndex((item) => item.dataset.item === was);
  const open = all.slice(Math.max(0, at)).find((item) => item.dataset.open === "1");
  choose(open || all[at] || first());
  showLeaving();
  const refused = root()?.querySelector("[data-refused]");
  if (refused) {
    refused.focus({ preventScroll: true });
    refused.scrollIntoView({ block: "nearest" });
  }
  ahead();
});

if (root()) {
  const toggle = document.querySelector("[data-keys]");
  if (toggle) toggle.checked = keysOn();
  showKeys();
  reachable();
  choose(first());
  ahead();
}
