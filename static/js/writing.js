// Help while writing. Without it, buttons open the same answers in a new tab.
"use strict";
{
  const PAUSE = 600;
  // What is said, in the language of the page, stands at the element that loads this.
  const says = { ...document.currentScript.dataset };
  const waiting = new WeakMap();

  const load = async (target, address, entries, signal) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const body = new URLSearchParams({ ...entries, part: "", csrfmiddlewaretoken: token });
    try {
      const answer = await fetch(address, { method: "POST", body, signal });
      if (answer.redirected || (!answer.ok && answer.status !== 400)) throw new Error(says.gone);
      const html = await answer.text();
      if (!signal.aborted) target.innerHTML = html;
    } catch {
      if (!signal.aborted) target.textContent = says.gone;
    }
  };

  // Put what the server answers into a place of the page, after a pause; the last question counts.
  const renew = (target, address, entries, pause = PAUSE) => {
    waiting.get(target)?.abort();
    const stop = new AbortController();
    waiting.set(target, stop);
    setTimeout(() => stop.signal.aborted || load(target, address, entries, stop.signal), pause);
  };

  // As the server counts: characters, without blanks at the ends.
  const length = (text) => [...text].length;
  const used = (field) => length(field.value.trim());
  const limit = (field) => Number(field.dataset.limit);

  const counter = (field) => {
    const found = document.getElementById(`${field.id}_count`);
    if (found) return found;
    const made = document.createElement("span");
    made.id = `${field.id}_count`;
    made.className = "count";
    field.after(made);
    const described = field.getAttribute("aria-describedby");
    field.setAttribute("aria-describedby", [described, made.id].filter(Boolean).join(" "));
    return made;
  };

  const count = (field) => {
    const over = used(field) > limit(field);
    const sentence = over ? says.over : says.count;
    counter(field).textContent = sentence.replace("{used}", used(field)).replace("{limit}", limit(field));
    // The browser counts some characters twice.
    if (field.maxLength > 0) {
      field.maxLength = limit(field) + field.value.length - length(field.value);
    }
  };

  // Read aloud when asked for by the button, silent while one types.
  const preview = (area, asked) => {
    const writing = area.closest(".writing");
    const shown = writing.querySelector(".preview");
    shown.hidden = false;
    shown.setAttribute("aria-live", asked ? "polite" : "off");
    if (used(area) > limit(area)) {
      waiting.get(shown)?.abort();
      shown.textContent = says.long;
      return;
    }
    const address = writing.querySelector(".preview-button").formAction;
    renew(shown, address, { field: "text", text: area.value }, asked ? 0 : PAUSE);
  };

  const area = (within) => within.querySelector("textarea");

  document.querySelectorAll("[data-limit]").forEach((field) => {
    if (!field.name.includes("__prefix__")) count(field);
  });
  document.querySelectorAll(".writing").forEach((writing) => {
    writing.classList.add("with-preview");
    writing.querySelector(".preview").hidden = false;
    writing.querySelector(".preview-button").textContent = says.preview;
  });
  document.addEventListener("input", ({ target }) => {
    if (target.dataset.limit) count(target);
    if (target.matches(".writing textarea")) preview(target, false);
  });
  document.addEventListener("click", (event) => {
    if (!event.target.matches(".preview-button")) return;
    event.preventDefault();
    preview(area(event.target.closest(".writing")), true);
  });

  const around = document.querySelector("[data-neighbours]");
  if (around) {
    const { elements } = around.closest("form");
    const names = around.dataset.names.split(" ");
    const entries = () => Object.fromEntries(names.map((name) => [name, elements[name].value]));
    let last = JSON.stringify(entries());
    document.querySelector(".neighbours-button").hidden = true;
    // Choices and calendars tell of a change by jQuery, or only by giving the focus back.
    django.jQuery(document).on("input change focusin", () => {
      const now = JSON.stringify(entries());
      if (now !== last) renew(around, around.dataset.neighbours, entries());
      last = now;
    });
  }

  const known = document.getElementById("known-pinpoints");
  document.addEventListener("focusin", async ({ target }) => {
    if (!known || !target.name || !target.name.endsWith("-pinpoint")) return;
    const choice = target.form.elements[target.name.replace(/pinpoint$/, "instrument")];
    if (target.dataset.instrument === choice.value) return;
    target.dataset.instrument = choice.value;
    target.setAttribute("list", known.id);
    if (!choice.value) return;
    const answer = await fetch(`${known.dataset.address}?instrument=${choice.value}`).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const list = document.getElementById(`${target.id}_known`) || document.createElement("datalist");
    list.id = `${target.id}_known`;
    const { pinpoints } = await answer.json();
    list.replaceChildren(...pinpoints.map((text) => new Option(text, text)));
    target.after(list);
    target.setAttribute("list", list.id);
  });
}
