// An article's page by keyboard: a, h and e press buttons, j and k open the next and previous article of the queue.
const AT = location.pathname;
const list = JSON.parse(sessionStorage.getItem("queue") ?? "[]");
const hint = document.querySelector(".keys");
if (hint) hint.hidden = false;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, select, textarea")) return;
  const button = document.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
  const step = { j: 1, k: -1 }[event.key];
  if (button) button.click();
  else if (step) {
    const to = list.includes(AT) ? list[list.indexOf(AT) + step] : undefined;
    if (to) location.assign(to);
  } else if (event.key === "u") {
    const undo = document.querySelector(".messages button[name=batch]");
    if (undo) undo.click();
    else location.assign(document.querySelector(".crumbs a").href);
  } else return;
  event.preventDefault();
});
