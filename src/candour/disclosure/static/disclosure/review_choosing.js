// What of the list is chosen, and what is said to whoever cannot see it.

export const root = () => document.querySelector("[data-review]");

export const items = () => [...document.querySelectorAll("[data-item]")];
export const chosen = () => document.querySelector("[data-item].is-chosen");
export const first = () => items().find((item) => item.dataset.open === "1") || items()[0];

function mark(item) {
  for (const each of document.querySelectorAll(".is-chosen")) each.classList.remove("is-chosen");
  if (!item) return;
  item.classList.add("is-chosen");
  const boxes = [...document.querySelectorAll(`[data-box="${CSS.escape(item.dataset.item)}"]`)];
  for (const box of boxes) box.classList.add("is-chosen");
  const view = root()?.querySelector("[data-view]");
  if (boxes.length && view && view.scrollHeight > view.clientHeight) boxes[0].scrollIntoView({ block: "nearest", inline: "nearest" });
}

export function choose(item) {
  mark(item);
  item?.focus({ preventScroll: true });
  item?.scrollIntoView({ block: "nearest" });
}

// Tab comes to each line of the list, and from there into what can be done with it.
export function reachable() {
  for (const item of items()) item.tabIndex = 0;
}

document.addEventListener("focusin", (event) => {
  const item = event.target.closest("[data-item]");
  if (item && item !== chosen()) mark(item);
});

export function step(by) {
  const all = items();
  const at = all.indexOf(chosen());
  choose(all[Math.min(all.length - 1, Math.max(0, at + by))]);
}

export function say(words) {
  const place = document.getElementById("review-said");
  if (place) place.textContent = words;
}
