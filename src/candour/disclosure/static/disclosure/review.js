// Review at the speed of reading: keys, the next page before it is asked for, boxes drawn by mouse or keys.
// Everything it does is also a form or a link on the page: without it the page works, only more slowly.

import { choose, chosen, first, items, reachable, root, say, step } from "./review_choosing.js";
import { draw, drawing, drawn, stopDrawing } from "./review_drawing.js";
import { leaving, showLeaving, toggleLeaving } from "./review_leaving.js";
import { ahead, go, nextOpen } from "./review_pages.js";

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

// On the original: what a box hides has to be seen.
function toggleDrawing(button) {
  if (drawing) return stopDrawing();
  if (leaving) toggleLeaving();
  return draw(button);
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
  if (button?.dataset.does === "draw") toggleDrawing(button);
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

// ---------------------------------------------------------------- after a decision

let was = ""; // what was chosen when a decision was sent

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
