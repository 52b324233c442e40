// Review and report pages: the field under the cursor lights its words; keys move and rule; words set a field.
import { actions, send, tell } from "./keys.js";

const desk = () => document.getElementById("desk");
const rows = () => [...desk().querySelectorAll("li[data-path], .field[data-path]")];
const marksOf = (path, claim) =>
  [...desk().querySelectorAll("mark[data-paths]")].filter(
    (mark) =>
      mark.dataset.paths.split(" ").includes(path) && (!claim || mark.dataset.claims.split(" ").includes(claim)),
  );

function light(path, { claim = "", scroll = false } = {}) {
  for (const mark of desk().querySelectorAll("mark.lit")) mark.classList.remove("lit");
  const marks = path ? marksOf(path, claim) : [];
  for (const mark of marks) mark.classList.add("lit");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (scroll && marks[0] && outside(marks[0])) marks[0].scrollIntoView({ block: "center", behavior: calm ? "instant" : "smooth" });
}

function outside(element) {
  const box = element.getBoundingClientRect();
  return box.top < 60 || box.bottom > innerHeight - 60;
}

// The chosen field keeps its tools open; they come from the server, as the page without scripts has them.
function choose(row) {
  const link = row?.querySelector("a[href*='field=']");
  if (!link) return;
  window.htmx?.ajax("GET", link.getAttribute("href").split("#")[0], {
    source: link, target: "#desk", select: "#desk", swap: "outerHTML show:none", replace: "true",
  });
}

function step(by) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.dataset.path === desk().dataset.field);
  const next = all[(at + by + all.length) % all.length] ?? all[0];
  light(next.dataset.path, { scroll: true });
  choose(next);
}

const press = (selector, missing) => {
  const button = desk().querySelector(selector);
  if (button) send(button.form, button);
  else tell(missing);
};
const follow = (selector, missing) => {
  const link = desk().querySelector(selector);
  if (link) link.click();
  else tell(missing);
};
const open = (selector) => {
  const details = desk().querySelector(selector);
  if (!details) return tell("Choose a field first: j and k.");
  details.open = !details.open;
  if (details.open) details.querySelector("input:not([type=hidden]), select")?.focus();
};

Object.assign(actions, {
  "next-field": () => step(1),
  "previous-field": () => step(-1),
  accept: () => press(".rule button[value=accept]"),
  reject: () => press(".rule button[value=reject]"),
  skip: () => follow("a[data-does=skip]", "This is the last open claim."),
  "confirm-field": () => press("[data-does=confirm-field]", "Choose a field first: j and k."),
  "refuse-field": () => press("[data-does=refuse-field]", "Choose a field first: j and k."),
  "edit-field": () => open(".editor"),
  codebook: () => open(".book"),
  accounts: () => follow("a[data-does=accounts]", "This claim is part of no incident."),
  note: () => desk().querySelector("#note")?.focus(),
  undo: () => {
    const button = desk().querySelector(".queue form button");
    if (button) send(button.form, button);
    else tell("There is nothing to take back.");
  },
  "take-words": () => {
    const form = desk().querySelector(".words-form");
    if (!form) return tell("Choose a field first: j and k.");
    if (!readSelection(form)) return tell("Select words in the text first.");
    send(form);
  },
});

// Offsets count code points of the report's text: a paragraph knows its own, the selection adds to it.
function readSelection(form) {
  const selection = getSelection();
  const text = document.getElementById("text");
  if (!selection.rangeCount || selection.isCollapsed) return false;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return false;
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return false;
  form.elements.start.value = start;
  form.elements.end.value = end;
  return true;
}

function offsetOf(node, offset) {
  const holder = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const paragraph = holder.closest("p[data-start]");
  if (!paragraph) return null;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, offset);
  return Number(paragraph.dataset.start) + Array.from(before.toString()).length;
}

document.addEventListener("selectionchange", () => {
  const form = desk()?.querySelector(".words-form");
  if (form) form.hidden = !readSelection(form);
});

document.addEventListener("mouseover", (event) => {
  const row = event.target.closest?.("[data-path]");
  if (!row || !desk().contains(row)) return;
  light(row.dataset.path, { claim: row.closest("[data-claim]")?.dataset.claim ?? "", scroll: false });
});
document.addEventListener("mouseout", (event) => {
  if (event.target.closest?.("[data-path]")) light(desk().dataset.field, { claim: desk().dataset.claim ?? "" });
});
document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("[data-path]");
  if (row) light(row.dataset.path, { claim: row.closest("[data-claim]")?.dataset.claim ?? "", scroll: true });
});
// From the words to the field: a click on a mark chooses the field it was read for.
document.addEventListener("click", (event) => {
  const mark = event.target.closest?.("mark[data-paths]");
  if (!mark || !getSelection().isCollapsed) return;
  const path = mark.dataset.paths.split(" ")[0];
  const row = rows().find((one) => one.dataset.path === path);
  if (row && desk().dataset.claim) choose(row);
});
document.addEventListener("htmx:after:swap", () => {
  if (desk()?.dataset.field) show();
  else desk()?.querySelector(".ev.mine, mark.mine")?.scrollIntoView({ block: "nearest" });
});
function show() {
  light(desk().dataset.field, { claim: desk().dataset.claim, scroll: true });
  desk().querySelector(".field.lit")?.scrollIntoView({ block: "nearest" });
}
if (desk()?.dataset.field) show();
