// The editor of a draft. Without this script every button is an ordinary form: nothing here is the
// only way. With it the page stays where it is, what is typed is saved, and keys do the rest.
"use strict";

{
  const PAUSE = 2500; // of typing, until it is saved
  const RETRY = 6000;
  const place = document.querySelector("main");
  const editor = () => document.getElementById("editor");
  const area = () => editor().querySelector("textarea[data-autosave]");
  const written = () => editor().querySelector("textarea[data-autosave], textarea[data-new]");
  let timer = 0;
  let saving = null; // the promise of the save under way
  let saved = ""; // what the server has of the clause in hand
  let busy = false; // a form is under way
  let ahead = ""; // what is typed meanwhile, for the clause that comes

  const tell = (text, failed = false) => {
    const state = editor().querySelector("[data-state]");
    state.textContent = text;
    state.classList.toggle("failed", failed);
  };
  const post = (url, body, headers = {}) =>
    fetch(url, { method: "POST", body, headers: { "HX-Request": "true", ...headers }, keepalive: document.hidden });

  // --- The part of the page, changed for what the server says --------------------------------------

  const swap = (html, { typed = null, atStart = false } = {}) => {
    const next = new DOMParser().parseFromString(html, "text/html").getElementById("editor");
    if (!next) return location.reload();
    const before = editor();
    const latest = before.dataset.latest;
    const held = before.querySelector(".in-hand")?.id;
    before.replaceWith(document.adoptNode(next));
    if (typed !== null) for (const mine of next.querySelectorAll("[data-mine]")) mine.value = typed;
    settle(held, atStart);
    if (next.dataset.latest !== latest) showOnPaper();
  };
  const settle = (held, atStart = false) => {
    for (const each of editor().querySelectorAll("[data-autosize]")) {
      each.style.height = `${each.scrollHeight + 2}px`;
    }
    for (const filter of editor().querySelectorAll(".insert-filter")) filter.hidden = false;
    saved = area()?.value ?? "";
    const conflict = document.getElementById("conflict");
    const text = written();
    const target = conflict ?? text ?? (held && document.getElementById(held)?.querySelector("a"));
    if (!target) return;
    target.focus({ preventScroll: true });
    if (text && target === text) {
      const caret = atStart ? 0 : text.value.length;
      text.setSelectionRange(caret, caret);
    }
    target.scrollIntoView({ block: "nearest" });
  };

  // --- Saving while somebody types ---------------------------------------------------------------

  const save = async () => {
    clearTimeout(timer);
    if (saving) await saving;
    const text = area();
    if (!text || text.value === saved || !text.value.trim()) return true;
    saving = send(text);
    const well = await saving;
    saving = null;
    return well;
  };
  const send = async (text) => {
    const form = text.form;
    const value = text.value;
    tell("Сохраняется…");
    try {
      const answer = await post(form.action, new FormData(form), { "X-Autosave": "1" });
      if (!answer.headers.get("content-type")?.includes("json")) {
        const html = await answer.text();
        if (answer.status !== 409) throw new Error(answer.status);
        swap(html, { typed: text.value });
        return false;
      }
      const said = await answer.json();
      if (said.error) {
        tell(said.error, true);
        return false;
      }
      saved = value;
      form.elements.base.value = said.base;
      tell(said.state);
      editor().dataset.latest = "";
      showOnPaper();
      if (text.value !== value) later();
      return true;
    } catch {
      tell("Не сохранено: нет связи. Попробую ещё раз.", true);
      timer = setTimeout(save, RETRY);
      return false;
    }
  };
  const later = () => {
    clearTimeout(timer);
    // Lines become clauses of their own: that waits for a press.
    if (area()?.value.includes("\n")) return;
    timer = setTimeout(save, PAUSE);
  };

  // --- Presses -------------------------------------------------------------------------------------

  const submit = async (form, button) => {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    if (saving) await saving;
    if (form.isConnected) await carry(form, button);
    busy = false;
    typeAhead();
  };
  const carry = async (form, button) => {
    const action = button?.getAttribute("formaction") || form.action;
    const body = new FormData(form, button);
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await post(action, body);
      if (![200, 409, 422].includes(answer.status)) throw new Error(answer.status);
      swap(await answer.text(), { atStart: button?.value === "next" });
    } catch {
      tell("Не получилось: нет связи. Ваш текст на месте, нажмите ещё раз.", true);
    } finally {
      form.removeAttribute("aria-busy");
    }
  };
  // Whoever types on while a new clause is on its way types into it.
  const typeAhead = () => {
    const text = document.activeElement;
    if (!ahead || !text.matches(".hand-text")) return;
    const [line, ...rest] = ahead.split("\n");
    ahead = "";
    text.setRangeText(line, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    if (!rest.length) return;
    breakLine(text);
    ahead = rest.join("\n");
    if (!busy) typeAhead();
  };
  const open = async (link) => {
    if (!(await save())) return;
    try {
      const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
      if (!answer.ok) throw new Error(answer.status);
      swap(await answer.text());
    } catch {
      location.assign(link.href);
    }
  };
  const insert = (button) => {
    const text = button.form.elements.text;
    const from = text.selectionStart;
    const lead = button.value.includes("#") && !button.value.includes("раздел:") ? "п. " : "";
    const before = text.value.slice(0, from);
    const gap = before && !/[\s«(]$/.test(before) ? " " : "";
    const put = gap + (/п\. ?$/.test(before) ? "" : lead) + (button.dataset.put ?? button.value);
    text.setRangeText(put, from, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  };

  // On `main`, before the listeners of the document, which would take the form for an ordinary one.
  place.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-open]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      open(link);
    }
    const button = event.target.closest("button.insert");
    if (button) {
      event.preventDefault();
      insert(button);
    }
  });
  place.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-edit]")) return;
    event.preventDefault();
    submit(event.target, event.submitter);
  });
  place.addEventListener("beforeinput", (event) => {
    if (!busy || !event.target.matches(".hand-text") || !event.cancelable) return;
    event.preventDefault();
    ahead += event.data ?? "";
  });
  place.addEventListener("input", (event) => {
    if (event.target.matches("[data-autosave]")) later();
    if (event.target.matches(".insert-filter input")) {
      const wanted = event.target.value.toLowerCase();
      for (const item of event.target.closest("details").querySelectorAll("li")) {
        item.hidden = !item.textContent.toLowerCase().includes(wanted);
      }
    }
  });

  // --- Keys ----------------------------------------------------------------------------------------

  const press = (form, then) => {
    const hidden = document.createElement("button");
    hidden.name = "then";
    hidden.value = then;
    hidden.hidden = true;
    form.append(hidden);
    form.requestSubmit(hidden);
  };
  const breakLine = (text) => {
    const { selectionStart: start, selectionEnd: end, value, form } = text;
    const isSection = form.classList.contains("level-1");
    if (!value.trim()) return;
    if (!value.slice(end).trim()) return press(form, isSection ? "first" : "after");
    if (!value.slice(0, start).trim() || text.matches("[data-new]")) return;
    text.value = `${value.slice(0, start)}\n${value.slice(end)}`;
    press(form, isSection ? "" : "next");
  };
  const inText = (event) => {
    const text = event.target;
    if (busy) {
      if (event.key === "Enter") ahead += "\n";
      if (event.key === "Enter" || event.key === "Escape") event.preventDefault();
      return;
    }
    const named = (key) => text.form.querySelector(`button[data-key="${key}"]:not(:disabled)`);
    if (event.altKey && event.shiftKey && named(event.key)) {
      event.preventDefault();
      text.form.requestSubmit(named(event.key));
    } else if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      breakLine(text);
    } else if (event.key === "Backspace" && !text.selectionStart && !text.selectionEnd && named("Join")) {
      event.preventDefault();
      text.form.requestSubmit(named("Join"));
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (text.value.trim()) text.form.requestSubmit();
      else text.form.querySelector("a[data-open]")?.click();
    }
  };
  const step = (event) => {
    const links = [...editor().querySelectorAll(".line-open")];
    const at = links.indexOf(event.target);
    const next = links[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.target.matches(".hand-text")) return inText(event);
    if (event.target.matches("input, textarea, select")) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") return step(event);
    if (!(event.ctrlKey || event.metaKey)) return;
    const again = event.code === "KeyY" || (event.code === "KeyZ" && event.shiftKey);
    const form = editor().querySelector(again ? "[data-redo]" : "[data-undo]");
    if ((event.code === "KeyZ" || again) && !form.querySelector("button").disabled) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  // --- The sheet of paper beside -------------------------------------------------------------------

  let printing = 0;
  let leaf = ""; // where on paper the clause last in hand stands: a named place of the PDF
  const showOnPaper = () => {
    clearTimeout(printing);
    if (!matchMedia("(min-width: 80rem)").matches) return;
    printing = setTimeout(() => {
      const old = document.querySelector("iframe.preview:not(.preview-coming)");
      document.querySelector(".preview-coming")?.remove();
      const next = old.cloneNode();
      next.classList.add("preview-coming");
      next.removeAttribute("loading");
      leaf = editor().querySelector("[data-place]")?.dataset.place ?? leaf;
      const [address, view] = old.dataset.preview.split("#");
      const place = leaf && `nameddest=${leaf}&`;
      next.src = `${address}?at=${Date.now()}#${view ?? `${place}toolbar=0&navpanes=0&view=FitH`}`;
      next.addEventListener("load", () => {
        next.classList.remove("preview-coming");
        old.remove();
      });
      old.after(next);
    }, 1000);
  };

  addEventListener("beforeunload", (event) => {
    const text = area();
    const fresh = editor().querySelector("textarea[data-new]");
    if ((text && text.value !== saved) || fresh?.value.trim()) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  if (!location.hash || area() || document.getElementById("conflict")) settle();
}
