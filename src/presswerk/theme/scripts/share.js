/* Sharing without a third party: the system's own sheet, the link in the clipboard, the reader's own Mastodon. */
for (const tools of document.querySelectorAll("[data-tools]")) {
  const status = tools.querySelector("[role=status]");
  const say = (text) => {
    status.textContent = text;
  };
  const url = document.querySelector("link[rel=canonical]").href;
  const title = document.querySelector("meta[property='og:title']")?.content ?? document.title;

  const acts = {
    async system() {
      try {
        await navigator.share({ title, url });
      } catch (error) {
        if (error.name !== "AbortError") throw error; // the reader thought better of it
      }
    },
    async copy() {
      try {
        await navigator.clipboard.writeText(url);
        say(status.dataset.copied);
      } catch {
        say(url);
      }
    },
    mastodon(button) {
      let server = "";
      try {
        server = localStorage.getItem("presswerk.mastodon") ?? "";
      } catch {
        /* Storage is off: asked each time. */
      }
      server = (prompt(button.dataset.question, server) ?? "").trim().replace(/^.*@|^https?:\/\/|\/.*$/g, "");
      if (!/^[\w.-]+\.[a-z]{2,}$/i.test(server)) return;
      try {
        localStorage.setItem("presswerk.mastodon", server);
      } catch {
        /* As above. */
      }
      open(`https://${server}/share?text=${encodeURIComponent(`${title}\n${url}`)}`, "_blank", "noopener");
    },
  };

  for (const button of tools.querySelectorAll("[data-share]")) {
    button.hidden = button.dataset.share === "system" && !navigator.share;
    button.addEventListener("click", () => acts[button.dataset.share](button));
  }
}
