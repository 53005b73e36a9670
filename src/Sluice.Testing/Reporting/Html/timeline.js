// Every record of a case on the lane of its endpoint, to scale; below it the steps, so that one sees what waited for what.
const chartWidth = 900, chartLeft = 120, chartRight = 884, laneHeight = 30, chartTop = 26;
const mostSpots = 1000;

function timeline(one) {
  const entries = one.timeline.slice(0, mostSpots);
  if (entries.length === 0) return [];
  const detail = el("pre", { hidden: true, "aria-live": "polite" });
  const last = Math.max(...entries.map(entry => entry.at));
  const whole = Math.max(one.elapsed, last, 1), near = Math.max(last * 1.05, 1);
  const place = el("div", { class: "scroll" });
  const draw = end => place.replaceChildren(chart(one, entries, end, detail));
  draw(whole);

  const zoom = near > whole * .6 ? null : el("button", { type: "button", class: "pill small", "aria-pressed": "false" }, "Only until the last record");
  zoom?.addEventListener("click", () => {
    const pressed = zoom.getAttribute("aria-pressed") !== "true";
    zoom.setAttribute("aria-pressed", String(pressed));
    draw(pressed ? near : whole);
  });
  return [
    el("h3", null, "Timeline"), place,
    el("div", { class: "legend" }, legend("sent", true, "sent"), legend("seen", true, "seen"),
      entries.some(entry => entry.kind === "seen" && !entry.mine) ? legend("seen", false, "without this case's id") : null,
      entries.some(entry => entry.kind === "event") ? legend("event", true, "event") : null, zoom),
    one.timeline.length > mostSpots ? el("p", { class: "muted" }, `The first ${mostSpots} of ${one.timeline.length}.`) : null,
    detail, entriesTable(one.timeline),
  ];
}

const legend = (kind, mine, text) => el("span", null, svg("svg", { viewBox: "-8 -8 16 16", "aria-hidden": "true" }, spot(kind, mine)), text);

// A shape for each kind, so that the colour is not all there is.
function spot(kind, mine) {
  const look = { class: `spot ${kind}${mine || kind === "event" ? "" : " other"}` };
  if (kind === "sent") return svg("path", { ...look, d: "M-5 -6 L7 0 L-5 6 Z" });
  if (kind === "event") return svg("rect", { ...look, x: -5, y: -5, width: 10, height: 10, transform: "rotate(45)" });
  return svg("circle", { ...look, r: 5.5 });
}

function chart(one, entries, end, detail) {
  const lanes = [...new Set(entries.map(entry => entry.endpoint))].sort((a, b) => (a === null) - (b === null));
  const stepsAt = chartTop + lanes.length * laneHeight, bottom = stepsAt + laneHeight;
  const x = at => chartLeft + Math.min(at / end, 1) * (chartRight - chartLeft);
  const y = lane => chartTop + lanes.indexOf(lane) * laneHeight + laneHeight / 2;
  const label = (text, attributes) => svg("text", attributes, text);
  const drawing = svg("svg", { class: "chart", viewBox: `0 0 ${chartWidth} ${bottom + 4}`, role: "group", "aria-label": "Timeline, drawn to scale" });
  for (const at of ticks(end)) {
    drawing.append(svg("line", { class: "rule", x1: x(at), x2: x(at), y1: chartTop - 8, y2: bottom }),
      label(time(at), { x: x(at), y: 12, "text-anchor": at === 0 ? "start" : x(at) > chartRight - 20 ? "end" : "middle" }));
  }
  for (const lane of lanes) {
    const name = lane ?? "(run)";
    drawing.append(svg("line", { class: "rule", x1: chartLeft, x2: chartRight, y1: y(lane), y2: y(lane) }),
      svg("g", null, svg("title", null, name), label(name.length > 16 ? name.slice(0, 15) + "…" : name, { x: 0, y: y(lane) + 4 })));
  }
  drawing.append(label("steps", { x: 0, y: stepsAt + 19 }));
  for (const step of one.steps.filter(each => each.outcome !== "not-run" && each.began < end)) {
    const from = x(step.began), width = Math.max(x(step.began + step.elapsed) - from - 1, 2);
    drawing.append(svg("rect", { class: "step " + step.outcome, x: from, y: stepsAt + 10, width, height: 10, rx: 2 },
      svg("title", null, `${step.verb} ${step.subject}: ${words[step.outcome]} in ${time(step.elapsed)}`)));
  }
  const dodge = aside(entries, x);
  drawing.append(...picks(entries, (entry, i) => `translate(${x(entry.at)} ${y(entry.endpoint) + dodge[i]})`, detail));
  return drawing;
}

// How far each steps aside, so that none hides another of its lane; the time stays true.
function aside(entries, x) {
  const before = new Map();
  return entries.map(entry => {
    const last = before.get(entry.endpoint);
    const level = last && x(entry.at) - last.x < 8 ? last.level + 1 : 0;
    before.set(entry.endpoint, { x: x(entry.at), level });
    return [0, -8, 8, -4, 4][level % 5];
  });
}

// One stop of the Tab key for all of them; the arrows go along.
function picks(entries, transform, detail) {
  const all = entries.map((entry, i) => {
    const where = [entry.place ?? entry.endpoint, entry.key === null ? null : `key ${entry.key}`].filter(Boolean).join(", ");
    const pick = svg("g", { class: "pick", transform: transform(entry, i), role: "button", tabindex: i === 0 ? 0 : -1, "aria-pressed": "false", "aria-label": `${entry.kind} at ${time(entry.at)}: ${where || entry.text}` },
      svg("circle", { class: "ring", r: 10 }), spot(entry.kind, entry.mine));
    const show = () => {
      all.forEach(each => each.setAttribute("aria-pressed", String(each === pick)));
      detail.hidden = false;
      detail.textContent = [`${time(entry.at)}  ${entry.text}`, [entry.place, entry.key === null ? null : `key=${entry.key}`].filter(Boolean).join("  "), entry.value === null ? null : pretty(entry.value)]
        .filter(Boolean).join("\n");
    };
    pick.addEventListener("click", show);
    pick.addEventListener("keydown", event => {
      const next = { ArrowRight: all[i + 1], ArrowLeft: all[i - 1], Home: all[0], End: all.at(-1) }[event.key];
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(); }
      if (next) { event.preventDefault(); pick.setAttribute("tabindex", -1); next.setAttribute("tabindex", 0); next.focus(); }
    });
    return pick;
  });
  return all;
}

// Four to seven, at 1, 2 or 5 times a power of ten.
function ticks(end) {
  const rough = end / 6, power = 10 ** Math.floor(Math.log10(rough));
  const by = Math.max(1, power * [1, 2, 5, 10].find(factor => factor * power >= rough));
  return Array.from({ length: Math.floor(end / by) + 1 }, (_, i) => i * by);
}

// Filled when it is opened: it may be long.
function entriesTable(entries) {
  const details = el("details", null, el("summary", null, `All ${entries.length} as a table`));
  details.addEventListener("toggle", () => details.append(table("Timeline as a table",
    [{ name: "at", class: "num" }, { name: "what" }, { name: "where", class: "mono" }, { name: "key", class: "mono" }, { name: "value", class: "mono" }],
    entries.map(entry => [time(entry.at), entry.text, entry.place ?? entry.endpoint, entry.key, entry.value]))), { once: true });
  return details;
}
