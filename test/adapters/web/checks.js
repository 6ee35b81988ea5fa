/* Runs inside the page that is tested: what only the browser itself can tell. */
globalThis.checks = {
  /** Contrast by WCAG 2.2 §1.4.3 on computed colours; touch targets of 44 px; the width that the page takes. */
  measure() {
    const parse = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (color) => {
      const [r = 0, g = 0, b = 0] = parse(color).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const color = getComputedStyle(at).backgroundColor;
        if (parse(color)[3] !== 0) return color;
      }
      return "rgb(255, 255, 255)";
    };
    const visible = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 1;
    const faint = [];
    for (const element of document.querySelectorAll("body *")) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
      if (!own || !visible(element)) continue;
      const [a, b] = [luminance(getComputedStyle(element).color), luminance(behind(element))];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (contrast < 4.5) faint.push(`${element.className || element.localName} ${contrast.toFixed(2)}`);
    }
    const small = [];
    const targets = "button, nav a, summary, select, textarea, input:not([type=hidden]):not([type=file])";
    for (const element of document.querySelectorAll(targets)) {
      const { width, height } = element.getBoundingClientRect();
      if (visible(element) && (height < 44 || width < 44))
        small.push(`${element.localName} ${element.textContent.trim()} ${width}×${height}`);
    }
    const background = luminance(behind(document.body));
    return { faint, small, background, width: document.documentElement.scrollWidth };
  },

  /** Labels, names, alternative texts, ids: what readers of the screen go by. */
  faults() {
    const found = [];
    for (const field of document.querySelectorAll("input:not([type=hidden]), textarea, select"))
      if (!field.labels?.length) found.push(`no label: ${field.name}`);
    for (const button of document.querySelectorAll("button, a, summary"))
      if (!button.getAttribute("aria-label") && !button.textContent.trim())
        found.push(`no name: ${button.outerHTML}`);
    for (const image of document.querySelectorAll("img")) if (!image.alt) found.push("no alt");
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    if (new Set(ids).size !== ids.length)
      found.push(`ids twice: ${ids.filter((id, n) => ids.indexOf(id) !== n)}`);
    if (document.querySelectorAll("h1").length !== 1) found.push("not one h1");
    if (!document.documentElement.lang) found.push("no language");
    return found;
  },

  /** What has the focus, and whether one can see that. */
  focused() {
    const element = document.activeElement;
    if (!element || element === document.body) return "";
    const outlined = (one) => getComputedStyle(one).outlineStyle !== "none";
    const seen = outlined(element) || outlined(element.closest("label") ?? element);
    const name = element.getAttribute("aria-label") ?? element.textContent.trim().slice(0, 20);
    return `${element.localName}${seen ? "" : " without a visible focus"} ${name}`;
  },

  openAll() {
    for (const details of document.querySelectorAll("details")) details.open = true;
  },
};

document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
);
