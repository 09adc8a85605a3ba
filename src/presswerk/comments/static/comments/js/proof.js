/*
 * The proof of work (ALTCHA, version 1 of its protocol): finds the number whose SHA-256 together with the salt is
 * the challenge. In a worker, so that typing never halts.
 */
const encoder = new TextEncoder();

const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

addEventListener("message", async ({ data: work }) => {
  const began = performance.now();
  const most = work.maxNumber ?? work.maxnumber;
  const STEP = 500;
  for (let first = 0; first <= most; first += STEP) {
    const numbers = Array.from({ length: Math.min(STEP, most - first + 1) }, (_none, n) => first + n);
    const hashes = await Promise.all(
      numbers.map((number) => crypto.subtle.digest(work.algorithm, encoder.encode(work.salt + number))),
    );
    const found = hashes.findIndex((hash) => hex(hash) === work.challenge);
    if (found !== -1) {
      const { algorithm, challenge, salt, signature } = work;
      const solution = { algorithm, challenge, number: first + found, salt, signature, took: Math.round(performance.now() - began) };
      postMessage(btoa(JSON.stringify(solution)));
      return;
    }
  }
  postMessage("");
});
