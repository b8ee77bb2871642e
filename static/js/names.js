// Names for what Django's forms leave without one. Without it, forms work all the same.
"use strict";
{
  const label = (select) =>
    select.getAttribute("aria-label") ?? select.labels[0]?.textContent.trim().replace(/:$/, "") ?? "";

  // Select2 names a choice by what is chosen, and hides the control that has the label.
  const nameChoice = (select) => {
    const box = select.nextElementSibling?.querySelector("[role=combobox]");
    if (!box || box.ariaLabel) return;
    const chosen = box.querySelector(".select2-selection__rendered");
    chosen.id ||= `${select.id}_chosen`;
    box.id = `${select.id}_choice`;
    box.ariaLabel = label(select);
    box.setAttribute("aria-labelledby", `${box.id} ${chosen.id}`);
    if (chosen.role === "textbox") chosen.role = chosen.ariaReadOnly = null;
    for (const field of box.querySelectorAll("input")) field.ariaLabel = label(select);
  };

  // The field that opens with its choices belongs to the choice that has the focus.
  const nameSearch = (field) => {
    const box = document.querySelector(".select2-container--open [role=combobox]");
    field.ariaLabel ||= box?.ariaLabel ?? "";
  };

  // A head without words, above controls that name themselves, is an empty cell.
  const emptyHead = (head) => {
    const cell = document.createElement("td");
    cell.className = head.className;
    head.replaceWith(cell);
  };

  const name = () => {
    document.querySelectorAll("select.select2-hidden-accessible").forEach(nameChoice);
    document.querySelectorAll(".select2-dropdown .select2-search__field").forEach(nameSearch);
    for (const clear of document.querySelectorAll("ul > .select2-selection__clear")) clear.role = "listitem";
    document.querySelectorAll(".tabular thead th:empty").forEach(emptyHead);
  };

  new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
  name();
}
