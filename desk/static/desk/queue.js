// The queue by keyboard and without reloading; without this file every button works as a form.
const form = document.getElementById("queue");
const toast = document.querySelector(".toast");
if (form) start();

function start() {
  const rows = [...form.querySelectorAll(".row")];
  const batches = [];
  // For an article's page, which offers the next and the previous article (article.js).
  sessionStorage.setItem("queue", JSON.stringify(rows.map((row) => row.querySelector("h2 a").pathname)));
  let at = -1;

  const all = document.getElementById("all");
  if (all) {
    all.closest("label").hidden = false;
    form.querySelector(".keys").hidden = false;
    all.addEventListener("change", () => {
      for (const row of rows) if (!row.classList.contains("done")) box(row).checked = all.checked;
    });
  }

  function box(row) { return row.querySelector("input[name=pick]"); }

  function go(to) {
    if (!rows.length) return;
    at = Math.max(0, Math.min(rows.length - 1, to));
    rows.forEach((row, number) => row.classList.toggle("here", number === at));
    rows[at].focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "nearest" });
  }

  async function send(address, body) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of body) data.append(name, value);
    const answer = await fetch(address, { method: "POST", body: data, headers: { Accept: "application/json" } });
    // No JSON: the user signed out or lost the permission, and the page says so.
    if (!answer.headers.get("Content-Type")?.includes("json")) { location.reload(); return null; }
    return answer.json();
  }

  async function act(name, some) {
    const picks = some.filter((row) => box(row) && !row.classList.contains("busy")).map((row) => ["pick", box(row).value]);
    if (!picks.length) { say(form.dataset.none, false); return; }
    some.forEach((row) => row.classList.add("busy"));
    try {
      const answer = await send(form.action, [["act", name], ...picks]);
      if (!answer) return;
      const done = new Set(answer.done ?? []);
      const stale = new Set(answer.stale ?? []);
      for (const row of some) {
        const number = Number(box(row).value.split(".")[0]);
        if (done.has(number)) mark(row, answer);
        if (stale.has(number)) row.querySelector(".state").textContent = form.dataset.stale;
        box(row).checked = false;
      }
      if (answer.batch) batches.push([answer.batch, some.filter((row) => row.classList.contains("done"))]);
      say(answer.message, Boolean(answer.batch));
    } catch (error) {
      say(String(error), false);
    } finally {
      some.forEach((row) => row.classList.remove("busy"));
    }
  }

  function mark(row, answer) {
    row.classList.add("done");
    row.dataset.before ??= row.querySelector(".state").textContent;
    row.dataset.stood ??= row.dataset.state;
    row.dataset.state = answer.state;
    const state = row.querySelector(".state");
    state.className = `state ${answer.state}`;
    state.textContent = answer.state_name;
    row.querySelectorAll(".quick button").forEach((button) => { button.disabled = true; });
    box(row).disabled = true;
  }

  async function undo() {
    const last = batches.pop();
    if (!last) {
      // An act from before the page was loaded has its undo button above the queue.
      document.querySelector(".messages button[name=batch]")?.click();
      return;
    }
    const answer = await send(form.dataset.undo, [["batch", last[0]]]);
    if (!answer) return;
    // Undone articles have new versions, which only a reload shows.
    say(answer.message, false);
    location.reload();
  }

  function say(text, undoable) {
    toast.replaceChildren(document.createTextNode(text));
    if (undoable) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = toast.dataset.undo;
      button.addEventListener("click", undo);
      toast.append(" ", button);
    }
    toast.hidden = !text;
  }

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button) return;
    event.preventDefault();
    if (button.name === "only") {
      const row = button.closest(".row");
      go(rows.indexOf(row));
      act(button.dataset.act, [row]);
    } else {
      act(button.value, rows.filter((row) => box(row)?.checked));
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (typing) { if (event.key === "Escape") typing.blur(); return; }
    const here = rows[at];
    const acts = { a: "approve", h: "hide" };
    const key = event.key;
    if (key === "j") go(at + 1);
    else if (key === "k") go(at < 0 ? 0 : at - 1);
    else if (key === "o" && here) location.assign(here.querySelector("h2 a").href);
    else if (key === "x" && here && box(here)) box(here).checked = !box(here).checked;
    else if (key in acts) {
      const picked = rows.filter((row) => box(row)?.checked);
      const some = picked.length ? picked : here ? [here] : [];
      act(acts[key], some);
      if (!picked.length && here) go(at + 1);
    } else if (key === "u") undo();
    else if (key === "/") document.getElementById("q").focus();
    else return;
    event.preventDefault();
  });
}
