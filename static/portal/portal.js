// Small comforts over pages that work without any of this.
"use strict";

// One press prints: the PDF is loaded into a hidden frame. Where the browser cannot do it (a phone,
// no viewer of its own), the press stays an ordinary link to the file.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-print-url]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const url = link.dataset.printUrl;
  if (!navigator.pdfViewerEnabled || matchMedia("(pointer: coarse)").matches) {
    if (!link.href) location.assign(url);
    return;
  }
  event.preventDefault();
  document.querySelector("iframe.print-frame")?.remove();
  const frame = document.createElement("iframe");
  frame.className = "print-frame";
  frame.title = "Печать документа";
  frame.addEventListener("load", () => {
    try {
      frame.contentWindow.focus();
      frame.contentWindow.print();
    } catch {
      location.assign(url);
    }
  });
  frame.src = url;
  document.body.append(frame);
});

// A second press on a slow connection must not send a form twice. Forms that htmx sends are its own.
const sent = new Set();
const setBusy = (form, busy) => {
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    if (busy) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
};
const release = () => {
  for (const form of sent) setBusy(form, false);
  sent.clear();
};
document.addEventListener("submit", (event) => {
  if (sent.has(event.target)) event.preventDefault();
  if (event.defaultPrevented) return;
  sent.add(event.target);
  setBusy(event.target, true);
  // A form that answers with a file leaves the page standing.
  setTimeout(release, 8000);
});
addEventListener("pageshow", release);

// The message field grows with its text; Ctrl+Enter sends it.
const fit = (area) => {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
};
// Nothing typed is cut off: the counter says how much is too much, the server refuses it whole.
const count = (area) => {
  const place = area.form?.querySelector(".composer-count");
  if (!place) return;
  const most = Number(area.dataset.most);
  const length = area.value.trim().length;
  place.hidden = length <= most * 0.9;
  place.textContent =
    length > most
      ? `Слишком длинно: ${length} из ${most} знаков. Разделите на части.`
      : `${length} из ${most} знаков`;
  place.classList.toggle("field-error", length > most);
};
document.addEventListener("input", (event) => {
  if (event.target.matches("[data-autosize]")) fit(event.target);
  if (event.target.matches("[data-most]")) count(event.target);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
    event.target.form?.requestSubmit();
  }
  if (event.key === "Escape") {
    const menu = event.target.closest("details.menu[open]");
    menu?.removeAttribute("open");
    menu?.querySelector("summary").focus();
  }
});

// A link that is shown only once: it is selected by a touch and copied by a press.
document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-select]")) event.target.select();
});
for (const button of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = button.dataset.done;
  });
}

// Menus close when the press lands elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  }
});

// Opening a request is looking at it: the applicant reads «проверяется». Never by prefetching.
const opened = document.querySelector("[data-press-when-opened]");
const look = opened?.querySelector(`form[action$="${opened.dataset.pressWhenOpened}"]`);
if (look && !document.prerendering) {
  fetch(look.action, { method: "POST", body: new FormData(look), redirect: "manual" })
    .then(() => opened.remove())
    .catch(() => {}); // the button stays
}

// The script is deferred: the page is complete by now.
document.querySelectorAll("[data-autosize]").forEach(fit);
document.querySelector(".error-summary")?.focus();
if (!location.hash && document.querySelector("[data-scroll-end]")) scrollTo(0, document.body.scrollHeight);

// A page that is itself the sheet of paper.
for (const button of document.querySelectorAll("[data-print-page]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
