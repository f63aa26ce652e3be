/* Two runs compared. */
let chosen = { kind: "lost", relation: "" };
let page = 0;

const difference = (value) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(3)}`;
const relationName = (relation) => (relation ? word(`relation.${relation}`) : word("score.part.all"));

/* ---- figures ---- */
const whisker = (row) => {
  const reach = Math.max(0.02, ...data.rows.flatMap((one) => (one.interval || [one.difference]).map(Math.abs)));
  const x = (value) => 75 + (71 * value) / reach;
  const drawn = svg("svg", { class: "whisker", viewBox: "0 0 150 16", "aria-hidden": "true" },
    svg("line", { x1: 75, x2: 75, y1: 0, y2: 16, stroke: "#9aa5af" }), svg("line", { x1: 4, x2: 146, y1: 8, y2: 8, stroke: "#e3e8ec" }));
  const colour = row.difference < 0 ? "#a3264b" : "#0a6b4c";
  if (row.interval) drawn.append(svg("line", { x1: x(row.interval[0]), x2: x(row.interval[1]), y1: 8, y2: 8, stroke: colour, "stroke-opacity": 0.45, "stroke-width": 4 }));
  drawn.append(svg("circle", { cx: x(row.difference), cy: 8, r: 4, fill: colour }));
  return drawn;
};
const figureRow = (row) => el("tr", {},
  el("td", {}, row.tier), el("td", { class: "value" }, relationName(row.relation)),
  el("td", { class: "n" }, share(row.before.f1)), el("td", { class: "n" }, share(row.after.f1)),
  el("td", { class: "n" }, el("b", {}, difference(row.difference))),
  el("td", { class: "n" }, row.interval ? row.interval.map(difference).join(" … ") : "–"), el("td", {}, whisker(row)), el("td", { class: "n" }, row.p < 0.001 ? "< 0.001" : share(row.p)));
const figures = () => el("section", { id: "figures" }, el("h2", {}, word("score.nav.figures")),
  el("p", { class: "soft small" }, word("compare.how")), el("div", { class: "panel scroll" }, el("table", { class: "list score" },
    el("thead", {}, el("tr", {}, ["score.tier", "score.part.relation", "compare.before", "compare.after", "compare.difference", "score.interval", "", "compare.p"].map((key, index) => el("th", { class: index > 1 ? "n" : "", scope: "col" }, key ? word(key) : "")))),
    el("tbody", {}, data.rows.map(figureRow)))));

/* ---- claims ---- */
const of = (kind, relation) => data.changes.filter((one) => one.kind === kind && (!relation || one.relation === relation));
const cell = (kind, relation) => el("td", { class: "n" }, el("button", {
  type: "button", class: `count ${kind}`, "aria-pressed": String(chosen.kind === kind && chosen.relation === relation),
  "aria-label": `${relationName(relation)}: ${word(`compare.${kind}`)}`, onclick: () => { chosen = { kind, relation }; page = 0; fresh(); },
}, String(of(kind, relation).length)));
const counts = () => el("div", { class: "panel scroll" }, el("table", { class: "list score" },
  el("thead", {}, el("tr", {}, el("th", {}), data.kinds.map((kind) => el("th", { class: "n", scope: "col", title: word(`compare.${kind}.note`) }, word(`compare.${kind}`))))),
  el("tbody", {}, ["", "drug_target", "mutation_response", "trial_metric"].map((relation) => el("tr", {}, el("td", { class: "value" }, relationName(relation)), data.kinds.map((kind) => cell(kind, relation)))))));
const says = (name, told) => el("li", {}, el("b", {}, `${name}: `), told ? told.join(" · ") : word("compare.nothing"));
const card = (one) => el("article", { class: "claim" },
  el("header", {}, el("span", { class: `status ${one.kind}` }, word(`compare.${one.kind}`)),
    el("span", { class: "statement" }, el("b", {}, one.said[0]), el("span", { class: "predicate" }, word(`${one.relation === "trial_metric" ? "statistic" : "predicate"}.${one.said[1]}`)), el("b", {}, one.said[2])),
    el("span", { class: "kind" }, relationName(one.relation))),
  el("blockquote", { lang: one.language, dir: "ltr" }, sentence(one.parts, one.ends)),
  el("ul", { class: "near" }, says("A", one.says[0]), says("B", one.says[1]), says(word("score.gold"), one.says[2])),
  el("footer", {}, [one.document, one.section, one.start].join(" · ")));
const claims = () => {
  const held = of(chosen.kind, chosen.relation);
  const pages = Math.max(1, Math.ceil(held.length / PAGE));
  const turn = (step) => () => { page += step; fresh(); document.getElementById("claims").scrollIntoView(); };
  const pager = () => (pages < 2 ? "" : el("div", { class: "pager" }, el("button", { type: "button", ...(page ? {} : { disabled: "disabled" }), onclick: turn(-1) }, word("score.previous")), `${page + 1} / ${pages}`,
    el("button", { type: "button", ...(page < pages - 1 ? {} : { disabled: "disabled" }), onclick: turn(1) }, word("score.next"))));
  return el("section", { id: "claims" }, el("h2", {}, word("compare.nav.claims")), counts(),
    el("div", { class: "state" }, el("b", {}, `${relationName(chosen.relation)} · ${word(`compare.${chosen.kind}`)}: ${held.length}`), el("span", { class: "soft small" }, word(`compare.${chosen.kind}.note`)), pager()),
    held.length ? held.slice(page * PAGE, (page + 1) * PAGE).map(card) : el("p", { class: "soft" }, word("score.none")), pager());
};

/* ---- the whole ---- */
const fresh = () => {
  const height = window.scrollY;
  document.documentElement.lang = lang;
  document.getElementById("main").replaceChildren(
    el("h1", {}, word("compare.title")), el("p", {}, data.headline), el("p", { class: "soft small" }, `A: ${data.names[0]} · B: ${data.names[1]}`),
    data.hidden.length ? el("p", { class: "soft small" }, `${word("score.hidden")} ${data.hidden.join(", ")}`) : "", figures(), claims());
  document.getElementById("nav").replaceChildren(...[["figures", "score.nav.figures"], ["claims", "compare.nav.claims"]].map(([id, key]) => el("a", { href: `#${id}`, onclick: (event) => {
    event.preventDefault();
    document.getElementById(id).scrollIntoView();
  } }, word(key))));
  document.getElementById("switch").textContent = word("switch");
  window.scrollTo(0, height);
};
document.getElementById("switch").onclick = () => { lang = lang === "zh" ? "en" : "zh"; fresh(); };
fresh();
