/* After a click on its card, what another site shows is loaded in place. Before, nothing goes there. */
for (const figure of document.querySelectorAll("[data-embed]")) {
  const link = figure.querySelector("a.button");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = figure.dataset.embed;
    frame.title = figure.dataset.embedTitle;
    frame.allow = "autoplay; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    // Where this paper's policy does not let the other site into a frame, the link does what it says.
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
      if (effectiveDirective === "frame-src") location.href = link.href;
    }, { once: true });
    figure.querySelector(".embed-card").replaceWith(frame);
    frame.focus();
  });
}
