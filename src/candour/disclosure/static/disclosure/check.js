// Keys of the quality check: A agrees, D goes to the note and then sends it, arrows turn pages. Each is a button or link too.

const press = (selector) => document.querySelector(selector)?.click();
const say = (words) => {
  const place = document.querySelector("[data-said]");
  if (place) place.textContent = words;
};

function differ() {
  const note = document.querySelector("textarea[name=note]");
  if (note?.value.trim()) return press('[data-does="differ"]');
  note?.focus();
  return say("Write what should be different, then choose “I do not agree”.");
}

const KEYS = {
  ArrowRight: () => press("[data-check] [rel=next]"),
  ArrowLeft: () => press("[data-check] [rel=prev]"),
  a: () => press('[data-does="agree"]'),
  d: differ,
};

document.addEventListener("keydown", (event) => {
  if (localStorage.getItem("candour-review-keys-off") !== null) return; // as in review, where they are turned off
  const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (writing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const does = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!does) return;
  event.preventDefault();
  does();
});
