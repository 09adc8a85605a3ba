/*
 * A script that only one part of a page needs, named in its data-late, comes when that part is near or gets the
 * focus. What is sent in the meantime, and a click on a link that data-late-links names, waits for it; where the
 * script does not come, both do what they do without one.
 */
for (const part of document.querySelectorAll("[data-late]")) {
  let coming;
  const come = () => (coming ??= import(part.dataset.late).catch(() => {}).finally(letGo));
  const hold = (event) => {
    const { type, target, submitter } = event;
    const link = type === "click" && target.closest(part.dataset.lateLinks);
    if ((type === "click" && !link) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    come().then(() => (link ? link.click() : target.requestSubmit(submitter)));
  };
  const near = new IntersectionObserver(([entry]) => entry.isIntersecting && come(), { rootMargin: "100%" });
  function letGo() {
    near.disconnect();
    for (const type of ["click", "submit"]) part.removeEventListener(type, hold, true);
  }
  for (const type of ["click", "submit"]) part.addEventListener(type, hold, true);
  part.addEventListener("focusin", come, { once: true });
  near.observe(part);
}
