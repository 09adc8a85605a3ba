/* "Show more" appends the next page's entries to the list; without this script the link leads to that page. */
const loadMore = async (box, link) => {
  const status = box.querySelector("[role=status]");
  const list = document.getElementById(box.dataset.loadMore);
  link.setAttribute("aria-busy", "true");
  status.textContent = "";
  try {
    const answer = await fetch(link.href, { credentials: "omit" });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const known = new Set([location.href, ...[...list.querySelectorAll("a")].map((a) => a.href)]);
    const more = page.getElementById(list.id) ?? page.querySelector("[data-entries]");
    const items = [...(more?.children ?? [])].filter(
      (item) => !known.has(new URL(item.querySelector("a")?.getAttribute("href"), link.href).href),
    );
    list.append(...items);
    items[0]?.querySelector("a")?.focus();
    status.textContent = status.dataset.loaded;
    const next = page.querySelector(`[data-load-more="${list.id}"] a, .pager [rel="next"]`);
    if (next) link.href = new URL(next.getAttribute("href"), link.href).href;
    else link.remove();
  } catch {
    status.textContent = status.dataset.failed;
    status.classList.remove("visually-hidden");
  }
  link.removeAttribute("aria-busy");
};

for (const box of document.querySelectorAll("[data-load-more]")) {
  box.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!link.hasAttribute("aria-busy")) loadMore(box, link);
  });
}
