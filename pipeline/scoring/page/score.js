/* The score of a run. */
let tier = "triple";
let place = "document";
let view = null;
let page = 0;

/* ---- figures ---- */
const located = () => (place === "sentence" ? 1 : 0);
const isRight = (claim) => claim.hits[tier][located()];
const inPart = (claim, part, value) => part === "" || claim[part] === value;
const WANTED = {
  right: (claim) => claim.side === "made" && isRight(claim),
  wrong: (claim) => claim.side === "made" && !isRight(claim),
  missed: (claim) => claim.side === "gold" && !isRight(claim),
};
const same = (one, other) => one && other && ["kind", "part", "value", "status", "low"].every((name) => one[name] === other[name]);
const count = (number, target) => el("button", {
  type: "button", class: `count ${target.status}`, "aria-pressed": String(Boolean(same(view, target))),
  "aria-label": `${target.value || word("score.part.all")}: ${number} ${word(`score.${target.status}`)}`,
  onclick: () => open(target),
}, String(number));
const whisker = (cell) => {
  const x = (value) => 4 + 142 * value;
  const drawn = svg("svg", { class: "whisker", viewBox: "0 0 150 16", "aria-hidden": "true" },
    svg("line", { x1: x(0), x2: x(1), y1: 8, y2: 8, stroke: "#e3e8ec" }));
  if (cell.interval) drawn.append(svg("line", { x1: x(cell.interval[0]), x2: x(cell.interval[1]), y1: 8, y2: 8, stroke: "#5b93c4", "stroke-width": 4 }));
  if (cell.f1 !== null) drawn.append(svg("circle", { cx: x(cell.f1), cy: 8, r: 4, fill: "#0b5fa5" }));
  return drawn;
};
const valueName = (part, value) => {
  if (part === "relation") return word(`relation.${value}`);
  if (part === "language") return word(`language.${value}`);
  if (part === "section") return data.words[lang][`kind.${value}`] || value;
  if (part === "type") return value ? word(`type.${value}`) : word("score.part.all");
  return value || word("score.part.all");
};
const row = (cell) => {
  const alone = cell.part === "mechanism";
  const at = (status) => ({ kind: "claims", part: cell.part, value: cell.value, status });
  return el("tr", {},
    el("td", { class: "value" }, el("button", { type: "button", class: "count all", onclick: () => open(at("all")) }, valueName(cell.part, cell.value))),
    el("td", { class: "n" }, count(cell.right, at("right"))), el("td", { class: "n" }, count(cell.made - cell.right, at("wrong"))),
    el("td", { class: "n" }, alone ? "–" : count(cell.wanted - cell.found, at("missed"))),
    el("td", { class: "n" }, share(cell.precision)), el("td", { class: "n" }, alone ? "–" : share(cell.recall)),
    el("td", { class: "n" }, el("b", {}, alone ? "–" : share(cell.f1))), el("td", { class: "n" }, bounds(cell.interval)),
    el("td", {}, alone ? "" : whisker(cell)), el("td", { class: "n" }, share(cell.macro_f1)));
};
const select = (name, values, chosen, change) => el("label", {}, word(`score.${name}`), el("select", { onchange: (event) => change(event.target.value) },
  values.map((value) => el("option", { value, ...(value === chosen ? { selected: "selected" } : {}) }, word(`score.${name}.${value}`)))));
const figures = () => {
  const cells = data.cells.filter((one) => one.tier === tier && one.place === place);
  const heads = ["", "score.right", "score.wrong", "score.missed", "score.precision", "score.recall", "score.f1", "score.interval", "", "score.macro"];
  const parts = ["", ...data.parts].map((part) => [part, cells.filter((one) => one.part === part)]).filter(([, some]) => some.length);
  return el("section", { id: "figures" }, el("h2", {}, word("score.nav.figures")), el("p", { class: "soft small" }, word("score.how")),
    el("div", { class: "panel scroll" },
      el("div", { class: "choices" }, select("tier", data.tiers, tier, (value) => { tier = value; fresh(); }), select("place", ["document", "sentence"], place, (value) => { place = value; fresh(); })),
      el("table", { class: "list score" },
        el("thead", {}, el("tr", {}, heads.map((head, index) => el("th", { class: index ? "n" : "", scope: "col" }, head ? word(head) : "")))),
        el("tbody", {}, parts.map(([part, some]) => [
          part ? el("tr", { class: "head" }, el("td", { colspan: heads.length }, word(`score.part.${part}`))) : "", some.map(row),
        ])))));
};

