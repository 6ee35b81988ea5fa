/** `about.md` beside a model's weights: what only people can say of it. Everything else on its card is measured. */

export interface About {
  purpose: string;
  method: string;
  /** How the figures came about: folds, what was chosen on which data. */
  measured: string;
  limits: readonly string[];
  /** Further sections, in their order. */
  notes: readonly { title: string; text: string }[];
}

/** Of a model that nobody has described. */
const nothing: About = {
  purpose: "A candidate, made by `train`. What it is for was not written down yet (`about.md`).",
  method: "As its recipe says.",
  measured: "Not measured yet; `models deploy` does, beside what answers.",
  limits: ["Nobody has looked for them yet."],
  notes: [],
};

/** Sections begin with `# Title`; Limits are a list. Missing ones are told to be missing. */
export function readAbout(markdown: string | undefined): About {
  if (markdown === undefined) return nothing;
  const sections = markdown
    .split(/^# +/m)
    .slice(1)
    .map((part) => {
      const [title = "", ...lines] = part.split("\n");
      return { title: title.trim(), text: lines.join("\n").trim() };
    });
  const own = (title: string) => sections.find((one) => one.title === title)?.text;
  const limits = own("Limits")
    ?.split(/^- /m)
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter(Boolean);
  return {
    purpose: own("Purpose") ?? nothing.purpose,
    method: own("Method")?.replace(/\s+/g, " ") ?? nothing.method,
    measured: own("Measured")?.replace(/\s+/g, " ") ?? nothing.measured,
    limits: limits ?? nothing.limits,
    notes: sections.filter(({ title }) => !["Purpose", "Method", "Measured", "Limits"].includes(title)),
  };
}
