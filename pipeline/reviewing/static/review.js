"use strict";
// Keys, dialogs, the search box of concepts and the moving of spans. It sends only forms that stand in the page, sets
// every text as text, and does nothing while an input method composes.
(() => {
  const DELIVERED = { accept: "a", reject: "x", edit: "e", skip: " ", flag: "f", comment: "c", undo: "backspace", group: "g", document: "o", help: "?" };
  const FIXED = { back: "escape", onward: "enter" };
  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  let waiting = null;
  let busy = false;
  function sending(now) { busy = now; document.body.setAttribute("aria-busy", String(now)); }

  // Keys ------------------------------------------------------------------------------------------------------------
  const stored = () => "litmine.keys." + (document.body.dataset.account || "");
  function chosen() {
    try { return { ...DELIVERED, ...JSON.parse(localStorage.getItem(stored()) || "{}") }; } catch { return { ...DELIVERED }; }
  }
  function keep(keys) {
    try { localStorage.setItem(stored(), JSON.stringify(keys)); } catch { /* a browser that keeps nothing */ }
  }
  const pressed = (event) => event.key.normalize("NFKC").toLowerCase();
  const composing = (event) => event.isComposing || event.keyCode === 229;
  const writing = (target) => target instanceof Element && target.closest("input, textarea, select, [contenteditable], [role=application]");
  const pressable = (target) => target instanceof Element && target.closest("button, a[href], summary");

  function named(key) {
    const names = find("#key-names")?.dataset || {};
    return key === " " ? names.space : key === "backspace" ? names.backspace : key === "enter" ? names.enter : key;
  }
  function show() {
    const keys = chosen();
    for (const shown of all("[data-key]")) shown.textContent = named(keys[shown.dataset.key]) || "";
  }

  function act(action) {
    const target = find(`[data-action="${action}"]`);
    if (!target) return false;
    if (target.matches("textarea")) target.focus(); else target.click();
    return true;
  }

  function remap(event) {
    event.preventDefault();
    const key = pressed(event), keys = chosen(), line = find("#remap");
    const button = find(`[data-remap="${waiting}"]`);
    if (["shift", "control", "alt", "meta", "capslock"].includes(key)) return;
    if (key !== "escape") {
      const used = Object.entries(keys).some(([action, held]) => held === key && action !== waiting);
      if (used || ["tab", "enter"].includes(key) || /^\d$/.test(key)) { line.textContent = line.dataset.used; return; }
      keep({ ...keys, [waiting]: key });
      line.textContent = line.dataset.done;
    } else line.textContent = "";
    button.classList.remove("waiting");
    waiting = null;
    show();
  }

  document.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    if (waiting) return remap(event);
    if (event.ctrlKey || event.metaKey || event.altKey) {
      if (event.ctrlKey && event.key === "Enter") find("#edit")?.requestSubmit();
      return;
    }
    const open = find("dialog[open]"), key = pressed(event);
    if (open) {
      const digit = !event.repeat && !busy && !writing(event.target) && find(`[data-digit="${CSS.escape(key)}"]`, open);
      if (digit) { event.preventDefault(); open.close(); digit.click(); }
      return;
    }
    if (writing(event.target)) {
      if (key === "enter" && event.target.matches("#edit input")) event.preventDefault(); // a value is not saved by accident
      if (key === "escape" && !event.defaultPrevented) { event.target.blur(); event.preventDefault(); }
      return;
    }
    if ((key === " " || key === "enter") && pressable(event.target)) return;
    const action = Object.entries({ ...chosen(), ...FIXED }).find(([, held]) => held === key)?.[0];
    if (!action || !find(`[data-action="${action}"]`)) return;
    event.preventDefault();
    if (!event.repeat && !busy) act(action);
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) find("#" + opener.dataset.dialog)?.showModal();
    const digit = event.target.closest("[data-digit], [data-close]");
    if (digit) digit.closest("dialog").close();
    const button = event.target.closest("[data-remap]");
    if (button) {
      all(".waiting").forEach((one) => one.classList.remove("waiting"));
      waiting = button.dataset.remap;
      button.classList.add("waiting");
      find("#remap").textContent = find("#remap").dataset.press;
    }
    if (event.target.closest("[data-reset]")) { keep({}); show(); }
    if (!event.target.closest(".concept")) all(".hits").forEach(shut);
  });

  // Sending ---------------------------------------------------------------------------------------------------------
  // One form at a time: what is typed before the next claim is in sight decides nothing.
  const sends = (event) => event.detail.elt?.matches?.("form, form *, a, body");
  document.addEventListener("submit", (event) => { if (busy) { event.preventDefault(); event.stopImmediatePropagation(); } }, true);
  document.addEventListener("htmx:beforeRequest", (event) => { if (sends(event) && event.detail.boosted) sending(true); });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      sending(false);
      if (event.detail.boosted) { find("#unsaved").hidden = false; find("#unsaved").scrollIntoView({ block: "center" }); }
    });
  }
  document.addEventListener("htmx:afterRequest", (event) => { if (!event.detail.boosted || event.detail.failed) sending(false); });
  document.addEventListener("htmx:afterSwap", (event) => opened(event.detail.target));
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target !== document.body) return;
    sending(false);
    begin();
    if (location.hash.length > 1) document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: "center" });
    find("h1[tabindex]")?.focus({ preventScroll: true });
  });

  // The search box of concepts ----------------------------------------------------------------------------------------
  const box = (list) => find(`[aria-controls="${list.id}"]`);
  function shut(list) {
    list.classList.add("closed");
    box(list)?.setAttribute("aria-expanded", "false");
    box(list)?.removeAttribute("aria-activedescendant");
  }
  function opened(list) {
    if (!list.matches(".hits")) return;
    list.classList.toggle("closed", !box(list).value);
    box(list).setAttribute("aria-expanded", String(Boolean(box(list).value)));
    mark(list, find("[data-id]", list));
  }
  function mark(list, option) {
    all("[role=option]", list).forEach((one) => one.setAttribute("aria-selected", String(one === option)));
    if (!option) return;
    option.scrollIntoView({ block: "nearest" });
    box(list).setAttribute("aria-activedescendant", option.id);
  }
  function take(list, option) {
    const field = box(list).closest("[data-concept]"), name = field.dataset.concept, told = option.dataset;
    const set = (suffix, value) => { const held = find(`[name="${name}${suffix}"]`, field); if (held) held.value = value; };
    set("", told.name); set("_id", told.id); set("_type", told.type);
    find(`[data-shown="${name}"]`, field).textContent = [told.zh, told.name].filter(Boolean).join(" ");
    find(`[data-shown="${name}_id"]`, field).textContent = told.id;
    box(list).value = "";
    shut(list);
  }
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest?.(".hits [data-id]");
    if (option) { event.preventDefault(); take(option.closest(".hits"), option); }
  });
  document.addEventListener("keydown", (event) => {
    if (composing(event) || !event.target.matches?.(".seek")) return;
    const list = find("#" + event.target.getAttribute("aria-controls"));
    const options = all("[data-id]", list), at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter") event.preventDefault();
    if (list.classList.contains("closed") || !options.length) return;
    if (by) { event.preventDefault(); mark(list, options[(at + by + options.length) % options.length]); }
    else if (event.key === "Enter" && at >= 0) take(list, options[at]);
    else if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); shut(list); }
  }, true);

  // Spans -------------------------------------------------------------------------------------------------------------
  // `places` are all characters in sight with their offsets in code points, as Python counts them.
  let places = [];
  const end = () => find("[name=end]:checked")?.value;
  const held = (name, edge) => find(`#edit [name="${name}_${edge}"]`);
  function reach(name) {
    const from = places.findIndex((one) => one.offset === Number(held(name, "start").value));
    const to = places.findIndex((one) => one.offset === Number(held(name, "end").value) - 1);
    return held(name, "start").value && from >= 0 && to >= from ? [from, to] : null;
  }
  function spell() {
    places.forEach((one) => one.node.removeAttribute("class"));
    for (const radio of all("[name=end]")) {
      const found = reach(radio.value), mine = radio.checked;
      const text = found ? places.slice(found[0], found[1] + 1).map((one) => one.node.textContent).join("") : find("#span").dataset.elsewhere;
      find(`[data-span-text="${radio.value}"]`).textContent = text;
      if (!found) continue;
      for (let i = found[0]; i <= found[1]; i++) places[i].node.classList.add(mine ? "in" : "other");
      if (!mine) continue;
      places[found[0]].node.classList.add("first");
      places[found[1]].node.classList.add("last");
      find("#span-told").textContent = text;
    }
  }
  function put(from, to) {
    held(end(), "start").value = places[from].offset;
    held(end(), "end").value = places[to].offset + 1;
    spell();
  }
  function move(edge, by) {
    const found = reach(end());
    if (!found) return put(0, 0);
    let [from, to] = found;
    if (edge === "start") from = Math.min(Math.max(from + by, 0), to); else to = Math.max(Math.min(to + by, places.length - 1), from);
    put(from, to);
  }
  function lay() {
    const field = find("#span");
    places = [];
    if (!field) return;
    field.textContent = "";
    JSON.parse(field.dataset.segments).forEach((segment, number) => {
      if (number) { const gap = document.createElement("span"); gap.className = "gap"; gap.textContent = "¶"; field.append(gap); }
      segment.chars.forEach((character, i) => {
        const node = document.createElement("i");
        node.textContent = character;
        field.append(node);
        places.push({ offset: segment.start + i, node });
      });
    });
    spell();
  }
  document.addEventListener("keydown", (event) => {
    if (composing(event) || event.target.id !== "span") return;
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) { event.preventDefault(); move(event.shiftKey ? "start" : "end", by); }
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) move(button.dataset.move, Number(button.dataset.by));
  });
  document.addEventListener("change", (event) => { if (event.target.name === "end") spell(); });
  document.addEventListener("mouseup", (event) => {
    const marked = getSelection();
    if (!event.target.closest?.("#span") || marked.isCollapsed) return;
    const range = marked.getRangeAt(0);
    const inside = places.map((one, i) => [one, i]).filter(([one]) => range.intersectsNode(one.node) && touched(range, one.node)).map(([, i]) => i);
    if (inside.length) put(inside[0], inside[inside.length - 1]);
    marked.removeAllRanges();
  });
  function touched(range, node) {
    const own = document.createRange();
    own.selectNodeContents(node);
    return range.compareBoundaryPoints(Range.END_TO_START, own) < 0 && range.compareBoundaryPoints(Range.START_TO_END, own) > 0;
  }

  function begin() { waiting = null; show(); lay(); }
  begin();
  find("#here")?.scrollIntoView({ block: "center" });
})();
