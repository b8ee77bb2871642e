// What the tests measure in a page. Each function gives what is wrong, or facts to judge.
({
  // --- Structure ---

  // The levels of the headings that are shown.
  outline: () => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter((one) => one.checkVisibility())
    .map((one) => Number(one.localName[1])),

  // The names of the navigations.
  navigations: () => [...document.querySelectorAll("nav")].map((one) =>
    one.ariaLabel ?? document.getElementById(one.getAttribute("aria-labelledby"))?.textContent ?? ""),

  unnamed: () => [...document.querySelectorAll("main :is(input:not([type=hidden]), select, textarea)")]
    .filter((one) => one.checkVisibility() && !one.labels.length)
    .filter((one) => !one.ariaLabel && !one.hasAttribute("aria-labelledby"))
    .map((one) => one.outerHTML.slice(0, 120)),

  // Controls smaller than a finger needs. Links and summaries may stand in text; axe judges those.
  small: () => [...document.querySelectorAll("button, select, input:not([type=hidden]), .button")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".visually-hidden"))
    .map((one) => {
      // A box is ticked by its label too.
      const target = ["checkbox", "radio"].includes(one.type) ? (one.closest("label, td") ?? one) : one;
      const { width, height } = target.getBoundingClientRect();
      return { html: one.outerHTML.slice(0, 100), width, height };
    })
    .filter(({ width, height }) => width && (width < 23.5 || height < 23.5))
    .map(({ html, width, height }) => `${html} ${width}×${height}`),

  // --- Room ---

  // How far the page is wider than its window.
  overhang: () => document.documentElement.scrollWidth - document.documentElement.clientWidth,

  // Fields of a form that reach out of the window, where their end is cut off.
  beyond: () => [...document.querySelectorAll(".aligned .select2-selection, .aligned .select2-selection__choice")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth)
    .map((one) => one.textContent.slice(0, 120)),

  // Words of lists that stand in two lines.
  broken: () => [...document.querySelectorAll(".list-table tbody :is(th, td)")].flatMap((cell) => {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      for (const word of walker.currentNode.data.matchAll(/[\p{L}\p{N}]+/gu)) {
        const range = document.createRange();
        range.setStart(walker.currentNode, word.index);
        range.setEnd(walker.currentNode, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map((box) => box.top)).size > 1) found.push(word[0]);
      }
    }
    return found;
  }),

  // Names at the heads of rows that run under the controls in their corner.
  crowded: () => [...document.querySelectorAll("tbody th:has(.moves) > a")].filter((name) => {
    const words = document.createRange();
    words.selectNodeContents(name);
    const lines = [...words.getClientRects()];
    const controls = [...name.parentElement.querySelectorAll(".moves > *")];
    return controls.map((one) => one.getBoundingClientRect()).some((box) => lines.some((line) =>
      line.right > box.left + 1 && line.left < box.right - 1
        && line.bottom > box.top + 4 && line.top < box.bottom - 4));
  }).map((one) => one.textContent),

  // Tags, and headings over columns, that reach out of their cell, where nobody can read their end.
  cut: () => [...document.querySelectorAll("td .tag, .bands th span")]
    .filter((one) => one.getBoundingClientRect().right > one.closest("td, th").getBoundingClientRect().right)
    .map((one) => one.textContent),

  // What one can press or fill in, and is shown.
  controls: () => [...document.querySelectorAll("button, select, textarea, input:not([type=hidden]), .button")]
    .filter((one) => one.checkVisibility())
    .map((one) => one.outerHTML.slice(0, 120)),

  // What scrolls sideways inside the page without being a region that says what it is.
  sideways: () => [...document.querySelectorAll("body *")]
    .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.checkVisibility())
    .filter((one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowX))
    .filter((one) => one.tabIndex !== 0 || !(one.ariaLabel || one.matches("pre")))
    .map((one) => one.outerHTML.slice(0, 120)),

  // The part of the window that is covered by what sticks while the page scrolls under it.
  covered: () => {
    scrollTo(0, document.documentElement.scrollHeight / 2);
    const boxes = [...document.querySelectorAll("body *")]
      .filter((one) => ["sticky", "fixed"].includes(getComputedStyle(one).position))
      .map((one) => one.getBoundingClientRect())
      .filter((box) => box.width > innerWidth / 2 && box.bottom > 0 && box.top < innerHeight);
    return boxes.reduce((sum, box) => sum + box.height, 0) / innerHeight;
  },

  // How much of what has the focus in a cell lies under a head beside or above it, as a share.
  under: () => {
    const box = document.activeElement.closest(".comparison td") && document.activeElement.getBoundingClientRect();
    if (!box) return 0;
    const shares = [...document.querySelectorAll(".comparison th")].map((head) => {
      const over = head.getBoundingClientRect();
      const width = Math.min(box.right, over.right) - Math.max(box.left, over.left);
      const height = Math.min(box.bottom, over.bottom) - Math.max(box.top, over.top);
      return Math.max(0, width) * Math.max(0, height);
    });
    return Math.max(...shares) / (box.width * box.height);
  },

  // --- Preferences ---

  // What moves by itself, or takes longer than one sees.
  moving: () => [...document.querySelectorAll("*")].flatMap((one) =>
    [null, "::before", "::after"].filter((part) => {
      const style = getComputedStyle(one, part);
      const longest = (list) => Math.max(...list.split(",").map(parseFloat));
      const moves = style.animationName !== "none" && longest(style.animationDuration) > 0.01;
      const slides = longest(style.transitionDuration) > 0.01;
      return moves || slides || (!part && style.scrollBehavior === "smooth");
    }).map(() => `${one.tagName} ${one.className}`)),

  // Buttons and fields whose edge goes with their background.
  unbounded: () => [...document.querySelectorAll("main :is(.button, select, input:not([type=hidden]), textarea)")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .filter((one) => !["checkbox", "radio"].includes(one.type))
    .filter((one) => {
      const { borderTopStyle, borderTopWidth } = getComputedStyle(one);
      return borderTopStyle === "none" || parseFloat(borderTopWidth) < 1;
    })
    .map((one) => one.outerHTML.slice(0, 120)),

  // What is chosen among its like, and looks like the others.
  unmarked: () => {
    const looks = [
      "color", "backgroundColor", "borderTopStyle", "borderTopWidth", "borderTopColor", "borderBottomStyle",
      "borderBottomWidth", "borderBottomColor", "fontWeight", "outlineStyle", "textDecorationLine",
      "textDecorationThickness",
    ];
    const alike = (one, other) => {
      const [a, b] = [getComputedStyle(one), getComputedStyle(other)];
      return looks.every((look) => a[look] === b[look]) &&
        getComputedStyle(one, "::before").content === getComputedStyle(other, "::before").content;
    };
    return [...document.querySelectorAll("[aria-current]")]
      .filter((one) => one.checkVisibility())
      .filter((one) => {
        const others = [...(one.closest("ul, nav, form") ?? document).querySelectorAll(one.localName)];
        const other = others.find((each) => !each.ariaCurrent && each.className === one.className && each.checkVisibility());
        return other && alike(one, other);
      })
      .map((one) => one.outerHTML.slice(0, 120));
  },

  // --- Keyboard ---

  // How many controls are shown and not switched off.
  reachable: () => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
    .filter((one) => !one.disabled && one.tabIndex >= 0 && !one.closest("[inert]"))
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .length,

  // What has the focus, whether that is marked, at how many of nine points it is seen, and whether
  // it had the focus before.
  focused: () => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    window.walked ??= { had: new Set(), last: null };
    const again = walked.had.has(one) && walked.last !== one;
    walked.had.add(one);
    walked.last = one;
    const whole = [...one.getClientRects()].find(({ width, height }) => width && height) ?? one.getBoundingClientRect();
    const [left, right] = [Math.max(whole.left, 0), Math.min(whole.right, innerWidth)];
    const [top, bottom] = [Math.max(whole.top, 0), Math.min(whole.bottom, innerHeight)];
    // Well inside, since what is round or slanted doesn't fill its box.
    const points = [0.25, 0.5, 0.75].flatMap((x) => [0.3, 0.5, 0.7].map(
      (y) => [left + (right - left) * x, top + (bottom - top) * y]));
    const seen = right <= left || bottom <= top ? [] : points.filter(([x, y]) => {
      const found = document.elementFromPoint(x, y);
      const labels = [...(one.labels ?? [])];
      return found && (one.contains(found) || found.contains(one) || labels.some((label) => label.contains(found)));
    });
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
    // What is drawn has a thicker line instead; the parts of a date mark themselves.
    const drawn = one.matches("svg a") && [...one.querySelectorAll("*")].some((part) => {
      const { stroke, strokeWidth } = getComputedStyle(part);
      return stroke !== "none" && parseFloat(strokeWidth) >= 1.5;
    });
    return {
      name: `${one.localName} “${one.ariaLabel || one.textContent.trim().slice(0, 50) || one.getAttribute("name")}”`,
      place: `${Math.round(whole.left)}, ${Math.round(whole.top)}`,
      seen: seen.length,
      outlined: outlined || one.type === "date",
      marked: outlined || boxShadow !== "none" || drawn || one.type === "date",
      number: walked.had.size,
      again,
    };
  },
})
