// Accounts side by side: keys go from choice to choice, split a claim off, or merge what is near.
import { actions, send, tell } from "./keys.js";

const choices = () => [...document.querySelectorAll("main button[name=claim], main button[name=other]")];

function step(by) {
  const all = choices();
  if (!all.length) return tell("There is nothing to split off, and nothing near to merge with.");
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? all[by > 0 ? 0 : all.length - 1] : all[(at + by + all.length) % all.length];
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// The choice that has the focus; where there is but one of its kind, that one.
function press(name, missing) {
  const own = choices().filter((button) => button.name === name);
  const button = own.find((one) => one === document.activeElement) ?? (own.length === 1 ? own[0] : null);
  if (button) send(button.form, button);
  else tell(own.length ? "Choose one first: j and k." : missing);
}

Object.assign(actions, {
  "next-choice": () => step(1),
  "previous-choice": () => step(-1),
  merge: () => press("other", "No other incident is near in place and time."),
  split: () => press("claim", "There is only one account."),
  back: () => document.querySelector("[data-does=back]")?.click(),
});
