// Small helps for the admin; every page works without them.
document.addEventListener("DOMContentLoaded", () => {
  // Icons are a font's ligatures: their names are no text for a screen reader or a translator.
  for (const icon of document.querySelectorAll(".material-symbols-outlined")) {
    icon.setAttribute("aria-hidden", "true");
    icon.setAttribute("translate", "no");
  }

  if (window.matchMedia("(width < 40rem)").matches) {
    for (const fold of document.querySelectorAll("[data-fold-on-phone]")) fold.open = false;
  }

  // The library's script would look for a second field beside each of these.
  for (const field of document.querySelectorAll("input[type=file]")) field.hasChangeListener = true;

  const boxesOf = (name) => [...document.querySelectorAll(`input[type="checkbox"][name="${name}"]`)];
  const count = (name) => {
    const checked = boxesOf(name).filter((box) => box.checked).length;
    for (const place of document.querySelectorAll(`[data-checked-count="${name}"]`)) {
      place.textContent = checked ? `(${checked})` : "";
    }
  };
  for (const all of document.querySelectorAll("[data-check-all]")) {
    const name = all.dataset.checkAll;
    all.addEventListener("change", () => {
      for (const box of boxesOf(name)) box.checked = all.checked;
      count(name);
    });
    for (const box of boxesOf(name)) box.addEventListener("change", () => count(name));
    count(name);
  }

  for (const field of document.querySelectorAll("[data-select-on-focus]")) {
    field.addEventListener("focus", () => field.select());
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        document.execCommand("copy"); // over plain HTTP browsers offer nothing newer
      }
      button.textContent = button.dataset.done;
    });
  }

  // The queue by keys, whatever the keyboard's layout: J and K walk, A accepts, R refuses, U undoes.
  const requests = [...document.querySelectorAll(".queue > .request")];
  let at = -1;
  // The current row is marked, so that one sees what a key will do before it is pressed.
  let isChosen = false;
  const mark = (index) => {
    requests[at]?.removeAttribute("aria-current");
    at = index;
    requests[at]?.setAttribute("aria-current", "true");
  };
  const walk = (step) => {
    if (!requests.length) return;
    mark(Math.min(Math.max(at + step, 0), requests.length - 1));
    isChosen = true;
    requests[at].tabIndex = -1;
    requests[at].focus();
  };
  const KEYS = {
    KeyJ: () => walk(1),
    KeyK: () => walk(-1),
    KeyA: () => requests[at]?.querySelector("[data-key=accept]")?.click(),
    KeyR: () => requests[at]?.querySelector("[data-key=refuse]")?.click(),
    // On a row that one has walked to; else what was decided last, in the message above.
    KeyU: () => {
      const here = requests[at]?.querySelector("[data-key=undo]");
      (isChosen ? here ?? lastDecision : lastDecision ?? here)?.click();
    },
  };
  const lastDecision = document.querySelector(".flash [data-key=undo]");
  if (requests.length || lastDecision) {
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
      if (typing || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.code]) return;
      event.preventDefault();
      KEYS[event.code]();
    });
    // Whoever comes to a row by Tab or by a press means that one.
    for (const [index, row] of requests.entries()) row.addEventListener("focusin", () => mark(index));
    // Back in the queue, one goes on where one was; else with the first, without moving the page.
    const before = requests.findIndex((row) => `#${row.id}` === location.hash);
    mark(Math.max(before, 0));
    if (before >= 0) walk(0);
  }

  // Opening a request is looking at it: the applicant reads «проверяется». Never by prefetching.
  const opened = document.querySelector("[data-press-when-opened]");
  const look = opened?.querySelector(`form[action$="${opened.dataset.pressWhenOpened}"]`);
  if (look && !document.prerendering) {
    fetch(look.action, { method: "POST", body: new FormData(look), redirect: "manual" })
      .then(() => look.remove())
      .catch(() => {}); // the button stays
  }

  // One press is one request: a second click on the way would only earn «уже решена».
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
});
