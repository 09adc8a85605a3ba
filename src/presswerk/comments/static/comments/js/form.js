/*
 * What the debate's form can do more with a script: reply in place, count characters, remember name and e-mail on
 * this device when asked to, tell how long filling took, and do the proof of work where one is asked for. Without
 * it everything works too, by pages of the server.
 */
const KEY = "presswerk.commenter";

const stored = () => {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "null");
  } catch {
    return null;
  }
};

const store = (value) => {
  try {
    if (value) localStorage.setItem(KEY, JSON.stringify(value));
    else localStorage.removeItem(KEY);
  } catch {
    /* Storage is off: nothing is remembered. */
  }
};

function rememberIn(form) {
  const label = form.querySelector("[data-remember]");
  if (!label) return;
  const box = label.querySelector("input");
  const { name, email } = form.elements;
  const known = stored();
  label.hidden = false;
  if (known) {
    box.checked = true;
    name.value ||= known.name;
    email.value ||= known.email;
  }
  const keep = () => store(box.checked ? { name: name.value, email: email.value } : null);
  box.addEventListener("change", keep);
  for (const field of [name, email]) field.addEventListener("change", () => box.checked && keep());
}

function countIn(form) {
  const text = form.elements.text;
  const counter = form.querySelector("[data-counter]");
  const longest = Number(text.dataset.longest);
  if (!counter || !longest) return;
  const show = () => {
    // Characters as the server counts them, not UTF-16 units.
    const left = longest - [...text.value.trim()].length;
    counter.hidden = false;
    counter.classList.toggle("is-over", left < 0);
    counter.textContent = (left < 0 ? counter.dataset.over : counter.dataset.left).replace("%s", Math.abs(left));
  };
  text.addEventListener("input", show);
  show();
}

/** Fetches the moment and the work when the form is first touched; a promise of the solution ("" for none). */
function startWork(form) {
  let started;
  const begin = async () => {
    const answer = await fetch(form.dataset.challenge, { headers: { Accept: "application/json" } });
    if (!answer.ok) return "";
    const { started: moment, work } = await answer.json();
    form.elements.started.value ||= moment;
    if (!work) return "";
    const worker = new Worker(form.dataset.worker, { type: "module" });
    const solution = await new Promise((resolve) => {
      worker.addEventListener("message", ({ data }) => resolve(data));
      worker.addEventListener("error", () => resolve(""));
      worker.postMessage(work);
    });
    worker.terminate();
    form.elements.solution.value = solution;
    return solution;
  };
  // A device that cannot do it sends the form without: a moderator then looks at the comment.
  return () => (started ??= begin().catch(() => ""));
}

function sendWhenReady(form, work) {
  const status = form.querySelector("[data-status]");
  let isReady = false;
  let isSending = false;
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (button?.value !== "send") return;
    if (isSending) {
      event.preventDefault();
      return;
    }
    if (isReady) {
      isSending = true;
      return;
    }
    event.preventDefault();
    const told = setTimeout(() => (status.textContent = status.dataset.working), 300);
    await Promise.race([work(), new Promise((resolve) => setTimeout(resolve, 20_000))]);
    // While this event is still being dispatched, as in a microtask of it, a form submits nothing.
    await new Promise((resolve) => setTimeout(resolve));
    clearTimeout(told);
    status.textContent = "";
    isReady = true;
    form.requestSubmit(button);
  });
  // Back by the browser's arrow: the page comes as it was left, and may be sent once more.
  addEventListener("pageshow", () => (isSending = false));
}

function dress(form) {
  const work = startWork(form);
  form.addEventListener("focusin", work, { once: true });
  rememberIn(form);
  countIn(form);
  sendWhenReady(form, work);
}

/** Moves the form below the comment that is answered, and back. */
function replyInPlace(form) {
  const home = form.parentElement;
  let place = null;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-reply]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const comment = link.closest(".comment");
    if (place?.parentElement === comment) {
      goHome(link);
      return;
    }
    place?.remove();
    place = document.createElement("div");
    place.className = "reply-place";
    place.append(form);
    comment.append(place);
    form.elements.parent.value = link.dataset.reply;
    form.elements.text.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && place?.contains(document.activeElement) && !form.elements.text.value.trim()) {
      goHome(place.parentElement.querySelector("a[data-reply]"));
    }
  });
  function goHome(focused) {
    home.append(form);
    place.remove();
    place = null;
    form.elements.parent.value = "";
    focused?.focus();
  }
}

function voteInPlace() {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches?.(".votes")) return;
    event.preventDefault();
    const button = event.submitter;
    const body = new URLSearchParams({ helpful: button.value });
    const live = liveRegion();
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      for (const other of form.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
      live.textContent = live.dataset.voted;
    } catch {
      live.textContent = live.dataset.notVoted;
    }
  });
}

function liveRegion() {
  let live = document.querySelector("[data-live]");
  if (!live) {
    const status = document.querySelector("[data-status]");
    live = document.createElement("p");
    live.className = "visually-hidden";
    live.setAttribute("role", "status");
    live.dataset.live = "";
    live.dataset.voted = status?.dataset.voted ?? "";
    live.dataset.notVoted = status?.dataset.notVoted ?? "";
    document.querySelector("main").append(live);
  }
  return live;
}

const form = document.querySelector("[data-comment-form]");
if (form) {
  dress(form);
  if (!("page" in form.dataset)) replyInPlace(form);
}
voteInPlace();
document.querySelector("#problem")?.focus();