/* ---- fields, mentions, confidence ---- */
const given = () => el("div", { class: "panel scroll", style: "margin-top:.75rem" }, el("p", { class: "soft small" }, word("score.given.note")),
  el("table", { class: "list score" }, el("thead", {}, el("tr", {}, ["score.part.relation", "score.wanted", "score.recognised", "score.found", "score.recall"].map((key, index) => el("th", { class: index ? "n" : "", scope: "col" }, word(key))))),
    el("tbody", {}, data.facts.given_mentions.map((one) => el("tr", {}, el("td", {}, word(`relation.${one.relation}`)), el("td", { class: "n" }, one.wanted), el("td", { class: "n" }, one.recognised),
      el("td", { class: "n" }, one.found), el("td", { class: "n" }, share(one.recall)))))));
const fields = () => el("section", { id: "fields" }, el("h2", {}, word("score.nav.fields")), el("div", { class: "panel scroll" },
  el("p", { class: "soft small" }, word("score.fields.note")),
  el("table", { class: "list score" }, el("thead", {}, el("tr", {}, ["score.part.relation", "score.field", "score.claims", "score.right", "score.share"].map((key, index) => el("th", { class: index > 1 ? "n" : "", scope: "col" }, word(key))))),
    el("tbody", {}, data.facts.fields.filter((one) => one.claims).map((one) => el("tr", {}, el("td", {}, word(`relation.${one.relation}`)), el("td", {}, one.field),
      el("td", { class: "n" }, one.claims), el("td", { class: "n" }, one.right), el("td", { class: "n" }, share(one.share))))))), given());
const SCHEMES = ["strict", "exact", "partial", "type"];
const mentionRow = (one) => {
  const full = one.gold === "all mentions";
  const figure = full ? "f1" : "recall";
  const at = (status) => ({ kind: "mentions", part: one.part, value: one.value, status, low: one.gold });
  return el("tr", {}, el("td", {}, word(`score.gold.${one.gold}`)), el("td", {}, valueName(one.part, one.value)),
    el("td", { class: "n" }, one.strict.wanted), el("td", { class: "n" }, full ? one.strict.made : "–"),
    el("td", { class: "n" }, count(one.strict.wanted - one.strict.found, at("missed"))),
    el("td", { class: "n" }, full ? count(one.strict.made - one.strict.right, at("wrong")) : "–"),
    SCHEMES.map((name) => el("td", { class: "n" }, share(one[name][figure]))),
    el("td", { class: "n" }, share(one.linking.accuracy)), el("td", { class: "n" }, share(one.named[figure])));
};
const mentions = () => el("section", { id: "mentions" }, el("h2", {}, word("score.nav.mentions")), el("div", { class: "panel scroll" },
  el("p", { class: "soft small" }, word("score.mentions.note")),
  el("table", { class: "list score" }, el("thead", {}, el("tr", {}, ["", "score.part.type", "score.wanted", "score.made", "score.missed", "score.wrong"].map((key, index) => el("th", { class: index > 1 ? "n" : "", scope: "col" }, key ? word(key) : "")),
    [...SCHEMES, "linking", "named"].map((name) => el("th", { class: "n", scope: "col" }, name)))),
    el("tbody", {}, data.facts.mentions.map(mentionRow)))));
