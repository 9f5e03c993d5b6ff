// The quick way out: what is on the page goes at once, the visit ends, and “back” does not come here again.
// Without this the button sends a form, which does the same more slowly.

const TIMES = 3;
const WITHIN = 5000;
const form = document.querySelector("[data-exit]");
let presses = [];

function leave() {
  document.body.classList.add("is-leaving");
  document.title = "Page closed";
  fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true, redirect: "manual" }).catch(() => {});
  location.replace(form.dataset.exit);
}

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const now = Date.now();
    presses = [...presses.filter((at) => now - at < WITHIN), now];
    if (presses.length >= TIMES) leave();
  });
}
// A page that the browser kept to go back to is not shown again.
window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});
