// <paper-picker>: finds one or several of thousands while you type. The hidden <select> holds what is chosen
// and is what the form sends; keyboard and screen reader work as in the combobox pattern of the WAI-ARIA guide.
const WAIT_MS = 150;
let count = 0;

class PaperPicker extends HTMLElement {
  connectedCallback() {
    // While the page is still being read the element's children are not there yet.
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", () => this.begin(), { once: true });
    } else {
      this.begin();
    }
  }

  begin() {
    if (this.input) return;
    this.value = this.querySelector("[data-picker-value]");
    this.chosen = this.querySelector("[data-picker-chosen]");
    this.input = this.querySelector("[data-picker-input]");
    this.list = this.querySelector("[data-picker-list]");
    this.multiple = this.hasAttribute("data-multiple");
    this.list.id = `picker-list-${(count += 1)}`;
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("focus", () => this.suggest());
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    // The list must not take the focus away before the click arrives.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.pick(event.target.closest("[role=option]")));
    this.chosen.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.remove_(button.dataset.key);
    });
    this.show();
  }

  get language() {
    const form = this.closest("form");
    const other = form && form.querySelector("paper-picker[data-language]");
    return this.dataset.language || (other ? other.dataset.language : "");
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.suggest(), WAIT_MS);
  }

  async suggest() {
    if (this.isFull()) return;
    const text = this.input.value.trim();
    const query = new URLSearchParams({ q: text, language: this.language });
    const answer = await fetch(`${this.dataset.url}?${query}`, { headers: { Accept: "application/json" } });
    // Whoever has typed on in the meantime gets the later answer, whichever comes first.
    if (!answer.ok || text !== this.input.value.trim() || document.activeElement !== this.input) return;
    const { results, may_add: mayAdd } = await answer.json();
    this.fill(results, text, mayAdd);
  }

  fill(results, text, mayAdd) {
    const taken = new Set([...this.value.options].map((option) => option.value));
    const free = results.filter((result) => !taken.has(String(result.id)));
    const options = free.map((result) => this.option(result.label, result.detail, { key: result.id }));
    const known = results.some((result) => result.label.toLowerCase() === text.toLowerCase());
    if (mayAdd && this.dataset.addUrl && text && !known) {
      options.push(this.option(`„${text}“`, this.dataset.labelAdd, { add: text }));
    }
    if (!options.length) {
      const none = document.createElement("li");
      none.className = "picker__none";
      none.textContent = this.dataset.labelNone;
      options.push(none);
    }
    this.list.replaceChildren(...options);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark(null);
    if (text) this.mark(this.list.querySelector("[role=option]"));
  }

  option(label, detail, data) {
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    item.id = `${this.list.id}-${(count += 1)}`;
    item.dataset.label = label;
    Object.assign(item.dataset, data);
    item.append(label);
    if (detail) {
      const small = document.createElement("span");
      small.className = "picker__detail";
      small.textContent = detail;
      item.append(" ", small);
    }
    return item;
  }

  onKey(event) {
    const options = [...this.list.querySelectorAll("[role=option]")];
    const at = options.indexOf(this.marked);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) return void this.suggest();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.mark(options[(at + step + options.length) % options.length] || null);
    } else if (event.key === "Enter") {
      // Never the form: whoever looks for a topic does not mean to save.
      event.preventDefault();
      if (this.marked) this.pick(this.marked);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Backspace" && !this.input.value && this.value.options.length) {
      this.remove_(this.value.options[this.value.options.length - 1].value);
    }
  }

  mark(option) {
    if (this.marked) this.marked.removeAttribute("aria-selected");
    this.marked = option;
    if (!option) return void this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  async pick(option) {
    if (!option) return;
    if (option.dataset.add) {
      const made = await this.make(option.dataset.add);
      if (made) this.add(made.id, made.label);
    } else {
      this.add(option.dataset.key, option.dataset.label);
    }
  }

  async make(name) {
    const token = JSON.parse(document.getElementById("wagtail-config").textContent).CSRF_TOKEN;
    const answer = await fetch(this.dataset.addUrl, {
      method: "POST",
      headers: { "X-CSRFToken": token },
      body: new URLSearchParams({ name, language: this.language }),
    });
    return answer.ok ? answer.json() : null;
  }

  add(key, label) {
    if (!this.multiple) this.value.replaceChildren();
    this.value.append(new Option(label, key, true, true));
    this.input.value = "";
    this.changed();
    if (this.multiple) this.suggest();
  }

  remove_(key) {
    [...this.value.options].filter((option) => option.value === key).forEach((option) => option.remove());
    this.changed();
    this.input.focus();
  }

  changed() {
    this.show();
    this.close();
    this.value.dispatchEvent(new Event("change", { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.mark(null);
  }

  isFull() {
    return !this.multiple && this.value.options.length > 0;
  }

  show() {
    this.chosen.replaceChildren(...[...this.value.options].map((option) => this.token(option)));
    this.input.hidden = this.isFull();
  }

  token(option) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.key = option.value;
    button.setAttribute("aria-label", `${this.dataset.labelRemove}: ${option.text}`);
    button.textContent = "×";
    item.append(option.text, button);
    return item;
  }
}

customElements.define("paper-picker", PaperPicker);
