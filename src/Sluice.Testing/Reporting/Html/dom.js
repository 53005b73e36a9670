"use strict";

// Elements are made, never parsed: no value of a record is ever read as HTML.
const el = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);
const svg = (name, attributes, ...children) => fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}

const time = ms => ms >= 1000 ? (ms / 1000).toFixed(1) + " s" : Math.round(ms) + " ms";
const marks = { passed: "✔", failed: "✘", error: "?", "not-run": "–" };
const words = { passed: "passed", failed: "failed", error: "cannot tell", "not-run": "not run" };
const mark = outcome => el("span", { class: "mark " + outcome, "aria-hidden": "true" }, marks[outcome]);

function table(label, heads, rows) {
  const cell = (name, content, of) => el(name, { class: of.class, scope: name === "th" ? "col" : null }, content ?? "");
  return el("div", { class: "scroll" }, el("table", { "aria-label": label },
    el("thead", null, el("tr", null, ...heads.map(head => cell("th", head.name, head)))),
    el("tbody", null, ...rows.map(row => el("tr", null, ...row.map((content, i) => cell("td", content, heads[i])))))));
}
