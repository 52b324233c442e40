// The keyboard: one table (keys.json) says which key does what on which page; pages add what they can do.
const page = document.body.dataset.page;
export const actions = {
  help: () => document.getElementById("help")?.showModal(),
  close: () => document.activeElement?.blur(),
  search: () => document.getElementById("find")?.focus(),
  undo: () => send(document.getElementById("undo-form")),
  paste: () => document.getElementById("paste-text")?.focus(),
  "go-inbox": () => location.assign("/reports"),
  "go-review": () => location.assign("/review"),
  "go-explore": () => location.assign("/incidents"),
  theme: () => {
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("dateline-theme", root.dataset.theme); } catch { /* not kept, then */ }
    document.dispatchEvent(new CustomEvent("theme"));
  },
};

export const tell = (words) => {
  const told = document.getElementById("told");
  told.textContent = words;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { told.textContent = ""; }, 4000);
};

// Sends a form as a click on its button would: htmx takes it over and answers, or the page is left.
export const send = (form, button) => {
  if (!form) return;
  form.addEventListener("submit", () => { busy = true; }, { once: true });
  form.requestSubmit(button ?? undefined);
};

const bindings = new Map();
const table = JSON.parse(document.body.dataset.keys);
for (const key of table) if (key.on === "everywhere" || key.on === page) bindings.set(key.key, key.does);

// A key pressed while an answer is under way waits for it: nobody who types fast rules on the wrong claim.
// Forms are given to htmx at once, not by its own timer: one sent before would leave the page.
window.htmx?.process(document.body);
let busy = false;
const waiting = [];
const run = (does) => (busy ? waiting.push(does) : actions[does]());
const goOn = () => setTimeout(() => {
  busy = false;
  while (waiting.length && !busy) actions[waiting.shift()]();
});
document.addEventListener("htmx:before:request", () => { busy = true; });
document.addEventListener("htmx:finally:request", goOn);
addEventListener("pageshow", (event) => { if (event.persisted) goOn(); });

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (writing && event.key !== "Escape") return;
  if (document.querySelector("dialog[open]")) return;
  const does = bindings.get(event.key);
  if (!actions[does]) return;
  event.preventDefault();
  run(does);
});

document.addEventListener("click", (event) => {
  const does = event.target.closest("[data-does=theme], [data-does=help]")?.dataset.does;
  if (!does) return;
  event.preventDefault();
  actions[does]();
});

const paste = document.getElementById("paste");
paste?.addEventListener("submit", () => {
  paste.querySelector(".busy").textContent = "Reading…";
});
paste?.addEventListener("dragover", (event) => event.preventDefault());
paste?.addEventListener("drop", (event) => {
  event.preventDefault();
  const [file] = event.dataTransfer.files;
  if (file) file.text().then((text) => { document.getElementById("paste-text").value = text; });
});
