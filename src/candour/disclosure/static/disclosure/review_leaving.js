// The picture of the page as it would leave, in the place of the original.

import { root, say } from "./review_choosing.js";
import { stopDrawing } from "./review_drawing.js";

export let leaving = false; // stays so from page to page, and after each decision

export function showLeaving() {
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

export function toggleLeaving() {
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
