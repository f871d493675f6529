// Saves the input of a correction as a draft while somebody types; without this file there is a button for it.
const form = document.getElementById("correct");
const status = document.getElementById("kept");
const DELAY = 2000; // milliseconds without a key before a draft is saved
const RENEWAL = 300000; // the edit lock is renewed so often while the page is open

if (form) {
  let timer = 0;
  let edited = false;
  let leaving = false;
  form.addEventListener("input", () => {
    edited = true;
    clearTimeout(timer);
    timer = setTimeout(save, DELAY);
  });
  form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); });
  setInterval(() => { if (edited && document.visibilityState === "visible") save(); }, RENEWAL);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && edited && !leaving) save();
  });

  // Somebody may have typed before this file was loaded.
  const boxes = [...form.querySelectorAll("input:not([type=hidden]), textarea")];
  if (boxes.some((box) => box.value !== box.defaultValue)) form.dispatchEvent(new Event("input"));

  async function save() {
    if (leaving) return;
    try {
      const response = await fetch(form.dataset.draft, {
        method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, keepalive: true,
      });
      if (!response.headers.get("Content-Type")?.includes("json")) throw new Error(String(response.status));
      const answer = await response.json();
      status.textContent = answer.lost || answer.message;
      status.classList.toggle("error", Boolean(answer.lost));
    } catch (error) {
      status.textContent = form.dataset.failed;
      status.classList.add("error");
    }
  }
}
