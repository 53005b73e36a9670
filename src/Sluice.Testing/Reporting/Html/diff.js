// The pattern beside what came nearest to it, with the lines of every path that differs marked.
function closest(near) {
  return [
    el("h3", null, "Closest"),
    el("p", { class: "mono" }, near.place),
    near.differences.length === 0 ? null : table("Differences",
      [{ name: "path", class: "mono" }, { name: "expected" }, { name: "actual", class: "mono" }],
      near.differences.map(one => [one.path, one.expected, one.actual])),
    el("div", { class: "diff" },
      near.expected === null ? null : el("section", { class: "want" }, el("h4", null, "expected"), json(near.expected, near.differences)),
      near.actual === null ? null : el("section", null, el("h4", null, "actual"), json(near.actual, near.differences))),
  ];
}

function json(text, differences) {
  const patterns = differences.map(one => pathPattern(one.path));
  const differs = path => patterns.some(pattern => pattern.test(path.replace(/^\$\.?/, "")));
  return el("pre", null, el("code", null, ...read(text).map(one => el(one.path && differs(one.path) ? "mark" : "span", { class: "line" }, one.text, "\n"))));
}

const pretty = text => read(text).map(one => one.text).join("\n");

// JSON as lines, each with its path; what is no JSON stays one line.
function read(text) {
  try { return lines(JSON.parse(text, exact), "", "", "", 0); } catch { return [{ text, path: "" }]; }
}

// A number as it stands in the text, where the browser tells: JavaScript's own numbers would lose digits.
class ExactNumber { constructor(source) { this.source = source; } }
const exact = (key, value, context) => typeof value === "number" && context?.source ? new ExactNumber(context.source) : value;

// Of "lines[*].sku", each sku; of "lines[1].sku", that one.
function pathPattern(path) {
  const literal = path.replace(/^\$\.?/, "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp("^" + literal.replaceAll("\\[\\*\\]", "\\[(\\d+|\\*)\\]") + "$");
}

function lines(node, path, before, after, depth) {
  const indent = "  ".repeat(depth);
  if (node === null || typeof node !== "object") return [{ text: indent + before + JSON.stringify(node) + after, path }];
  if (node instanceof ExactNumber) return [{ text: indent + before + node.source + after, path }];
  const keys = Object.keys(node);
  const [open, close] = Array.isArray(node) ? "[]" : "{}";
  if (keys.length === 0) return [{ text: indent + before + open + close + after, path }];
  const inner = keys.flatMap((key, i) => {
    const comma = i < keys.length - 1 ? "," : "";
    return Array.isArray(node) ? lines(node[key], `${path}[${key}]`, "", comma, depth + 1)
      : lines(node[key], path === "" ? key : `${path}.${key}`, JSON.stringify(key) + ": ", comma, depth + 1);
  });
  return [{ text: indent + before + open, path }, ...inner, { text: indent + close + after, path: "" }];
}
