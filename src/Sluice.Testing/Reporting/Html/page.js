// The list of cases: filters, search, keys, links and colours.
const run = JSON.parse(document.getElementById("run").textContent);
const [list, search, count, filters, share] = ["cases", "search", "count", "filters", "share"].map(id => document.getElementById(id));
const empty = el("p", { class: "empty", hidden: true }, "No case is like that.");
const hiddenOutcomes = new Set();

// By its title, which is the same in the next run, where no other case has it.
const titles = Map.groupBy(run.cases, one => one.title);
for (const one of run.cases) one.link = titles.get(one.title).length === 1 ? one.title : one.id;

function row(one) {
  const what = one.failure ? `${one.failure.step}: ${one.failure.summary}` : one.error ? `cannot tell: ${one.error}` : null;
  one.head = el("button", { type: "button", class: "head", "aria-expanded": "false" },
    mark(one.outcome),
    el("span", { class: "name" }, one.title, el("span", { class: "hear" }, `, ${words[one.outcome]} `), what ? el("span", { class: "what" }, what) : null),
    el("span", { class: "time" }, time(one.elapsed)));
  one.card = el("article", { class: "case " + one.outcome, "aria-label": one.title }, el("h2", null, one.head));
  one.head.addEventListener("click", () => {
    const open = one.head.getAttribute("aria-expanded") !== "true";
    toggle(one, open);
    if (open) history.replaceState(null, "", "#" + encodeURIComponent(one.link));
  });
  return one.card;
}

function toggle(one, open) {
  if (open && !one.body) one.card.append(one.body = body(one));
  if (one.body) one.body.hidden = !open;
  one.head.setAttribute("aria-expanded", String(open));

  // What scrolls must be within reach of the keyboard.
  for (const part of open ? one.body.querySelectorAll(".scroll, pre") : []) if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
}

function addFilters() {
  for (const outcome of Object.keys(marks)) {
    const number = run.cases.filter(one => one.outcome === outcome).length;
    if (number === 0) continue;
    const part = el("span", { class: "mark " + outcome });
    part.style.flexGrow = number;
    share.append(part);
    const button = el("button", { type: "button", class: "pill", "aria-pressed": "true" }, mark(outcome), ` ${number} ${words[outcome]}`);
    button.addEventListener("click", () => {
      const hide = !hiddenOutcomes.delete(outcome);
      if (hide) hiddenOutcomes.add(outcome);
      button.setAttribute("aria-pressed", String(!hide));
      apply();
    });
    filters.append(button);
  }
}

const wordsOf = one => one.words ??= [one.title, one.id, one.file, one.text, ...one.timeline.flatMap(entry => [entry.key, entry.place, entry.value])]
  .filter(Boolean).join("\n").toLowerCase();

function apply() {
  const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const one of run.cases) one.card.hidden = hiddenOutcomes.has(one.outcome) || !wanted.every(word => wordsOf(one).includes(word));
  const number = visible().length, all = run.cases.length;
  count.textContent = (number === all ? "" : `${number} of `) + `${all} ${all === 1 ? "case" : "cases"}`;
  empty.hidden = number > 0;
}

const visible = () => run.cases.filter(one => !one.card.hidden);
const current = () => run.cases.find(one => one.card.contains(document.activeElement));

function move(by) {
  const rows = visible(), at = rows.indexOf(current());
  const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
  next?.head.focus();
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const inSearch = event.target === search;
  const act = {
    Escape: () => {
      const one = current();
      if (inSearch) { search.value = ""; apply(); search.blur(); }
      else if (one) { toggle(one, false); one.head.focus(); }
    },
    ArrowDown: () => move(1),
    ArrowUp: () => inSearch ? null : move(-1),
    j: inSearch ? null : () => move(1),
    k: inSearch ? null : () => move(-1),
    "/": inSearch ? null : () => search.focus(),
  }[event.key];
  if (act) { event.preventDefault(); act(); }
}

function follow() {
  let wanted;
  try { wanted = decodeURIComponent(location.hash.slice(1)); } catch { return false; }
  const one = run.cases.find(each => each.link === wanted || each.id === wanted);
  if (one) { one.card.hidden = false; toggle(one, true); one.head.focus(); one.card.scrollIntoView(); }
  return one !== undefined;
}

function theme() {
  const root = document.documentElement, dark = matchMedia("(prefers-color-scheme: dark)");
  // A page from a file may be allowed to keep nothing.
  const keep = value => { try { localStorage.setItem("sluice-theme", value); } catch { } };
  try { root.dataset.theme = localStorage.getItem("sluice-theme") ?? ""; } catch { }
  document.getElementById("theme").addEventListener("click", () => {
    root.dataset.theme = (root.dataset.theme || (dark.matches ? "dark" : "light")) === "dark" ? "light" : "dark";
    keep(root.dataset.theme);
  });
}

const rank = { failed: 0, error: 1, "not-run": 2, passed: 3 };
run.cases.sort((one, other) => rank[one.outcome] - rank[other.outcome]);
for (const id of ["theme", "tools", "keys"]) document.getElementById(id).hidden = false;
addFilters();
list.append(...run.cases.map(row), empty);
search.addEventListener("input", apply);
document.addEventListener("keydown", keys);
window.addEventListener("hashchange", follow);
theme();
apply();
if (!follow() && rank[run.cases[0]?.outcome] < 2) toggle(run.cases[0], true);
