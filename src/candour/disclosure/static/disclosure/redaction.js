// Keys of one redaction beside how it goes out: arrows go on, a letter presses the button or opens the form that bears it.

const press = (selector) => document.querySelector(selector)?.click();

function use(letter) {
  const place = document.querySelector(`[data-key="${CSS.escape(letter)}"]`);
  if (!place) return false;
  if (place.tagName === "BUTTON") {
    const empty = [...place.form.querySelectorAll("textarea")].find((each) => !each.value.trim());
    if (empty) empty.focus(); // an explanation is asked for first
    else place.click();
    return true;
  }
  place.open = true;
  place.querySelector("select, textarea")?.focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (localStorage.getItem("candour-review-keys-off") !== null) return; // as in review, where they are turned off
  const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (writing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.key === "ArrowRight") press("[data-redaction] [rel=next]");
  else if (event.key === "ArrowLeft") press("[data-redaction] [rel=prev]");
  else if (event.key.length !== 1 || !use(event.key.toLowerCase())) return;
  event.preventDefault();
});
