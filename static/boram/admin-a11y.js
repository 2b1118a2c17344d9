/* Names for the inputs that the Django admin leaves without one: cells of inline tables and the
   two halves of a moment. Without this script the admin works as Django ships it. */
(() => {
  "use strict";
  const unnamed = (input) => !(input.labels && input.labels.length) && !input.hasAttribute("aria-label");
  const column = (cell) => {
    let at = 0;
    for (const other of cell.parentElement.cells) {
      if (other === cell) break;
      at += other.colSpan;
    }
    let from = 0;
    for (const head of cell.closest("table").tHead.rows[0].cells) {
      if (at >= from && at < from + head.colSpan) return head.innerText.trim();
      from += head.colSpan;
    }
    return cell.className;
  };
  const name = () => {
    const inputs = "input:not([type=hidden]),select,textarea";
    for (const cell of document.querySelectorAll(".tabular.inline-related tbody td")) {
      for (const input of cell.querySelectorAll(inputs)) {
        if (unnamed(input)) {
          input.setAttribute("aria-label", `${column(cell)} ${cell.parentElement.sectionRowIndex + 1}`);
        }
      }
    }
    for (const moment of document.querySelectorAll(".datetime")) {
      const title = moment.closest(".form-row, td");
      const words = title && title.querySelector("label, legend");
      for (const input of moment.querySelectorAll("input")) {
        if (unnamed(input)) input.setAttribute("aria-label", words ? words.innerText.trim() : input.name);
      }
    }
  };
  const nameChoosers = () => {
    for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
      const box = select.parentElement.querySelector(".select2-selection");
      const label = select.labels && select.labels[0];
      if (!box) continue;
      if (!label) {
        box.setAttribute("aria-label", select.getAttribute("aria-label") || select.name);
        continue;
      }
      label.id = label.id || `${select.id}_label`;
      const shown = box.querySelector(".select2-selection__rendered");
      if (shown) shown.setAttribute("aria-labelledby", label.id);
      box.setAttribute("aria-labelledby", shown ? `${label.id} ${shown.id}` : label.id);
    }
  };
  const nameFirstColumns = () => {
    for (const head of document.querySelectorAll(".tabular.inline-related thead th.original:empty")) {
      const title = head.closest(".tabular").querySelector("h2, .inline-heading");
      const words = document.createElement("span");
      words.className = "sr-only";
      words.textContent = title ? title.innerText.trim() : "#";
      head.append(words);
    }
  };
  const all = () => {
    name();
    nameChoosers();
    nameFirstColumns();
  };
  all();
  // Choosers and rows of inline tables are made later, by scripts of the admin itself.
  new MutationObserver(all).observe(document.body, { childList: true, subtree: true });
})();
