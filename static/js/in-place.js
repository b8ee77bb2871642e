// Filters change the view in place: whatever leads to the page shown, with another query.
// Without this script they are links and forms like all others, and lead to the same address.
"use strict";
{
  const PATIENCE = 300;
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, summary";
  const TICKS = ".tick input";
  const view = () => document.getElementById("view");
  const progress = document.getElementById("progress");
  const news = document.getElementById("news");

  const staysHere = (link) => {
    const { origin, pathname, search, hash } = new URL(link.getAttribute("href") ?? link.action, location);
    const moves = link.href && ((hash && search === location.search) || new URLSearchParams(search).has("page"));
    return origin === location.origin && pathname === location.pathname && !moves;
  };

  const takeOver = () => {
    for (const control of document.querySelectorAll("main a[href], main form[action]:not([method=post])")) {
      if (staysHere(control) && !control.hasAttribute("download")) {
        control.setAttribute("hx-boost", "true");
        htmx.process(control);
      }
    }
    // Of a button outside its form, htmx minds only one that says its type.
    for (const button of document.querySelectorAll("main button[form]")) {
      button.type = "submit";
      htmx.process(button);
    }
  };

  // Who reads or presses where; kept while the view is exchanged.
  const named = (control) => [control.tagName, control.id, control.name, control.value, control.textContent].join();
  const isOpen = (details) => details.open;
  const title = (details) => details.querySelector("summary").textContent;
  let kept = null;
  // Also while a filter keeps it out of sight.
  const ticked = new Set();

  const keep = () => {
    view().querySelectorAll(TICKS).forEach((box) => ticked[box.checked ? "add" : "delete"](box.value));
    const controls = [...view().querySelectorAll(CONTROLS)];
    const at = controls.indexOf(document.activeElement);
    const name = at < 0 ? null : named(controls[at]);
    kept = {
      at,
      name,
      namesakes: controls.slice(0, Math.max(at, 0)).filter((one) => named(one) === name).length,
      opened: [...view().querySelectorAll("details:not(td details)")].filter(isOpen).map(title),
      scrolled: [...view().querySelectorAll(".scroller")].map((one) => [one.scrollLeft, one.scrollTop]),
    };
  };

  const tick = () => view().querySelectorAll(TICKS).forEach((box) => (box.checked = ticked.has(box.value)));

  const restore = () => {
    tick();
    for (const details of view().querySelectorAll("details:not(td details)")) {
      details.open ||= kept.opened.includes(title(details));
    }
    [...view().querySelectorAll(".scroller")].forEach((one, index) => one.scrollTo(...(kept.scrolled[index] ?? [0, 0])));
    if (kept.at < 0) return;
    const controls = [...view().querySelectorAll(CONTROLS)];
    // What was pressed may be gone, like the chip of a filter: then its neighbour.
    const called = controls.filter((control) => named(control) === kept.name);
    const again = called[kept.namesakes] ?? called[0] ?? controls[kept.at];
    (again ?? view()).focus({ preventScroll: true });
  };

  // What the page says that it shows: how much of what, on which day; or what it refuses.
  const said = () => {
    const marked = [...view().querySelectorAll("[data-news]")];
    return (marked.length ? marked : [view().querySelector("h1")]).map((one) => one.innerText).join(" ");
  };

  // The head tells programs of the address that is shown.
  const LINKS = "link[rel=canonical], link[rel=alternate], meta[name=description], meta[property], script[type='application/ld+json']";
  const readHead = (html) => {
    document.head.querySelectorAll(LINKS).forEach((link) => link.remove());
    const answer = new DOMParser().parseFromString(html, "text/html");
    document.head.append(...answer.head.querySelectorAll(LINKS));
  };

  let slow;
  const on = (name, act) => document.addEventListener(`htmx:${name}`, act);
  on("beforeRequest", () => {
    slow = setTimeout(() => (progress.hidden = false), PATIENCE);
  });
  on("afterRequest", () => {
    clearTimeout(slow);
    progress.hidden = true;
  });
  on("beforeSwap", (event) => {
    keep();
    // An answer that isn't one of our pages is left to the browser, like one that never came.
    if (event.detail.xhr.responseText.includes('id="view"')) return;
    event.detail.shouldSwap = false;
    location.assign(event.detail.pathInfo.finalRequestPath);
  });
  on("sendError", (event) => location.assign(event.detail.pathInfo.finalRequestPath));
  on("afterSettle", (event) => {
    takeOver();
    // The browser's way back and forth brings the page of then, and has its own places.
    if (!event.detail.xhr) return;
    restore();
    readHead(event.detail.xhr.responseText);
    news.textContent = said();
  });
  on("historyRestore", () => {
    takeOver();
    tick();
  });
  on("historyCacheMissLoad", (event) => readHead(event.detail.response));
  // A press with Shift or Alt is for the browser: a new window, a download.
  document.addEventListener("click", (event) => (event.shiftKey || event.altKey) && event.stopPropagation(), true);
  takeOver();
}
