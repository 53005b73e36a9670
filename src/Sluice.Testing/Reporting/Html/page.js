"use strict";
(() => {
  const run = JSON.parse(document.getElementById("run").textContent);
  const list = document.getElementById("cases");
  const search = document.getElementById("search");
  const count = document.getElementById("count");
  const marks = { passed: "✔", failed: "✘", error: "?", "not-run": "–" };
  const words = { passed: "passed", failed: "failed", error: "cannot tell", "not-run": "not run" };
  const shown = new Set(Object.keys(marks));

  const el = (name, attributes, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) {
      if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
    }
    node.append(...children.filter(child => child !== null && child !== undefined));
    return node;
  };
  const svg = (name, attributes, ...children) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes ?? {})) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  const time = ms => ms >= 1000 ? (ms / 1000).toFixed(1) + " s" : Math.round(ms) + " ms";

  // One text a case to search in, made once.
  for (const one of run.cases) {
    one.words = [one.title, one.id, one.file, one.text, ...one.timeline.flatMap(entry => [entry.key, entry.place, entry.value])].filter(Boolean).join("\n").toLowerCase();
  }

  function filters() {
    const group = document.getElementById("filters");
    for (const outcome of Object.keys(marks)) {
      const number = run.cases.filter(one => one.outcome === outcome).length;
      if (number === 0) continue;
      const button = el("button", { type: "button", "aria-pressed": "true" },
        el("span", { class: "c-" + outcome, "aria-hidden": "true" }, marks[outcome] + " "), `${number} ${words[outcome]}`);
      button.addEventListener("click", () => {
        const pressed = shown.has(outcome);
        pressed ? shown.delete(outcome) : shown.add(outcome);
        button.setAttribute("aria-pressed", String(!pressed));
        apply();
      });
      group.append(button);
    }
  }

  function row(one) {
    const what = one.failure ? `${one.failure.step}: ${one.failure.summary}` : one.error ? `cannot tell: ${one.error}` : null;
    const head = el("button", { type: "button", class: "head", "aria-expanded": "false" },
      el("span", { class: "mark", "aria-hidden": "true" }, marks[one.outcome]),
      el("span", { class: "name" }, one.title, el("span", { class: "skip" }, " " + words[one.outcome]), what ? el("span", { class: "what" }, what) : null),
      el("span", { class: "time" }, time(one.elapsed)));
    const card = el("article", { class: "case " + one.outcome }, head);
    head.addEventListener("click", () => toggle(one));
    Object.assign(one, { card, head });
    return card;
  }

  function toggle(one, open = !one.body || one.body.hidden) {
    if (open && !one.body) one.card.append(one.body = body(one));
    if (one.body) one.body.hidden = !open;
    one.head.setAttribute("aria-expanded", String(open));
    if (open) history.replaceState(null, "", "#" + encodeURIComponent(one.title));
  }

  function body(one) {
    const parts = [];
    const failure = one.failure;
    if (one.error) parts.push(el("h2", null, "Cannot tell"), el("p", null, one.error));
    if (failure) {
      if (failure.hops.length) {
        parts.push(el("h2", null, "Hop trace"), el("ol", { class: "hops" }, ...failure.hops.map(hop => el("li", null,
          el("span", { class: "chip" + (hop.arrived === null ? " none" : "") }, `${hop.endpoint} ${hop.arrived === null ? "✘ nothing" : "✔ " + time(hop.arrived)}`)))));
      }
      if (failure.services.length) {
        parts.push(el("h2", null, "Services"), el("div", { class: "scroll" }, el("table", null, el("tbody", null,
          ...failure.services.map(service => el("tr", null, el("th", { scope: "row" }, service.service), el("td", null, service.text)))))));
      }
      parts.push(el("p", { class: "muted" }, `${failure.seen} on ${failure.endpoint} since the bookmark, ${failure.mine} with this case's id` + (failure.location ? ` · ${failure.location}` : "")));
      if (failure.closest) parts.push(...closest(failure.closest));
      if (failure.events.length) parts.push(el("h2", null, "Events"), el("pre", null, failure.events.join("\n")));
    }
    parts.push(...timeline(one), ...steps(one));
    if (one.text) parts.push(el("details", null, el("summary", null, "As text"), el("pre", null, one.text)));
    parts.push(el("p", { class: "muted mono" }, `id ${one.id}` + (one.file ? ` · ${one.file}` : "")));
    return el("div", { class: "body" }, ...parts);
  }

  function closest(near) {
    const paths = new Set(near.differences.map(one => one.path));
    const parts = [el("h2", null, "Closest"), el("p", { class: "mono" }, near.place)];
    if (near.differences.length) {
      parts.push(el("div", { class: "scroll" }, el("table", null,
        el("thead", null, el("tr", null, ...["path", "expected", "actual"].map(name => el("th", { scope: "col" }, name)))),
        el("tbody", null, ...near.differences.map(one => el("tr", null, el("td", { class: "mono" }, one.path), el("td", null, one.expected), el("td", { class: "mono" }, one.actual ?? "")))))));
    }
    parts.push(el("div", { class: "diff" },
      near.expected ? el("section", { class: "want" }, el("h3", null, "expected"), json(near.expected, paths)) : null,
      near.actual !== null ? el("section", null, el("h3", null, "actual"), json(near.actual, paths)) : null));
    return parts;
  }

  // Pretty JSON, line by line, with the lines of differing paths marked; what is no JSON stays as it is.
  function json(text, paths) {
    let value;
    try { value = JSON.parse(text); } catch { return el("pre", null, text ?? ""); }
    const pre = el("pre");
    const differs = path => [...paths].some(one => one === path || one.replace(/\[\*\]|\[\d+\]/g, "") === path.replace(/\[\d+\]/g, ""));
    const line = (indent, content, path) => {
      const whole = "  ".repeat(indent) + content;
      pre.append(path && differs(path) ? el("mark", null, whole) : whole, "\n");
    };
    const walk = (node, indent, prefix, suffix, path) => {
      const join = key => path === "" ? key : path + "." + key;
      if (node !== null && typeof node === "object" && Object.keys(node).length > 0) {
        const isList = Array.isArray(node);
        line(indent, prefix + (isList ? "[" : "{"), path);
        const keys = Object.keys(node);
        keys.forEach((key, i) => walk(node[key], indent + 1, isList ? "" : JSON.stringify(key) + ": ", i < keys.length - 1 ? "," : "", isList ? `${path}[${key}]` : join(key)));
        line(indent, (isList ? "]" : "}") + suffix);
      } else {
        line(indent, prefix + JSON.stringify(node) + suffix, path);
      }
    };
    walk(value, 0, "", "", "");
    return pre;
  }

  function timeline(one) {
    if (!one.timeline.length) return [];
    const endpoints = [...new Set(one.timeline.map(entry => entry.endpoint ?? "events"))];
    const left = 110, width = 900, height = 30, top = 24;
    const end = Math.max(one.elapsed, ...one.timeline.map(entry => entry.at), 1);
    const x = at => left + (at / end) * (width - left - 20);
    const y = name => top + endpoints.indexOf(name) * height + height / 2;
    const chart = svg("svg", { viewBox: `0 0 ${width} ${top + endpoints.length * height + 8}`, role: "group", "aria-label": "Timeline, drawn to scale" });
    for (let i = 0; i <= 4; i++) {
      const at = end * i / 4;
      chart.append(svg("line", { class: "rule", x1: x(at), x2: x(at), y1: top - 6, y2: top + endpoints.length * height }));
      const label = svg("text", { x: x(at), y: 12, "text-anchor": i === 4 ? "end" : i === 0 ? "start" : "middle" });
      label.textContent = time(at);
      chart.append(label);
    }
    for (const name of endpoints) {
      const label = svg("text", { x: 0, y: y(name) + 4 });
      label.textContent = name.length > 15 ? name.slice(0, 14) + "…" : name;
      chart.append(svg("line", { class: "rule", x1: left, x2: width - 20, y1: y(name), y2: y(name) }), label);
    }
    const value = el("pre", { hidden: true, "aria-live": "polite" });
    for (const entry of one.timeline) {
      const dot = svg("circle", { class: "dot " + entry.kind, cx: x(entry.at), cy: y(entry.endpoint ?? "events"), r: 6, tabindex: 0, role: "button",
        "aria-label": `${time(entry.at)} ${entry.kind} ${entry.endpoint ?? ""} ${entry.place ?? ""} ${entry.text}` });
      const title = svg("title", {});
      title.textContent = `${time(entry.at)}  ${entry.place ?? entry.text}`;
      dot.append(title);
      const show = () => {
        value.hidden = false;
        value.textContent = `${time(entry.at)}  ${entry.kind}  ${entry.place ?? ""}${entry.key ? "  key=" + entry.key : ""}\n${entry.text}\n${pretty(entry.value)}`;
      };
      dot.addEventListener("click", show);
      dot.addEventListener("keydown", event => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); event.stopPropagation(); show(); } });
      chart.append(dot);
    }
    const table = el("table", null,
      el("thead", null, el("tr", null, ...["at", "what", "where", "key", "value"].map(name => el("th", { scope: "col" }, name)))),
      el("tbody", null, ...one.timeline.map(entry => el("tr", null, el("td", { class: "num" }, time(entry.at)), el("td", null, entry.text),
        el("td", { class: "mono" }, entry.place ?? entry.endpoint ?? ""), el("td", { class: "mono" }, entry.key ?? ""), el("td", { class: "mono" }, entry.value ?? "")))));
    return [el("h2", null, "Timeline"), el("div", { class: "scroll" }, chart),
      el("div", { class: "legend", "aria-hidden": "true" }, "● sent is green, seen is blue, events are amber: choose one to read it"), value,
      el("details", null, el("summary", null, "As a table"), el("div", { class: "scroll" }, table))];
  }

  function pretty(text) {
    if (text === null) return "";
    try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
  }

  function steps(one) {
    if (!one.steps.length) return [];
    return [el("h2", null, "Steps"), el("div", { class: "scroll" }, el("table", null,
      el("thead", null, el("tr", null, el("th", { scope: "col" }, ""), el("th", { scope: "col" }, "step"), el("th", { scope: "col", class: "num" }, "line"), el("th", { scope: "col", class: "num" }, "began"), el("th", { scope: "col", class: "num" }, "took"), el("th", { scope: "col" }, "notes"))),
      el("tbody", null, ...one.steps.map(step => el("tr", null,
        el("td", { class: "c-" + step.outcome }, el("span", { "aria-label": words[step.outcome], role: "img" }, marks[step.outcome])),
        el("td", null, `${step.verb} ${step.subject}`), el("td", { class: "num" }, String(step.line ?? "")),
        el("td", { class: "num" }, step.outcome === "not-run" ? "" : time(step.began)), el("td", { class: "num" }, step.outcome === "not-run" ? "" : time(step.elapsed)),
        el("td", null, step.notes.join("; ")))))))];
  }

  function visible() { return run.cases.filter(one => !one.card.hidden); }

  function apply() {
    const wanted = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    for (const one of run.cases) one.card.hidden = !shown.has(one.outcome) || !wanted.every(word => one.words.includes(word));
    const number = visible().length;
    count.textContent = number === run.cases.length ? `${number} cases` : `${number} of ${run.cases.length} cases`;
    empty.hidden = number > 0;
  }

  function move(by) {
    const rows = visible();
    if (!rows.length) return;
    const at = rows.findIndex(one => one.card.contains(document.activeElement));
    const next = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    next.head.focus();
    next.head.scrollIntoView({ block: "nearest" });
  }

  function keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === search) {
      if (event.key === "Escape") { search.value = ""; apply(); search.blur(); }
      if (event.key === "ArrowDown") { event.preventDefault(); move(0); }
      return;
    }
    if (event.key === "/") { event.preventDefault(); search.focus(); }
    else if (event.key === "j" || event.key === "ArrowDown") { event.preventDefault(); move(1); }
    else if (event.key === "k" || event.key === "ArrowUp") { event.preventDefault(); move(-1); }
    else if (event.key === "Escape") {
      const one = run.cases.find(each => each.card.contains(document.activeElement));
      if (one) { toggle(one, false); one.head.focus(); }
    }
  }

  function theme() {
    const root = document.documentElement;
    const keep = value => { try { localStorage.setItem("sluice-theme", value); } catch { /* a page from a file may keep nothing */ } };
    try { const kept = localStorage.getItem("sluice-theme"); if (kept) root.dataset.theme = kept; } catch { /* as above */ }
    document.getElementById("theme").addEventListener("click", () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      keep(root.dataset.theme);
    });
  }

  const rank = { failed: 0, error: 1, "not-run": 2, passed: 3 };
  run.cases.sort((one, other) => rank[one.outcome] - rank[other.outcome]);
  filters();
  list.append(...run.cases.map(row));
  const empty = el("p", { class: "empty", hidden: true }, "No case is like that.");
  list.append(empty);
  search.addEventListener("input", apply);
  document.addEventListener("keydown", keys);
  theme();
  apply();
  const linked = decodeURIComponent(location.hash.slice(1));
  const first = run.cases.find(one => one.title === linked || one.id === linked) ?? (run.cases[0]?.outcome === "failed" && !linked ? run.cases[0] : null);
  if (first) { toggle(first, true); if (linked) { first.head.focus(); first.card.scrollIntoView(); } }
})();
