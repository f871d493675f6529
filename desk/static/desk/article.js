// One key an act on an article's page: a approves, h hides, e edits, u goes back to the queue.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, select, textarea")) return;
  const button = document.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
  if (button) { event.preventDefault(); button.click(); }
  else if (event.key === "u") { event.preventDefault(); location.assign(document.querySelector(".crumbs a").href); }
});
