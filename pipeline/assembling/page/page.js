"use strict";
/* Builds the page from the JSON beside it. Every text is set as text (textContent, attributes of our own choosing);
   nothing here parses markup, and nothing is loaded from anywhere. */
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const PAGE = 20;
  const OPEN_PLOTS = 3;
  const LISTED_PLOTS = 9;
  const DOCUMENTS = 15;
  const AGENTS = new Set(["DRUG", "DRUG_CLASS", "REGIMEN"]);
  const DOI = /^10\.\d{4,9}\/\S+$/;
  const FILTERS = ["drug", "gene", "trial", "text", "relation", "certainty", "setting", "language", "document", "sort"];
  const CHOICES = new Set(["relation", "certainty", "setting", "language"]);
  const SORTS = ["place", "confidence", "doubt", "subject", "year"];
  const ROLES = ["experimental", "control", "single"];
  const COLOURS = { experimental: "#0b5fa5", control: "#c2570c", single: "#5b6770" };
  const RESPONSES = {
    resistance: ["#f3c9b3", "#6b2a06"], sensitivity: ["#bcd7ee", "#0a3d69"], no_effect: ["#e2e5e8", "#333b42"],
    worse_prognosis: ["#f0d2dd", "#6d1532"], better_prognosis: ["#cbe7dc", "#0b4a37"],
  };
  let lang = location.hash === "#en" ? "en" : "zh";
  let filters = { sort: "place" };
  let page = 0;
  let allDocuments = false;
  let chosen = [];

  const word = (key, values) => {
    const told = data.words[lang][key];
    if (told === undefined) return key.slice(key.indexOf(".") + 1);
    return values ? told.replace(/\{(\w+)\}/g, (_, name) => String(values[name])) : told;
  };
  const number = (value) => Number(value).toLocaleString("en-US");
  const el = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "onclick" || name === "oninput" || name === "ontoggle" || name === "onchange") made[name] = value;
      else if (value !== "" && value !== null && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children.flat(Infinity).filter((child) => child !== "" && child !== null && child !== undefined));
    return made;
  };
  /* Genes, trials and endpoints are known by their symbols in either language. */
  const SYMBOLS = new Set(["GENE", "TRIAL", "METRIC"]);
  const chineseFirst = (one) => lang === "zh" && one.zh && !SYMBOLS.has(one.type);
  const plain = (index) => (index < 0 ? "" : chineseFirst(data.names[index]) ? data.names[index].zh : data.names[index].en);
  /* A name in the reader's language with the other beside it. */
  const named = (index) => {
    if (index < 0) return [];
    const { en, zh } = data.names[index];
    if (!zh || zh === en) return [el("b", {}, en)];
    return chineseFirst(data.names[index]) ? [el("b", {}, zh), " ", el("small", { class: "zh" }, en)] : [el("b", {}, en), " ", el("small", { class: "zh" }, zh)];
  };
  const titleOf = (one) => (lang === "zh" ? one.title_zh || one.title_en : one.title_en || one.title_zh) || one.path;

  /* ---- overview ---- */
  const tile = (count, key, bad) => el("div", { class: bad ? "tile bad" : "tile" }, el("b", {}, number(count)), word(key));
  const overview = () => {
    const { totals } = data;
    const tiles = [
      tile(totals.ok, "tile.read"), tile(totals.failed, "tile.failed", totals.failed > 0),
      tile(totals.duplicate, "tile.duplicate"), tile(totals.sentences, "tile.sentences"),
      tile(totals.concepts, "tile.concepts"), tile(totals.claims, "tile.claims"),
    ];
    const shown = data.documents.filter((one) => one.status === "ok").length;
    const sampled = shown < totals.ok ? el("p", { class: "panel", id: "sampled" }, word("sampled", {
      papers: number(shown), allPapers: number(totals.ok), claims: number(data.claims.length), allClaims: number(totals.claims) })) : "";
    const panels = Object.entries(data.counts).map(([column, values]) => {
      const most = Math.max(...Object.values(values), 1);
      const bars = Object.entries(values).flatMap(([value, count]) => [
        el("span", {}, word(`${column}.${value}`)),
        el("i", { style: `width:${(100 * count) / most}%` }),
        el("span", { class: "n" }, number(count)),
      ]);
      return el("div", { class: "panel" }, el("h3", {}, word(`count.${column}`)), el("div", { class: "bars" }, bars));
    });
    const facts = [
      data.run.end && `${word("made")} ${data.run.end} UTC`, data.run.extractor && `${word("extractor")} ${data.run.extractor}`,
      data.run.lexicon && `${word("lexicon")} ${data.run.lexicon}`,
    ].filter(Boolean).join(" · ");
    return [
      el("h1", {}, word("title")), el("p", { class: "soft small" }, facts), el("p", { class: "soft small" }, word("caution")), sampled,
      el("section", { id: "overview", style: "margin-top:1.25rem" }, el("div", { class: "tiles" }, tiles), el("div", { class: "counts" }, panels)),
    ];
  };

  /* ---- documents ---- */
  const documents = () => {
    const bad = data.documents.filter((one) => one.status === "failed");
    const good = data.documents.map((one, index) => [one, index]).filter(([one]) => one.status !== "failed");
    const shown = allDocuments ? good : good.slice(0, DOCUMENTS);
    const head = ["document", "format", "language", "year", "characters", "claims", "status", "warnings"];
    const wide = new Set(["format", "language", "characters", "warnings"]);
    const figures = new Set(["characters", "claims", "year"]);
    const noted = good.some(([one]) => one.warnings || one.error);
    const dated = good.some(([one]) => one.year !== "");
    const columns = head.filter((name) => (name !== "warnings" || noted) && (name !== "year" || dated));
    const style = (name) => [wide.has(name) ? "wide" : "", figures.has(name) ? "n" : "", name === "document" ? "title" : "", name === "format" ? "nowrap" : "", name === "warnings" ? "notes" : ""].join(" ").trim();
    const cell = (one, index, name) => {
      if (name === "document") return [el("div", {}, titleOf(one)), titleOf(one) === one.path ? "" : el("div", { class: "soft small" }, one.path)];
      if (name === "format") return `${one.format} ${one.encoding}`;
      if (name === "language") return one.language ? word(`language.${one.language}`) : "";
      if (name === "year") return String(one.year);
      if (name === "characters") return number(one.n_chars);
      if (name === "claims") return one.n_claims ? el("button", { class: "link", type: "button", "aria-label": `${word("show.claims")}: ${titleOf(one)}`, onclick: () => jump({ document: String(index) }) }, number(one.n_claims)) : "0";
      if (name === "status") return el("span", { class: "tag" }, word(`status.${one.status}`));
      return [one.error, one.warnings].filter(Boolean).join("; ");
    };
    const table = el("table", { class: "list" },
      el("thead", {}, el("tr", {}, columns.map((name) => el("th", { class: style(name), scope: "col" }, word(`column.${name}`))))),
      el("tbody", {}, shown.map(([one, index]) => el("tr", {}, columns.map((name) => el("td", { class: style(name) }, cell(one, index, name)))))));
    return el("section", { id: "documents" }, el("h2", {}, word("nav.documents")),
      bad.length ? el("div", { class: "panel failed" }, el("h3", {}, `${word("documents.failed")} (${data.totals.failed})`),
        el("ul", {}, bad.map((one) => el("li", {}, el("span", { class: "tag failed-tag" }, word("status.failed")), " ", el("b", {}, one.path), " — ", one.error)))) : "",
      el("div", { class: "panel scroll" }, good.length ? table : word("documents.none"),
        shown.length < good.length ? el("p", { style: "margin:.75rem 0 0" }, el("button", { class: "more", type: "button", onclick: () => { allDocuments = true; redraw("documents", documents()); } }, `${word("documents.all")} (${good.length})`)) : ""));
  };
  const redraw = (id, fresh) => document.getElementById(id).replaceWith(fresh);

  /* ---- matrices ---- */
  const matrix = (kind) => {
    const { rows, columns, cells, allRows, allColumns } = data.matrices[kind];
    const most = Math.max(...cells.map(([, , told]) => Object.values(told).reduce((a, b) => a + b, 0)), 1);
    const found = new Map(cells.map(([row, column, told]) => [row * 1000 + column, told]));
    const label = (index) => (index < 0 ? word("object.none") : plain(index));
    const filter = (row, column) => kind === "target"
      ? { relation: "drug_target", drug: plain(row), gene: plain(column) }
      : { relation: "mutation_response", gene: plain(row), drug: column < 0 ? word("object.none") : plain(column) };
    const cell = (row, column, told) => {
      if (!told) return el("td", {});
      const total = Object.values(told).reduce((a, b) => a + b, 0);
      const detail = Object.entries(told).map(([key, count]) => `${word(`predicate.${key}`)} ${count}`).join(", ");
      const share = 0.18 + 0.72 * Math.sqrt(total / most);
      const first = Object.keys(told).sort((a, b) => told[b] - told[a])[0];
      const style = kind === "target"
        ? `background:rgba(11,95,165,${share.toFixed(2)});color:${share > 0.75 ? "#fff" : "#1d2730"}`
        : `background:${RESPONSES[first][0]};color:${RESPONSES[first][1]}`;
      const text = kind === "target" ? String(total) : Object.entries(told).map(([key, count]) => `${word(`short.${key}`)}${count}`).join(" ");
      const said = `${label(row)} — ${label(column)}: ${detail}`;
      return el("td", {}, el("button", { type: "button", style, title: said, "aria-label": said, onclick: () => jump(filter(row, column)) }, text));
    };
    const other = (index) => (index >= 0 && data.names[index].zh && data.names[index].zh !== data.names[index].en ? [" ", el("small", {}, chineseFirst(data.names[index]) ? data.names[index].en : data.names[index].zh)] : []);
    const upright = (text) => (/[\u3400-\u9fff]/.test(text) ? "upright" : "");
    const table = el("table", { class: "matrix" },
      el("thead", {}, el("tr", {}, el("td", { style: "background:none" }), columns.map((index) => el("th", { scope: "col", title: label(index) }, el("span", { class: upright(label(index)) }, label(index)))))),
      el("tbody", {}, rows.map((row, r) => el("tr", {}, el("th", { scope: "row", title: label(row) }, label(row), other(row)),
        columns.map((column, c) => cell(row, column, found.get(r * 1000 + c)))))));
    const keys = kind === "response" ? el("div", { class: "keys" }, Object.keys(RESPONSES).map((key) =>
      el("span", {}, el("b", { style: `background:${RESPONSES[key][0]};color:${RESPONSES[key][1]}` }, word(`short.${key}`)), word(`predicate.${key}`).replace(/ (to|on)$/, "")))) : "";
    return el("div", { class: "panel" }, el("h3", {}, word(`matrix.${kind}`)),
      rows.length ? [el("p", { class: "soft small" }, `${word(`matrix.${kind}.note`)} ${word("matrix.shown", { rows: rows.length, columns: columns.length, allRows, allColumns })}`),
        el("div", { class: "scroll" }, table), keys] : el("p", { class: "soft" }, word("matrix.none")));
  };
  const matrices = () => el("section", { id: "matrix" }, el("h2", {}, word("nav.matrix")), el("div", { class: "matrices" }, matrix("target"), matrix("response")));

  /* ---- trial figures ---- */
  const SHAPES = { experimental: "M6 1.5a4.5 4.5 0 1 0 .01 0z", control: "M2 2h8v8h-8z", single: "M6 1l4 5-4 5-4-5z" };
  const shape = (role) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    for (const [name, value] of [["width", 12], ["height", 12], ["viewBox", "0 0 12 12"], ["aria-hidden", "true"]]) svg.setAttribute(name, value);
    path.setAttribute("d", SHAPES[role]); path.setAttribute("fill", COLOURS[role]);
    svg.append(path);
    return svg;
  };
  const unitOf = (unit) => (unit === "" ? "" : unit === "%" ? "%" : ` ${word(`unit.${unit}`)}`);
  const interval = (one) => (one.ci_low && one.ci_high ? ` (${one.ci_low}–${one.ci_high})` : "");
  const valueOf = (one) => (data.words[lang][`value.${one.value}`] || one.value) + (/[\d.]$/.test(one.value) ? unitOf(one.unit) : "");
  const time = (text) => text.replace(/ (mo|y|wk|d)$/, (_, unit) => ` ${word(`unit.${unit}`)}`);
  const endpointName = (one) => {
    const { en, zh } = data.names[one.metric];
    const metric = lang === "zh" && zh && zh !== en ? `${en} ${zh}` : en;
    return `${metric} · ${word(`statistic.${one.statistic}`)}${one.unit ? ` (${one.unit === "%" ? "%" : word(`unit.${one.unit}`)})` : ""}`;
  };
  const rowLabel = (row) => {
    const details = [row.subgroup, time(row.timepoint)].filter(Boolean).join(lang === "zh" ? "，" : ", ");
    return [row.trial, plain(row.arm)].filter(Boolean).join(" · ") + (details ? ` (${details})` : "") || "—";
  };
  const plotRows = (group) => {
    const seen = new Map();
    return group.rows.map((row) => {
      const base = rowLabel(row);
      seen.set(base, (seen.get(base) || 0) + 1);
      const label = seen.get(base) > 1 ? `${base} #${seen.get(base)}` : base;
      const times = row.claims > 1 ? ` ×${row.claims}` : "";
      const shown = valueOf(row) + interval(row) + times;
      const told = [label, `${word(`arm.${row.role}`)}: ${valueOf(row)}${interval(row)}`, row.claims > 1 ? word("trials.times", row) : ""].filter(Boolean).join(" — ");
      return { label, role: row.role, x: row.x, low: row.low, high: row.high, shown, told };
    });
  };
  let plotsReady = false;
  const draw = (canvas, group) => {
    if (!plotsReady) {
      document.head.append(el("script", {}, document.getElementById("plots").textContent));
      plotsReady = true;
    }
    const width = canvas.clientWidth || 600;
    const narrow = width < 560;
    const rows = plotRows(group);
    const spec = JSON.parse(JSON.stringify(data.charts[narrow ? "narrow" : "wide"][group.kind]));
    spec.datasets = { ...spec.datasets, figures: rows };
    const longest = Math.max(...rows.map((row) => row.shown.length));
    const size = narrow ? 11 : 12;
    const right = Math.min(longest * size * 0.6 + 16, width * 0.34);
    spec.padding = { left: 4, right, top: 4, bottom: 4 };
    spec.autosize = { type: "fit-x", contains: "padding" };
    spec.config = { ...spec.config,
      font: getComputedStyle(document.body).fontFamily,
      axis: { labelFontSize: size, labelColor: "#1d2730", gridColor: "#e6eaee", domainColor: "#aab4bd", tickColor: "#aab4bd" },
      axisY: { labelLimit: Math.round(width * 0.42), grid: false, labelFontSize: size },
      text: { fontSize: size, color: "#1d2730", limit: Math.round(narrow ? width - 20 : width * 0.34) } };
    const said = word("chart", { name: endpointName(group), rows: rows.length });
    spec.description = said;
    window.vegaEmbed(canvas, spec, { actions: false, renderer: "svg", ast: true, logLevel: 1, tooltip: { theme: "custom" } })
      .then(() => { canvas.dataset.drawn = "yes"; })
      .catch((error) => { canvas.textContent = String(error); canvas.dataset.drawn = "no"; });
  };
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting && entry.target.clientWidth) {
        watcher.unobserve(entry.target);
        draw(entry.target, data.endpoints[Number(entry.target.dataset.endpoint)]);
      }
    }
  }, { rootMargin: "300px" });
  const plot = (group, index) => {
    const canvas = el("div", { class: "canvas", "data-endpoint": String(index), style: `min-height:${group.rows.length * (innerWidth < 640 ? 40 : 24) + 30}px` });
    watcher.observe(canvas);
    const notes = [
      group.rows.length < group.all ? word("trials.first", { shown: group.rows.length, rows: group.all }) : "",
      group.undrawn ? word("trials.undrawn", group) : "",
    ].filter(Boolean).join(" ");
    return el("details", { class: "panel plot", ...(index < OPEN_PLOTS ? { open: "open" } : {}) },
      el("summary", {}, endpointName(group), el("span", { class: "soft small" }, word("trials.rows", { rows: group.all }))),
      canvas, notes ? el("p", { class: "soft small", style: "margin:.4rem 0 0" }, notes) : "");
  };
  const trials = () => {
    const arms = el("div", { class: "arms" }, ROLES.map((role) => el("span", {}, shape(role), word(`arm.${role}`))));
    const others = data.endpoints.slice(LISTED_PLOTS);
    const more = others.length ? el("details", { class: "plot" }, el("summary", {}, `${word("trials.more")} (${others.length})`),
      el("div", { class: "plots", style: "margin-top:.5rem" }, others.map((group, index) => plot(group, index + LISTED_PLOTS)))) : "";
    return el("section", { id: "trials" }, el("h2", {}, word("nav.trials")),
      data.endpoints.length ? [el("p", { class: "soft small" }, word("trials.note")), arms, el("div", { class: "plots" }, data.endpoints.slice(0, LISTED_PLOTS).map(plot), more)]
        : el("div", { class: "panel soft" }, word("trials.none")));
  };

  /* ---- claims: search and sort ---- */
  const fold = (text) => text.toLowerCase();
  const both = (index) => (index < 0 ? "" : fold(`${data.names[index].en}\n${data.names[index].zh}`));
  const textOf = (parts) => parts.map((part) => (typeof part === "string" ? part : Array.isArray(part) ? textOf(part[3]) : part.raised)).join("");
  const prepare = () => {
    const none = fold(`${data.words.zh["object.none"]}\n${data.words.en["object.none"]}`);
    const sentences = data.sentences.map((one) => fold(textOf(one.parts)));
    const references = data.references.map((one) => fold([one.title, one.authors, one.journal, one.year, one.doi, one.raw].join("\n")));
    for (const claim of data.claims) {
      const sides = claim.relation === "trial_metric" ? [claim.arm] : [claim.subject, claim.object];
      const is = (index, agent) => index >= 0 && AGENTS.has(data.names[index].type) === agent;
      claim.drug = sides.filter((index) => is(index, true)).map(both).join("\n");
      if (claim.relation === "mutation_response" && claim.object < 0) claim.drug += none;
      claim.gene = claim.relation === "trial_metric" ? fold(claim.subgroup) : sides.filter((index) => is(index, false)).map(both).join("\n");
      claim.study = fold(claim.trial || "");
      const sources = claim.sources.map((one) => (typeof one === "number" ? references[one] : one)).join("\n");
      claim.hay = [sentences[claim.sentence], sources, both(claim.disease ?? -1), both(claim.metric ?? -1), claim.drug, claim.gene, claim.study].join("\n");
      claim.newest = Math.max(0, ...claim.sources.map((one) => (typeof one === "number" ? Number(data.references[one].year) || 0 : 0)));
      claim.lang = data.sentences[claim.sentence].language;
      claim.place = String(data.sentences[claim.sentence].document);
    }
  };
  const matches = (claim) => {
    const typed = (key, where) => !filters[key] || fold(filters[key]).split(/\s*[;；]\s*/).filter(Boolean).every((part) => where.includes(part));
    return typed("drug", claim.drug) && typed("gene", claim.gene) && typed("trial", claim.study) && typed("text", claim.hay)
      && (!filters.relation || claim.relation === filters.relation) && (!filters.certainty || claim.certainty === filters.certainty)
      && (!filters.setting || claim.setting === filters.setting) && (!filters.language || claim.lang === filters.language)
      && (!filters.document || claim.place === filters.document);
  };
  const leading = (claim) => plain(claim.relation === "trial_metric" ? claim.arm : claim.subject);
  const ORDERS = {
    confidence: (a, b) => b.confidence - a.confidence, doubt: (a, b) => a.confidence - b.confidence,
    subject: (a, b) => compare(leading(a), leading(b)), year: (a, b) => b.newest - a.newest,
  };
  const collators = { zh: new Intl.Collator("zh", { numeric: true }), en: new Intl.Collator("en", { numeric: true }) };
  const compare = (a, b) => collators[lang].compare(a, b);
  const search = () => {
    chosen = data.claims.filter(matches);
    if (ORDERS[filters.sort]) chosen.sort(ORDERS[filters.sort]);
    page = Math.min(page, Math.max(0, Math.ceil(chosen.length / PAGE) - 1));
  };

  /* ---- claims: one card ---- */
  const sentence = (parts, ends, roles) => parts.map((part) => {
    if (typeof part === "string") return part;
    if (!Array.isArray(part)) return el("sup", { class: "raised" }, part.raised);
    const [index, type, names, inner] = part;
    const end = ends.indexOf(index);
    const title = names.filter((one) => one >= 0).map((one) => [data.names[one].en, data.names[one].zh].filter(Boolean).join(" ")).join("; ");
    const short = textOf(inner).length <= 24 ? " short" : "";
    const told = [word(`type.${type}`), ...(end >= 0 ? [word(`role.${roles[end]}`)] : [])];
    const label = [...new Set(told)].join("·");
    return el("span", { class: `m ${type}${end >= 0 ? " end" : ""}${short}`, title }, sentence(inner, ends, roles), el("span", { class: "t" }, label));
  });
  const statement = (claim) => {
    if (claim.relation !== "trial_metric") {
      const verb = (claim.polarity === "negated" ? (lang === "zh" ? "不 " : "not: ") : "") + word(`predicate.${claim.predicate}`);
      if (claim.relation === "mutation_response" && lang === "zh" && claim.object >= 0)
        return [named(claim.subject), el("span", { class: "predicate" }, "→ " + verb), named(claim.object)];
      return [named(claim.subject), el("span", { class: "predicate" }, verb), named(claim.object)];
    }
    const value = el("b", { class: "nums" }, claim.statistic === "direction" ? word(`value.${claim.value}`) : `${valueOf(claim)}`);
    const limits = interval(claim) ? el("span", { class: "nums" }, ` (${word("claim.ci")} ${claim.ci_low}–${claim.ci_high})`) : "";
    return [claim.trial ? [el("b", {}, claim.trial), " · "] : "", named(claim.arm), claim.arm >= 0 ? ": " : "", named(claim.metric),
      el("span", { class: "predicate" }, word(`statistic.${claim.statistic}`)), value, limits];
  };
  const tags = (claim) => {
    const told = [];
    if (claim.polarity === "negated") told.push(word("polarity.negated"));
    told.push(word(`certainty.${claim.certainty}`));
    if (claim.setting !== "unstated") told.push(word(`setting.${claim.setting}`));
    if (claim.role) told.push(word(`arm.${claim.role}`));
    if (claim.disease >= 0) told.push(`${word("claim.disease")} ${plain(claim.disease)}`);
    if (claim.subgroup) told.push(`${word("claim.subgroup")} ${claim.subgroup}`);
    if (claim.timepoint) told.push(`${word("claim.timepoint")} ${time(claim.timepoint)}`);
    if (claim.n) told.push(`${word("claim.n")} ${claim.n}`);
    if (claim.mechanism) told.push(`${word("claim.mechanism")} ${claim.mechanism}`);
    return el("div", { class: "tags" }, told.map((text) => el("span", { class: "tag" , style: "white-space:normal;overflow-wrap:anywhere" }, text)));
  };
  const source = (one) => {
    if (typeof one === "string") return el("li", {}, el("span", { class: "marker" }, one), el("span", { class: "soft" }, word("claim.unlisted", { marker: one })));
    const { marker, title, journal, year, doi, raw } = data.references[one];
    const known = DOI.test(doi) ? el("a", { href: `https://doi.org/${encodeURIComponent(doi).replace(/%2F/g, "/")}`, rel: "noopener noreferrer", target: "_blank" }, `doi:${doi}`) : doi;
    const rest = [journal, year].filter((part) => part !== "").join(", ");
    return el("li", {}, el("span", { class: "marker" }, marker), title || raw || word("claim.untitled"), title && rest ? [". ", el("span", { class: "soft" }, rest)] : "", known ? [" ", known] : "");
  };
  const card = (claim) => {
    const where = data.sentences[claim.sentence];
    const paper = data.documents[where.document];
    const roles = claim.relation === "trial_metric" ? ["metric", "value"] : ["subject", "object"];
    const away = roles.filter((_, index) => claim.ends[index] === -2).map((role) => word("claim.elsewhere", { role: word(`role.${role}`) }));
    const percent = Math.round(claim.confidence * 100);
    const kind = word(`kind.${where.kind}`);
    const place = [titleOf(paper), where.section, fold(where.section) === fold(kind) ? "" : kind, word("claim.characters", where)].filter(Boolean).join(" · ");
    return el("article", { class: "claim", id: `c-${claim.id}` },
      el("header", {}, el("span", { class: "kind" }, word(`relation.${claim.relation}`)), el("span", { class: "statement" }, statement(claim)),
        el("span", { class: "sure", title: word("claim.confidence") }, el("i", { style: `--sure:${percent}%` }), `${word("claim.confidence")} ${claim.confidence.toFixed(2)}`)),
      el("blockquote", { lang: where.language, dir: "ltr" }, sentence(where.parts, claim.ends, roles)),
      away.length ? el("p", { class: "soft small", style: "margin:0 0 .4rem" }, away.join("; ")) : "",
      tags(claim), claim.sources.length ? el("ol", { "aria-label": word("claim.sources") }, claim.sources.map(source)) : "",
      el("footer", {}, place, " · ", el("code", {}, claim.id)));
  };

  /* ---- claims: filters and pages ---- */
  const counted = (relations, test) => {
    const found = new Map();
    for (const claim of data.claims)
      for (const index of relations(claim)) if (index >= 0 && test(data.names[index].type)) found.set(index, (found.get(index) || 0) + 1);
    return [...found].sort((a, b) => b[1] - a[1]).slice(0, 200).map(([index]) => plain(index));
  };
  const ends = (claim) => (claim.relation === "trial_metric" ? [claim.arm] : [claim.subject, claim.object]);
  const offered = {
    drug: () => counted(ends, (type) => AGENTS.has(type)), gene: () => counted(ends, (type) => !AGENTS.has(type)),
    trial: () => [...new Set(data.claims.map((claim) => claim.trial).filter(Boolean))].slice(0, 200), text: () => [],
  };
  const options = (key) => {
    if (key === "sort") return SORTS.map((value) => [value, word(`sort.${value}`)]);
    if (key === "document") return [["", word("filter.any")], ...data.documents.map((one, index) => [String(index), titleOf(one), one]).filter(([, , one]) => one.n_claims)];
    return [["", word("filter.any")], ...Object.keys(data.counts[key]).map((value) => [value, word(`${key}.${value}`)])];
  };
  let waiting = 0;
  const change = (key, value, soon) => {
    filters = { ...filters, [key]: value };
    page = 0;
    clearTimeout(waiting);
    waiting = setTimeout(() => { search(); listed(); }, soon ? 0 : 120);
  };
  const field = (key) => {
    if (key === "sort" || key === "document" || CHOICES.has(key)) {
      const select = el("select", { id: `f-${key}`, onchange: (event) => change(key, event.target.value, true) },
        options(key).map(([value, told]) => { const option = el("option", {}, told); option.value = value; return option; }));
      select.value = filters[key] || (key === "sort" ? "place" : "");
      return el("label", {}, word(`filter.${key}`), select);
    }
    const list = el("datalist", { id: `l-${key}` }, [...new Set(offered[key]())].map((value) => { const option = el("option"); option.value = value; return option; }));
    const input = el("input", { id: `f-${key}`, type: "search", autocomplete: "off", list: `l-${key}`, oninput: (event) => { if (!event.isComposing) change(key, event.target.value); } });
    input.addEventListener("compositionend", (event) => change(key, event.target.value));
    input.value = filters[key] || "";
    return el("label", {}, word(`filter.${key}`), input, list);
  };
  const pager = (place) => {
    const pages = Math.max(1, Math.ceil(chosen.length / PAGE));
    const go = (to) => () => { page = to; listed(); document.getElementById("state").scrollIntoView({ block: "start" }); };
    const button = (key, to, enabled) => { const made = el("button", { type: "button", onclick: go(to) }, word(key)); made.disabled = !enabled; return made; };
    return el("div", { class: `pager ${place}` }, button("page.previous", page - 1, page > 0),
      el("span", { class: "nums small" }, word("page.of", { page: number(page + 1), pages: number(pages) })), button("page.next", page + 1, page + 1 < pages));
  };
  const listed = () => {
    const shown = chosen.slice(page * PAGE, (page + 1) * PAGE);
    const clear = el("button", { class: "quiet", type: "button", onclick: () => { filters = { sort: filters.sort }; page = 0; search(); redraw("claims", claims()); listed(); } }, word("filter.clear"));
    const active = FILTERS.some((key) => key !== "sort" && filters[key]);
    document.getElementById("state").replaceChildren(el("span", { role: "status" }, el("b", {}, word("found", { found: number(chosen.length), all: number(data.claims.length) }))), active ? clear : "", el("span", { style: "flex:1" }), pager(""));
    document.getElementById("list").replaceChildren(...(shown.length ? shown.map(card) : [el("p", { class: "panel soft" }, word("found.none"))]), shown.length ? pager("end") : "");
  };
  const claims = () => {
    const types = ["DRUG", "DRUG_CLASS", "REGIMEN", "GENE", "PATHWAY", "ALTERATION", "DISEASE", "TRIAL", "METRIC", "VALUE", "RESPONSE", "ADVERSE_EVENT"];
    const legend = el("div", { class: "legend" }, el("span", { class: "soft" }, word("legend.title")), types.map((type) => el("span", { class: `m ${type}` }, word(`type.${type}`))));
    return el("section", { id: "claims" }, el("h2", {}, word("nav.claims")),
      el("div", { class: "panel" }, el("div", { class: "filters" }, FILTERS.map(field))),
      el("div", { class: "state", id: "state" }), legend, el("div", { id: "list" }), el("p", { class: "soft small" }, word("tables")));
  };
  const jump = (wanted) => {
    filters = { sort: filters.sort, ...wanted };
    page = 0;
    search();
    redraw("claims", claims());
    listed();
    document.getElementById("claims").scrollIntoView();
  };

  /* ---- the page ---- */
  const render = () => {
    document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
    document.title = `litmine · ${word("title")}`;
    document.getElementById("nav").replaceChildren(...["overview", "documents", "matrix", "trials", "claims"].map((id) => el("a", { href: `#${id}` }, word(`nav.${id}`))));
    const button = document.getElementById("switch");
    button.textContent = word("switch");
    button.lang = lang === "zh" ? "en" : "zh-CN";
    button.onclick = () => { lang = lang === "zh" ? "en" : "zh"; render(); };
    watcher.disconnect();
    document.getElementById("main").replaceChildren(...overview(), documents(), matrices(), trials(), claims());
    search();
    listed();
    document.documentElement.dataset.ready = String(Math.round(performance.now()));
  };
  prepare();
  render();
})();
