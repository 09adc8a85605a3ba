/*
 * Reading the article aloud with the browser's own speech. Only voices of this machine are used: others would send
 * the text to their maker. Where there is none in the article's language, there is no button.
 */
const button = document.querySelector("[data-read-aloud]");
const speech = globalThis.speechSynthesis;

if (button && speech) {
  const article = button.closest("article");
  const language = document.documentElement.lang;
  const voice = () => speech.getVoices().find((each) => each.localService && each.lang.startsWith(language));
  const show = (on) => {
    button.setAttribute("aria-pressed", on);
    button.querySelector("[data-label]").textContent = on ? button.dataset.stop : button.dataset.start;
  };

  // Piece by piece: browsers break off long texts.
  const pieces = () =>
    [...article.querySelectorAll(".headline, .lead, .article-body :is(p, h2, h3, li, blockquote)")]
      .filter((each) => !each.closest("figcaption, table, .embed, .related-teaser, .footnotes") && !each.querySelector("p"))
      .map((each) => {
        const copy = each.cloneNode(true);
        for (const mark of copy.querySelectorAll(".note-ref, .anchor")) mark.remove();
        return copy.textContent.trim();
      })
      .filter(Boolean);

  const read = () => {
    const texts = pieces();
    texts.forEach((text, at) => {
      const said = new SpeechSynthesisUtterance(text);
      said.voice = voice();
      said.lang = language;
      if (at === texts.length - 1) said.onend = () => show(false);
      speech.speak(said);
    });
  };

  const offer = () => {
    button.hidden = !voice();
  };
  button.addEventListener("click", () => {
    const start = button.getAttribute("aria-pressed") !== "true";
    speech.cancel();
    if (start) read();
    show(start);
  });
  addEventListener("pagehide", () => speech.cancel());
  speech.addEventListener?.("voiceschanged", offer);
  offer();
}
