// All that is known of a case, made when it is opened for the first time.
function body(one) {
  const failure = one.failure;
  return el("div", { class: "body" },
    ...(one.error ? [el("h3", null, "Cannot tell"), el("p", null, one.error)] : []),
    ...(failure ? evidence(failure) : []),
    ...timeline(one), ...steps(one),
    one.text ? el("details", null, el("summary", null, "As text"), el("pre", null, one.text)) : null,
    el("p", { class: "muted" }, el("a", { href: "#" + encodeURIComponent(one.link) }, "Link to this case"), " · ", el("span", { class: "mono" }, `id ${one.id}` + (one.file ? ` · ${one.file}` : ""))));
}

function evidence(failure) {
  const parts = [];
  if (failure.hops.length) {
    parts.push(el("h3", null, "Hop trace"), el("ol", { class: "hops" }, ...failure.hops.map(hop => el("li", null,
      el("span", { class: "chip" + (hop.arrived === null ? " none" : "") }, `${hop.endpoint} ${hop.arrived === null ? "✘ nothing" : "✔ " + time(hop.arrived)}`)))));
  }
  if (failure.services.length) {
    parts.push(el("h3", null, "Services"), table("Services", [{ name: "service" }, { name: "what is known" }], failure.services.map(service => [service.service, service.text])));
  }
  parts.push(el("p", { class: "muted" }, `${failure.seen} seen on ${failure.endpoint} since the bookmark, ${failure.mine} with this case's id` + (failure.location ? ` · ${failure.location}` : "")));
  if (failure.closest) parts.push(...closest(failure.closest));
  if (failure.events.length) parts.push(el("h3", null, "Events"), el("pre", null, failure.events.join("\n")));
  return parts;
}

function steps(one) {
  if (!one.steps.length) return [];
  const ran = (step, ms) => step.outcome === "not-run" ? null : time(ms);
  return [el("h3", null, "Steps"), table("Steps",
    [{ name: el("span", { class: "hear" }, "outcome"), class: "slim" }, { name: "step" }, { name: "line", class: "num" }, { name: "began", class: "num" }, { name: "took", class: "num" }],
    one.steps.map(step => [el("span", null, mark(step.outcome), el("span", { class: "hear" }, words[step.outcome])),
      el("span", null, `${step.verb} ${step.subject}`, ...step.notes.map(note => el("span", { class: "what" }, note))),
      String(step.line ?? ""), ran(step, step.began), ran(step, step.elapsed)]))];
}
