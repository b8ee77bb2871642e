// Who goes back finds the form made anew, into which the browser puts again what was typed. So it
// does with the mark of what its editor had seen, if that was written into, too: a save is refused
// then where somebody else saved meanwhile. The blank is none of the mark.
"use strict";
for (const field of document.querySelectorAll("input[hidden][name=seen]")) field.value += " ";
// Of a choice that was searched, the form made anew lacks the option, and the browser chooses
// nothing, which a save would take for emptied. It stands as stored instead.
addEventListener("pageshow", () => {
  for (const choice of document.querySelectorAll("select.admin-autocomplete:not([multiple])")) {
    const stored = [...choice.options].find((option) => option.defaultSelected);
    if (choice.value || !stored?.value) continue;
    choice.value = stored.value;
    django.jQuery(choice).trigger("change");
  }
});
