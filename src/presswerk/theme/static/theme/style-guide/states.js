/*
 * States of controls side by side, without a pointer on them: each rule for :hover or :focus-visible is there
 * once more for .is-hovered or .is-focused. Of the style guide alone.
 */
const STATES = { ":hover": ".is-hovered", ":focus-visible": ".is-focused" };

function copied(rules) {
  for (const [place, rule] of [...rules.cssRules].map((rule, place) => [place, rule]).reverse()) {
    if (rule.cssRules?.length) copied(rule);
    const shown = Object.entries(STATES).reduce((text, [state, name]) => text.replaceAll(state, name), rule.selectorText ?? "");
    if (rule.selectorText && shown !== rule.selectorText) {
      rules.insertRule(`${shown} {${rule.style.cssText}}`, place + 1);
    }
  }
}

for (const sheet of document.styleSheets) copied(sheet);
document.documentElement.dataset.states = "";
