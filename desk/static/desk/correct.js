// Keeps what is typed into a correction, so that nothing is lost; without this file there is a button for it.
const form = document.getElementById("correct");
const said = document.getElementById("kept");
const CALM = 2000; // milliseconds without a key
const HOLD = 300000; // and as often the hold is renewed while the page is open

if (form) {
  let waiting = 0;
  let touched = false;
  let leaving = false;
  form.addEventListener("input", () => {
    touched = true;
    clearTimeout(waiting);
    waiting = setTimeout(keep, CALM);
  });
  form.addEventListener("submit", () => { leaving = true; clearTimeout(waiting); });
  setInterval(() => { if (touched && document.visibilityState === "visible") keep(); }, HOLD);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && touched && !leaving) keep();
  });

  async function keep() {
    if (leaving) return;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, keepalive: true,
      });
      if (!answer.headers.get("Content-Type")?.includes("json")) throw new Error(String(answer.status));
      const told = await answer.json();
      said.textContent = told.lost || told.said;
      said.classList.toggle("error", Boolean(told.lost));
    } catch (error) {
      said.textContent = form.dataset.failed;
      said.classList.add("error");
    }
  }
}
