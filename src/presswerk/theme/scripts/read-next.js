/*
 * "Read next" stands at the foot of the page. When the end of the article comes into view it slides in at the
 * corner, and goes back to its place when that is reached or it is closed. It never takes the focus.
 */
const KEY = "presswerk.read-next";
const box = document.querySelector("[data-read-next]");
const end = document.querySelector("[data-article-end]");
const close = box?.querySelector("button");

const isDismissed = () => {
  try {
    return sessionStorage.getItem(KEY) === "closed";
  } catch {
    return false;
  }
};

if (box && end && !isDismissed()) {
  let nearEnd = false;
  let inPlace = false;
  const settle = () => {
    const floats = nearEnd && !inPlace && !isDismissed();
    if (floats === box.classList.contains("is-floating")) return;
    // The place at the foot keeps its height while the box is away, so that nothing moves.
    box.style.minBlockSize = floats ? `${box.offsetHeight}px` : "";
    box.classList.toggle("is-floating", floats);
    close.hidden = !floats;
  };
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.target === box) inPlace = entry.isIntersecting;
      else nearEnd = entry.isIntersecting || entry.boundingClientRect.top < 0;
    }
    settle();
  });
  watch.observe(end);
  watch.observe(box);
  close.addEventListener("click", () => {
    try {
      sessionStorage.setItem(KEY, "closed");
    } catch {
      /* Storage is off: closed for this page alone. */
    }
    watch.disconnect();
    nearEnd = false;
    settle();
  });
}
