// Before the first paint: the theme chosen last time, and the sign that scripts run.
(() => {
  const root = document.documentElement;
  root.classList.remove("no-js");
  try {
    const chosen = localStorage.getItem("dateline-theme");
    if (chosen) root.dataset.theme = chosen;
  } catch {
    // Storage may be switched off; the system's setting rules then.
  }
})();