const axes = (title, drawn) => {
  const grid = [0, 0.25, 0.5, 0.75, 1].flatMap((value) => [
    svg("line", { x1: 30, x2: 290, y1: 275 - 260 * value, y2: 275 - 260 * value, stroke: "#e3e8ec" }),
    svg("line", { y1: 15, y2: 275, x1: 30 + 260 * value, x2: 30 + 260 * value, stroke: "#e3e8ec" }),
    svg("text", { x: 26, y: 279 - 260 * value, "text-anchor": "end", fill: "#55626e" }, String(value)),
    svg("text", { x: 30 + 260 * value, y: 290, "text-anchor": "middle", fill: "#55626e" }, String(value)),
  ]);
  return el("div", { class: "panel" }, el("h3", {}, title), svg("svg", { viewBox: "0 0 300 300", role: "img" }, ...grid, ...drawn));
};
const X = (value) => 30 + 260 * value;
const Y = (value) => 275 - 260 * value;
const titled = (shape, text) => { shape.append(svg("title", {}, text)); return shape; };
const confidence = () => {
  const { bins, curve, expected_error: error } = data.facts.calibration;
  const most = Math.max(...bins.map((one) => one.claims), 1);
  const reliability = [svg("line", { x1: X(0), y1: Y(0), x2: X(1), y2: Y(1), stroke: "#9aa5af", "stroke-dasharray": "4 4" }),
    ...bins.map((one) => titled(svg("circle", { class: "dot", cx: X(one.confidence), cy: Y(one.right), r: 4 + 9 * Math.sqrt(one.claims / most), fill: "#0b5fa5", "fill-opacity": 0.7,
      onclick: () => open({ kind: "claims", part: "", value: "", status: "all", low: one.low, high: one.high }) }), `${one.low}–${one.high}: ${one.claims}, ${share(one.right)}`))];
  const points = curve.map((one) => `${X(one.recall)},${Y(one.precision)}`).join(" ");
  const pr = [svg("polyline", { points, fill: "none", stroke: "#5b93c4", "stroke-width": 2 }),
    ...curve.map((one, index) => titled(svg("circle", { cx: X(one.recall), cy: Y(one.precision), r: index ? 3 : 7, fill: "#0b5fa5" }), `≥ ${one.threshold}: P ${share(one.precision)}, R ${share(one.recall)}, F1 ${share(one.f1)}`))];
  return el("section", { id: "confidence" }, el("h2", {}, word("score.nav.confidence")), el("div", { class: "charts" },
    axes(word("score.reliability", { error: share(error) }), reliability), axes(word("score.curve"), pr)));
};

/* ---- sentences ---- */
const statusOf = (claim) => (isRight(claim) ? "right" : claim.side === "made" ? "wrong" : "missed");
const predicate = (claim) => word(`${claim.relation === "trial_metric" ? "statistic" : "predicate"}.${claim.said[1]}`);
const line = (claim) => `${claim.said[0]} – ${predicate(claim)} – ${claim.said[2]} (${claim.details.join(", ")})`;
const bySentence = new Map();
for (const claim of data.claims) {
  const at = `${claim.document}|${claim.start}`;
  bySentence.set(at, [...(bySentence.get(at) || []), claim]);
}
const opposite = (claim) => bySentence.get(`${claim.document}|${claim.start}`).filter((one) => one.side !== claim.side && one.relation === claim.relation)
  .filter((one) => statusOf(claim) !== "right" || one.keys[tier][located()] === claim.keys[tier][located()]);
