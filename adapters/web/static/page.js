/* The page works without this. With it: answers come as they are written, and nothing is reloaded. All HTML comes from the page's own server. */

const talk = document.getElementById("talk");
const works = document.getElementById("works");
const trouble = document.getElementById("trouble");
const ask = document.getElementById("ask");
const text = document.getElementById("text");
const maxFileBytes = 5 * 1024 * 1024;

/** Times in the reader's own zone. */
function localTimes(within) {
  const form = new Intl.DateTimeFormat(document.body.dataset.locale, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  for (const time of within.querySelectorAll("time[datetime]"))
    time.textContent = form.format(new Date(time.dateTime));
}

function elementOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  localTimes(template.content);
  return template.content.firstElementChild;
}

function atEnd() {
  return window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 160;
}

/** Whoever reads further up is left there. */
function keepingEnd(change) {
  const follow = atEnd();
  change();
  if (follow) window.scrollTo({ top: document.documentElement.scrollHeight });
}

/** A long answer is read from its beginning. */
function showEntry(element) {
  const follow = atEnd();
  document.querySelector(".welcome")?.remove();
  const question = document.getElementById(element.dataset.of);
  if (question) question.after(element);
  else talk.append(element);
  if (!follow) return;
  const tall = element.getBoundingClientRect().height > window.innerHeight * 0.6;
  if (tall) element.scrollIntoView({ block: "start" });
  else window.scrollTo({ top: document.documentElement.scrollHeight });
}

function listen() {
  const source = new EventSource(`/events?after=${talk.dataset.after}`);
  const on = (name, act) => source.addEventListener(name, (event) => act(JSON.parse(event.data)));
  source.addEventListener("open", () => say(""));
  source.addEventListener("error", () => {
    say(trouble.dataset.offline);
    // A refusal ends it for good; the bot may only be starting again.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  });
  on("entry", ({ id, html, at }) => {
    talk.dataset.after = Math.max(Number(talk.dataset.after), at);
    if (!document.getElementById(id)) showEntry(elementOf(html));
  });
  on("work", ({ id, html }) =>
    keepingEnd(() => {
      const there = document.getElementById(id);
      if (there) there.replaceWith(elementOf(html));
      else works.append(elementOf(html));
    }),
  );
  on("done", ({ id }) => document.getElementById(id)?.remove());
  on("note", ({ id, verdict, html }) => {
    const note = document.getElementById(id);
    if (!note) return;
    note.innerHTML = html;
    for (const button of note.parentElement.querySelectorAll(".rate"))
      button.setAttribute("aria-pressed", String(button.value.startsWith(`${verdict}:`)));
  });
}

function say(words) {
  trouble.textContent = words;
}

/** True when the bot took it. (`form.action` may be a button of that name.) */
async function send(form, button) {
  const body = new FormData(form, button);
  try {
    const response = await fetch(form.getAttribute("action"), {
      method: "POST",
      body,
      headers: { accept: "application/json" },
    });
    const answer = (response.headers.get("content-type") ?? "").includes("json") ? await response.json() : {};
    if (response.ok) {
      const number = form.elements.namedItem("number");
      if (number && answer.number) number.value = answer.number;
      say("");
      return true;
    }
    say(answer.problem ?? trouble.dataset.unsent);
  } catch {
    say(trouble.dataset.unsent);
  }
  return false;
}

async function onSubmit(event) {
  const form = event.target;
  if (!["/say", "/press", "/rate"].includes(form.getAttribute("action"))) return;
  event.preventDefault();
  const button = event.submitter ?? undefined;
  if (form === ask && !text.value.trim() && !chosenFiles()) return text.focus();
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  if (form === ask) window.scrollTo({ top: document.documentElement.scrollHeight });
  if (await send(form, button)) {
    if (form === ask) {
      form.reset();
      showChosen();
    }
  }
  delete form.dataset.busy;
  if (form !== document.getElementById("rate")) text.focus();
}

function chosenFiles() {
  return ask.elements.namedItem("files").files.length;
}

function showChosen() {
  const input = ask.elements.namedItem("files");
  const label = ask.querySelector(".attach-label");
  label.dataset.empty ??= label.textContent;
  const size = [...input.files].reduce((sum, file) => sum + file.size, 0);
  label.textContent = input.files.length
    ? trouble.dataset.attached.replace("{count}", input.files.length)
    : label.dataset.empty;
  input.setCustomValidity(size > maxFileBytes ? ask.querySelector(".attach .quiet").textContent : "");
}

/** A number in the text opens its source. */
function openCited(event) {
  const link = event.target.closest?.("a.cite");
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target) return;
  event.preventDefault();
  target.closest("details").open = true;
  target.focus({ preventScroll: true });
  target.closest("details").scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", openCited);
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll(".sources details")) details.open = true;
});
localTimes(document);
if (talk && ask) {
  document.addEventListener("submit", onSubmit);
  ask.addEventListener("change", showChosen);
  text.addEventListener("keydown", (event) => {
    // While a Chinese word is being composed, Enter chooses it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    ask.requestSubmit();
  });
  window.scrollTo({ top: document.documentElement.scrollHeight });
  listen();
}
