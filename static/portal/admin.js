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