const card = (group) => group.map((claim) => {
  const others = opposite(claim).slice(0, 8);
  return el("article", { class: "claim" },
    el("header", {}, el("span", { class: `status ${statusOf(claim)}` }, word(`score.${statusOf(claim)}`)),
      el("span", { class: "statement" }, el("b", {}, claim.said[0]), el("span", { class: "predicate" }, predicate(claim)), el("b", {}, claim.said[2])),
      el("span", { class: "kind" }, word(`relation.${claim.relation}`)), claim.side === "made" ? el("span", { class: "sure" }, String(claim.confidence)) : ""),
    el("blockquote", { lang: claim.language, dir: "ltr" }, sentence(claim.parts, claim.ends)),
    el("div", { class: "tags" }, claim.details.map((detail) => el("span", { class: "tag" }, detail))),
    others.length ? el("div", { class: "small soft" }, word("score.here"), el("ul", { class: "near" }, others.map((one) => el("li", {}, `${word(`score.${statusOf(one)}`)}: ${line(one)}`)))) : "",
    el("footer", {}, [claim.side === "made" ? word("score.run") : word("score.gold"), claim.document, claim.section, claim.mechanism, claim.start].filter((fact) => fact !== "").join(" · ")));
});
const chosenClaims = () => {
  const wanted = view.status === "all" ? (claim) => claim.side === "made" || !isRight(claim) : WANTED[view.status];
  const groups = new Map();
  for (const claim of data.claims) {
    if (!inPart(claim, view.part, view.value) || !wanted(claim)) continue;
    if (view.high !== undefined && (claim.side !== "made" || claim.confidence < view.low || (claim.confidence >= view.high && view.high < 1))) continue;
    const at = `${claim.side}|${claim.document}|${claim.keys[tier][located()]}`;
    groups.set(at, [...(groups.get(at) || []), claim]);
  }
  return [...groups.values()];
};
const chosenMentions = () => data.mentions.filter((one) => one.gold === view.low && one.side === (view.status === "missed" ? "gold" : "made") && (!view.value || one[view.part] === view.value)).map((one) => [one]);
const mentionCard = ([one]) => el("article", { class: "claim" },
  el("header", {}, el("span", { class: `status ${view.status}` }, word(`score.${view.status}`)), el("span", { class: "statement" }, el("b", {}, one.name)), el("span", { class: "kind" }, word(`type.${one.type}`))),
  el("blockquote", { lang: one.language, dir: "ltr" }, sentence(one.parts, one.ends)),
  one.instead.length ? el("p", { class: "small soft" }, `${word("score.instead")}: ${one.instead.join("; ")}`) : "", el("footer", {}, one.document));
const sentences = () => {
  if (!view) return el("section", { id: "sentences" });
  const claims = view.kind === "claims";
  const groups = claims ? chosenClaims() : chosenMentions();
  const pages = Math.max(1, Math.ceil(groups.length / PAGE));
  page = Math.min(page, pages - 1);
  const turn = (step) => () => { page += step; redraw("sentences", sentences()); document.getElementById("sentences").scrollIntoView(); };
  const pager = () => (pages < 2 ? "" : el("div", { class: "pager" }, el("button", { type: "button", ...(page ? {} : { disabled: "disabled" }), onclick: turn(-1) }, word("score.previous")), `${page + 1} / ${pages}`,
    el("button", { type: "button", ...(page < pages - 1 ? {} : { disabled: "disabled" }), onclick: turn(1) }, word("score.next"))));
  const scope = [view.part ? valueName(view.part, view.value) : word("score.part.all"), word(`score.${view.status}`), view.high ? `${view.low}–${view.high}` : "", claims ? tier : "strict"].filter(Boolean).join(" · ");
  return el("section", { id: "sentences" }, el("h2", {}, `${word("score.nav.sentences")}: ${scope}`),
    el("div", { class: "state" }, el("b", {}, word(claims ? "score.shown" : "score.shown.mentions", { count: groups.length })), pager()),
    groups.length ? groups.slice(page * PAGE, (page + 1) * PAGE).map(claims ? card : mentionCard) : el("p", { class: "soft" }, word("score.none")), pager());
};
const redraw = (id, made) => document.getElementById(id).replaceWith(made);
const open = (target) => {
  view = target;
  page = 0;
  fresh();
  document.getElementById("sentences").scrollIntoView();
};

/* ---- the whole ---- */
const fresh = () => {
  const place_ = window.scrollY;
  document.documentElement.lang = lang;
  document.getElementById("main").replaceChildren(
    el("h1", {}, word("score.title")), el("p", {}, data.headline),
    data.hidden.length ? el("p", { class: "soft small" }, `${word("score.hidden")} ${data.hidden.join(", ")}`) : "",
    figures(), sentences(), confidence(), fields(), mentions());
  document.getElementById("nav").replaceChildren(...["figures", "sentences", "confidence", "fields", "mentions"].map((id) => el("a", { href: `#${id}`, onclick: (event) => {
    event.preventDefault();
    document.getElementById(id).scrollIntoView();
  } }, word(`score.nav.${id}`))));
  document.getElementById("switch").textContent = word("switch");
  window.scrollTo(0, place_);
};
document.getElementById("switch").onclick = () => { lang = lang === "zh" ? "en" : "zh"; fresh(); };
fresh();
