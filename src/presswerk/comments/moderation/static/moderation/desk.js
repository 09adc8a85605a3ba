// The queue without reloading: keys press buttons, forms are sent and their answer is put in place, counters
// are asked for while the page is seen. Everything here works by the plain forms, too.

const desk = document.getElementById("desk");
const counts = document.querySelector("[data-counts]");
const toggle = document.querySelector("[data-shortcuts]");
const OFF = "presswerk-desk-shortcuts-off";
const POLL_MILLISECONDS = 15000;
const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable='true']";

let busy = false;

toggle.checked = localStorage.getItem(OFF) === null;
toggle.addEventListener("change", () => {
  if (toggle.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
});

// By the letter that a key writes, not by its place: the same on German and on English keyboards.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest?.("#desk form");
    const button = form?.querySelector("button[name=act]");
    if (button) {
      event.preventDefault();
      form.requestSubmit(button);
    }
    return;
  }
  if (event.key === "Escape") {
    const open = event.target.closest?.("#desk details[open]") ?? desk.querySelector("details[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
    return;
  }
  if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest?.(TYPING) || document.querySelector("dialog[open], [role=dialog]:not([aria-hidden=true])")) return;
  if (/^[1-9]$/.test(event.key)) {
    const ground = desk.querySelector(`details[data-digits][open] [data-digit="${event.key}"]`);
    if (ground) press(event, ground);
    return;
  }
  const key = event.key.toLowerCase();
  if (!/^[a-z]$/.test(key)) return;
  const target = desk.querySelector(`[data-key="${key}"]`);
  if (target) press(event, target);
});

function press(event, target) {
  event.preventDefault();
  event.stopPropagation();
  if (target.tagName === "DETAILS") unfold(target);
  else target.click();
}

function unfold(details) {
  for (const other of desk.querySelectorAll("details[open]")) if (other !== details) other.open = false;
  details.open = !details.open;
  const first = details.querySelector("[data-type-here], button");
  (details.open ? first ?? details.querySelector("summary") : details.querySelector("summary")).focus();
}

desk.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  show(form.action, { method: "POST", body });
});

desk.addEventListener("click", (event) => {
  const next = event.target.closest("a[data-key=n]");
  if (!next || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(next.href, {});
});

async function show(url, options) {
  if (busy) return;
  busy = true;
  desk.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { ...options, headers: { "X-Desk": "1" }, redirect: "error" });
    const html = await answer.text();
    // Anything but the desk itself (a log-in page, a failure) is shown as a page.
    if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
    if (!html.includes("data-outcome")) throw new Error("not the desk");
    put(html);
    ask();
  } catch {
    const told = desk.querySelector("[data-outcome]");
    told.classList.add("desk-outcome--refused");
    told.textContent = desk.dataset.failed;
  } finally {
    busy = false;
    desk.removeAttribute("aria-busy");
  }
}

function put(html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  // The status line stays the same element, so that screen readers announce its new words.
  const told = fresh.content.querySelector("[data-outcome]");
  const line = desk.querySelector("[data-outcome]");
  told.remove();
  line.className = told.className;
  line.textContent = told.textContent;
  for (const node of [...desk.childNodes]) if (node !== line) node.remove();
  desk.append(fresh.content);
  (desk.querySelector("details[open] [data-type-here]") ?? desk.querySelector("[data-focus]"))?.focus({ preventScroll: true });
  desk.scrollIntoView({ block: "nearest" });
}

let asked = null;

async function ask() {
  clearTimeout(asked);
  if (document.visibilityState === "visible") {
    const open = desk.querySelector("[data-comment]")?.dataset.comment;
    try {
      const answer = await fetch(counts.dataset.counts + (open ? `?open=${open}` : ""), { headers: { Accept: "application/json" }, redirect: "error" });
      if (answer.ok) {
        const numbers = await answer.json();
        for (const place of counts.querySelectorAll("[data-count]")) place.textContent = numbers[place.dataset.count] ?? place.textContent;
      }
    } catch {
      // The next one may reach the newspaper again.
    }
  }
  asked = setTimeout(ask, POLL_MILLISECONDS);
}

document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
asked = setTimeout(ask, POLL_MILLISECONDS);
desk.querySelector("[data-focus]")?.focus({ preventScroll: true });
