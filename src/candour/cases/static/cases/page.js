// Arrow keys go to the next page, with Shift to the next record; the pages beside this one are drawn ahead.
// The server sends nothing of a page that is asked for ahead: that is no view.

const links = { ArrowLeft: ["before", "earlier"], ArrowRight: ["after", "later"] };

function busy(element) {
  return element instanceof HTMLElement && element.matches("input, textarea, select, [contenteditable], summary");
}

document.addEventListener("keydown", (event) => {
  const named = links[event.key];
  if (!named || event.altKey || event.ctrlKey || event.metaKey || busy(event.target)) return;
  const link = document.getElementById(named[event.shiftKey ? 1 : 0]);
  if (!link) return;
  event.preventDefault();
  link.click();
});

for (const name of ["after", "before"]) {
  const link = document.getElementById(name);
  if (!link) continue;
  const address = new URL(link.href);
  address.searchParams.set("ahead", "1");
  fetch(address, { credentials: "same-origin" }).catch(() => {});
}
