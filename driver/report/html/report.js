"use strict";
const form = document.forms.filters, cards = [...document.querySelectorAll("article")], shown = document.getElementById("shown");
function apply() {
  const words = form.text.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const card of cards) {
    const fits = (!form.rule.value || card.dataset.rule === form.rule.value) &&
      (!form.severity.value || card.dataset.severity === form.severity.value) &&
      (form.closed.checked || card.dataset.open === "yes") &&
      words.every(word => card.dataset.text.includes(word));
    card.hidden = !fits;
    count += fits;
  }
  shown.textContent = count === 1 ? "1 finding" : count + " findings";
}
form.addEventListener("input", apply);
form.addEventListener("submit", event => event.preventDefault());
for (const link of document.querySelectorAll("a[data-rule]"))
  link.addEventListener("click", event => { event.preventDefault(); form.rule.value = link.dataset.rule; apply(); form.scrollIntoView(); });
apply();
