/* Charts drawn by the page itself, from the same specification as their pictures. Without this the pictures stand there. Nothing is
   evaluated as code: expressions go through Vega's interpreter, as the page's policy asks. */

const version = new URL(import.meta.url).search;
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const narrowBelow = 560;
let libraries;

function script(name) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = `/static/${name}${version}`;
    element.addEventListener("load", resolve);
    element.addEventListener("error", () => reject(new Error(`${name} could not be loaded`)));
    document.head.append(element);
  });
}

/** The fonts that the charts were measured for; the browser fetches the parts that it meets. */
function fonts() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `/static/fonts.css${version}`;
  document.head.append(link);
}

/** Large: loaded with the first chart that comes into sight. */
function load() {
  libraries ??= (async () => {
    fonts();
    await script("vega.js");
    await script("vega-lite.js");
    return import(`/static/vega-interpreter.js${version}`);
  })();
  return libraries;
}

async function draw(figure) {
  const live = JSON.parse(figure.dataset.chart);
  const { expressionInterpreter } = await load();
  const room = figure.clientWidth;
  const base = room < narrowBelow ? live.narrow : live.spec;
  const { padding, usermeta } = base;
  const width = usermeta.stretches ? Math.max(90, room - padding.left - padding.right - 2) : base.width;
  const spec = { ...base, width, config: dark.matches ? live.dark : live.light };
  const { vega, vegaLite } = window;
  const picture = figure.querySelector("img");
  const box = document.createElement("div");
  box.className = "chart";
  const view = new vega.View(
    vega.parse(vegaLite.compile(spec, { logger: vega.logger(vega.Error) }).spec, undefined, { ast: true }),
    {
      expr: expressionInterpreter,
      renderer: "svg",
      hover: false,
      logLevel: vega.Error,
    },
  );
  view.initialize(box);
  await view.runAsync();
  // Vega names it after itself.
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", picture.alt);
  box.tabIndex = 0;
  figure.querySelector(".chart")?.remove();
  picture.hidden = true;
  picture.after(box);
  figure.dataset.drawn = `${room} ${dark.matches}`;
}

function drawAgain(figure) {
  if (figure.dataset.drawn === `${figure.clientWidth} ${dark.matches}`) return;
  // A chart that cannot be drawn leaves its picture where it is.
  draw(figure).catch((error) => {
    figure.querySelector("img").hidden = false;
    console.info(String(error));
  });
}

const seen = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) drawAgain(target);
  },
  { rootMargin: "300px" },
);
let waiting;
const sized = new ResizeObserver((entries) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    for (const { target } of entries) if (target.dataset.drawn) drawAgain(target);
  }, 150);
});

function watch(within) {
  const figures = within.querySelectorAll?.("figure[data-chart]") ?? [];
  for (const figure of figures) {
    seen.observe(figure);
    sized.observe(figure);
  }
}

dark.addEventListener("change", () => {
  for (const figure of document.querySelectorAll("figure[data-drawn]")) drawAgain(figure);
});
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) for (const node of addedNodes) watch(node);
}).observe(document.body, { childList: true, subtree: true });
watch(document);
