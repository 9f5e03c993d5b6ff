// Draws each table of the page as a picture above it. Without it, or without colours, the tables say the same.

const COLOURS = ["#0b5563", "#b58105", "#6f3fa0"];

function draw(place) {
  const table = document.getElementById(place.dataset.table);
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  const rows = [...table.tBodies[0].rows];
  const drawn = heads.map((label, at) => ({ label, at })).filter(({ at }) => rows[0].cells[at].dataset.value !== undefined);
  const sets = drawn.map(({ label, at }, column) => ({
    label,
    data: rows.map((row) => Number(row.cells[at].dataset.value)),
    backgroundColor: COLOURS[column],
    borderColor: COLOURS[column],
    pointStyle: ["circle", "rect", "triangle"][column],
  }));
  place.hidden = false;
  new window.Chart(place.querySelector("canvas"), {
    type: place.dataset.chart,
    data: { labels: rows.map((row) => row.cells[0].textContent.trim()), datasets: sets },
    options: {
      animation: false,
      maintainAspectRatio: false,
      indexAxis: place.dataset.chart === "bar" ? "y" : "x",
      plugins: { legend: { display: sets.length > 1 } },
      scales: { [place.dataset.chart === "bar" ? "x" : "y"]: { beginAtZero: true, ticks: { precision: 0 } } },
    },
  });
}

window.addEventListener("load", () => document.querySelectorAll("[data-chart]").forEach(draw));
