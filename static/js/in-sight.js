// What gets the focus by the keyboard moves clear of the heads that stick beside it. Browsers do so
// upwards and downwards; sideways they take 32 pixels in sight for enough.

document.addEventListener("focusin", ({ target }) => {
  if (target.matches(".scroller *:focus-visible")) {
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
});
