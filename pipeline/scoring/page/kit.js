/* What every page of scores is built with. Every text is set as text; nothing here parses markup, and nothing is loaded. */
const data = JSON.parse(document.getElementById("data").textContent);
const PAGE = 20;
let lang = location.hash === "#zh" ? "zh" : "en";

const word = (key, values) => {
  const told = data.words[lang][key];
  if (told === undefined) return key.slice(key.lastIndexOf(".") + 1);
  return values ? told.replace(/\{(\w+)\}/g, (_, name) => String(values[name])) : told;
};
const el = (tag, attributes, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) made[name] = value;
    else if (value !== "" && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== "" && child !== null && child !== undefined));
  return made;
};
const svg = (tag, attributes, ...children) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
};
const share = (value) => (value === null || value === undefined ? "–" : value.toFixed(3));
const bounds = (ends) => (ends ? `${share(ends[0])}–${share(ends[1])}` : "–");

const textOf = (parts) => parts.map((part) => (typeof part === "string" ? part : Array.isArray(part) ? textOf(part[3]) : part.raised)).join("");
const sentence = (parts, ends) => parts.map((part) => {
  if (typeof part === "string") return part;
  if (!Array.isArray(part)) return el("sup", { class: "raised" }, part.raised);
  const [index, type, names, inner] = part;
  const short = textOf(inner).length <= 24 ? " short" : "";
  return el("span", { class: `m ${type}${ends.includes(index) ? " end" : ""}${short}`, title: names.join("; ") }, sentence(inner, ends), el("span", { class: "t" }, word(`type.${type}`)));
});
