const parts = [...document.querySelectorAll(".step")];
const bar = document.getElementById("stepper");
const place = bar.querySelector("output");
let at = -1;

function show(part) {
  at = Math.max(-1, Math.min(parts.length - 1, part));
  parts.forEach((one, index) => { one.hidden = at >= 0 && index !== at; });
  for (const sign of document.querySelectorAll(".sign")) {
    const own = Number(sign.dataset.part);
    sign.classList.toggle("now", own === at);
    sign.classList.toggle("later", at >= 0 && own > at);
  }
  place.textContent = at < 0 ? `all ${parts.length} steps` : `${at + 1} of ${parts.length}: ${parts[at].dataset.name}`;
  if (at >= 0) bar.scrollIntoView({ block: "start" });
}

const moves = { back: () => show(Math.max(0, at - 1)), next: () => show(at + 1), all: () => show(-1) };
for (const button of bar.querySelectorAll("button")) button.addEventListener("click", moves[button.value]);

document.addEventListener("keydown", (event) => {
  if (at < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.key === "ArrowRight") moves.next();
  else if (event.key === "ArrowLeft") moves.back();
  else if (event.key === "Escape") moves.all();
});

// The step of a message that is pointed at is shown.
addEventListener("hashchange", () => {
  const message = document.getElementById(location.hash.slice(1));
  const part = parts.findIndex((one) => one.contains(message));
  if (at >= 0 && part >= 0) show(part);
});

place.textContent = `all ${parts.length} steps`;
bar.hidden = false;
