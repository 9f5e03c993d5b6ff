// From page to page without loading everything anew, and the next pictures before they are asked for.

import { choose, chosen, first, items, reachable, root, say } from "./review_choosing.js";
import { showLeaving } from "./review_leaving.js";

// The server draws the next pictures before they are wanted. It sends nothing of them: a page fetched ahead is not a view.
export function ahead() {
  for (const address of (root()?.dataset.ahead || "").split(" ").filter(Boolean)) {
    fetch(address, { credentials: "same-origin", priority: "low" }).catch(() => {});
  }
}

export async function go(address, { push = true } = {}) {
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

export function nextOpen() {
  const all = items();
  const after = [...all.slice(all.indexOf(chosen()) + 1), ...all].find((item) => item.dataset.open === "1");
  if (after) return choose(after);
  const address = root()?.dataset.nextOpen;
  return address ? go(address) : say("Nothing is undecided any more.");
}
