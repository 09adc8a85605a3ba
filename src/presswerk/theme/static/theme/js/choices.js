/* The reader's choices of light or dark and of the text's size, before the first paint. They stay in this browser. */
try {
  for (const name of ["scheme", "size"]) {
    const value = localStorage.getItem(`presswerk.${name}`);
    if (value) document.documentElement.dataset[name] = value;
  }
} catch {
  /* Storage is off: the page is as the system wants it. */
}
