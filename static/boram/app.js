/* Nothing here is needed: every page works without it. Upload progress, no second click, words when
   a key fails, and what was typed stays when the language or the colours are switched. */
(() => {
  "use strict";
  document.addEventListener("htmx:xhr:progress", (event) => {
    const bar = event.target.querySelector && event.target.querySelector("progress");
    if (bar && event.detail.lengthComputable) {
      bar.hidden = false;
      bar.max = event.detail.total;
      bar.value = event.detail.loaded;
    }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 5000);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });

  document.addEventListener("allauth.error", (event) => {
    const said = document.getElementById("key-failed");
    if (!said) return;
    event.preventDefault();
    document.querySelector("main h1").closest("main > *").after(said);
    said.hidden = false;
    said.focus();
  });

  const TYPED = "typed";
  const here = () => location.pathname + location.search;
  const boxes = () =>
    [...document.querySelectorAll("main :is(input, select, textarea)")].filter(
      (box) => box.name && !["hidden", "password", "file", "submit"].includes(box.type),
    );
  const ticked = (box) => ["checkbox", "radio"].includes(box.type);
  document.addEventListener("submit", (event) => {
    if (!event.target.closest(".b-tools") || !event.submitter || !event.submitter.name) return;
    const typed = boxes().map((box) => [box.name, ticked(box) ? box.checked : box.value]);
    sessionStorage.setItem(TYPED, JSON.stringify({ page: here(), typed }));
  });
  const left = JSON.parse(sessionStorage.getItem(TYPED) || "null");
  sessionStorage.removeItem(TYPED);
  if (!left || left.page !== here()) return;
  boxes().forEach((box, place) => {
    const [name, value] = left.typed[place] || [];
    if (name !== box.name) return;
    if (ticked(box)) box.checked = value;
    else box.value = value;
  });
})();
