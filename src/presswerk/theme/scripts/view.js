/* How the article is shown: text size, light or dark, text alone, print. Kept in this browser and nowhere else. */
const root = document.documentElement;
const MOST = 3;

const keep = (name, value) => {
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
  try {
    if (value) localStorage.setItem(`presswerk.${name}`, value);
    else localStorage.removeItem(`presswerk.${name}`);
  } catch {
    /* Storage is off: it holds for this page. */
  }
};

const acts = {
  smaller: () => keep("size", String(Math.max(Number(root.dataset.size ?? 0) - 1, 0) || "")),
  larger: () => keep("size", String(Math.min(Number(root.dataset.size ?? 0) + 1, MOST))),
  light: () => keep("scheme", root.dataset.scheme === "light" ? "" : "light"),
  dark: () => keep("scheme", root.dataset.scheme === "dark" ? "" : "dark"),
  reading: () => root.toggleAttribute("data-reading"),
  print: () => print(),
};

for (const tools of document.querySelectorAll("[data-tools]")) {
  const settle = () => {
    for (const button of tools.querySelectorAll("[data-view][aria-pressed]")) {
      const name = button.dataset.view;
      const on = name === "reading" ? root.hasAttribute("data-reading") : root.dataset.scheme === name;
      button.setAttribute("aria-pressed", on);
    }
    const size = Number(root.dataset.size ?? 0);
    tools.querySelector("[data-view=smaller]").setAttribute("aria-disabled", size === 0);
    tools.querySelector("[data-view=larger]").setAttribute("aria-disabled", size === MOST);
  };
  tools.querySelector("[data-needs-script]").hidden = false;
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("[data-view]");
    if (!button) return;
    acts[button.dataset.view]();
    settle();
  });
  tools.addEventListener("keydown", (event) => {
    const open = event.target.closest("details[open]");
    if (event.key !== "Escape" || !open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
  settle();
}
