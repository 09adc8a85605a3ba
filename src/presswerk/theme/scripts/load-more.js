/* "Show more" appends further entries to the list; without this script the link leads to the page that has them. */
const linksIn = (element, base) =>
  [...element.querySelectorAll("a")].map((link) => new URL(link.getAttribute("href"), base).href);

const enhance = (box) => {
  const link = box.querySelector("a");
  const status = box.querySelector("[role=status]");
  const list = document.getElementById(box.dataset.loadMore);
  const most = Number(box.dataset.most) || Infinity;
  let waiting = [];
  let next = link.href;

  const fetchMore = async () => {
    const answer = await fetch(next, { credentials: "omit" });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const known = new Set([location.href.split("#")[0], ...linksIn(list, location.href)]);
    const entries = page.getElementById(list.id) ?? page.querySelector("[data-entries]");
    waiting = [...(entries?.children ?? [])].filter((entry) => !linksIn(entry, next).some((url) => known.has(url)));
    const onward = page.querySelector(`[data-load-more="${list.id}"] a, .pager [rel="next"]`);
    next = onward && new URL(onward.getAttribute("href"), next).href;
  };

  const show = async () => {
    if (!waiting.length && next) await fetchMore();
    const added = waiting.splice(0, most);
    list.append(...added);
    added[0]?.querySelector("a")?.focus();
    status.textContent = status.dataset.loaded;
    if (!waiting.length && !next) link.remove();
  };

  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.hasAttribute("aria-busy")) return;
    link.setAttribute("aria-busy", "true");
    status.textContent = "";
    try {
      await show();
      status.classList.add("visually-hidden");
    } catch {
      status.textContent = status.dataset.failed;
      status.classList.remove("visually-hidden");
    }
    link.removeAttribute("aria-busy");
  });
};

document.querySelectorAll("[data-load-more]").forEach(enhance);
