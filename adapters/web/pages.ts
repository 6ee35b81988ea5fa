/** The pages. Each shows replies of commands and forms for commands, and knows nothing else. */
import { say } from "../../src/chat/words.ts";
import type { CommandInfo, ConversationEntry, Reply } from "../../src/types.ts";
import { type FormParts, renderForm } from "./forms.ts";
import { type Child, type Html, h } from "./html.ts";
import { csrfField, type Frame, renderPage } from "./layout.ts";
import type { Work } from "./live.ts";
import { inReadingOrder } from "./messages.ts";
import { renderEntry, renderReply, renderWork, type Showing } from "./render.ts";
import { clip } from "./signs.ts";
import { type PageWord, word } from "./words.ts";

/** Makes the next form's number. */
export type Numbering = () => string;

export interface TalkPage {
  entries: readonly ConversationEntry[];
  works: readonly Work[];
  /** How many entries the page behind "Earlier" shows; undefined: there is nothing earlier. */
  earlier: number | undefined;
  examples: readonly string[];
  number: string;
}

export function talkPage(frame: Frame, page: TalkPage, showing: Showing): Html {
  const { language, csrf } = frame;
  const newest = page.entries.at(-1)?.at ?? 0;
  const head = page.works.length > 0 && h`<noscript><meta http-equiv="refresh" content="3"></noscript>`;
  const empty = page.entries.length === 0 && page.works.length === 0;
  return renderPage(
    frame,
    "Copytaster",
    h`<h1 class="unseen">${word(language, "conversation")}</h1>
${page.earlier !== undefined && h`<p class="earlier"><a href="/?show=${page.earlier}">${word(language, "earlier")}</a></p>`}
${empty && welcome(frame, page.examples, page.number)}
<ol class="talk" id="talk" role="log" aria-live="polite" aria-relevant="additions" aria-label="${word(language, "conversation")}" data-after="${newest}">
${inReadingOrder(page.entries).map((entry) => renderEntry(entry, showing))}
</ol>
<ol class="talk" id="works" aria-label="${word(language, "underWay")}">${page.works.map((work) => renderWork(work, language))}</ol>
<p id="trouble" role="alert" data-offline="${word(language, "offline")}" data-unsent="${word(language, "notSent")}" data-attached="${word(language, "attached")}"></p>
<form method="post" action="/say" enctype="multipart/form-data" class="ask" id="ask">
  ${csrfField(csrf)}<input type="hidden" name="number" value="${page.number}">
  <label for="text" class="unseen">${word(language, "ask")}</label>
  <textarea id="text" name="text" rows="1" placeholder="${word(language, "askHint")}" aria-describedby="keys" autocomplete="off" dir="auto" autofocus></textarea>
  <div class="tools">
    <label class="attach">${clip} <span class="attach-label">${word(language, "attach")}</span> <span class="quiet">${word(language, "attachHint")}</span><input type="file" name="files" multiple></label>
    <span class="quiet" id="keys">${word(language, "keys")}</span>
    <button class="primary">${word(language, "send")}</button>
  </div>
</form>
${pressForms(csrf)}`,
    head,
  );
}

function welcome({ language, csrf }: Frame, examples: readonly string[], number: string): Html {
  return h`<section class="welcome">
    <p class="lead">${word(language, "empty")}</p>
    <p>${word(language, "emptyAbout")}</p>
    ${
      examples.length > 0 &&
      h`<p class="quiet">${word(language, "tryOne")}</p>
    <form method="post" action="/say" class="examples">${csrfField(csrf)}<input type="hidden" name="number" value="${number}">
      ${examples.map((example) => h`<button name="text" value="${example}">${example}</button>`)}
    </form>`
    }
  </section>`;
}

/** Buttons stand anywhere on the page and belong to these forms: so no markup of a reply needs to hold the page's token. */
function pressForms(csrf: string): Html {
  return h`<form method="post" action="/press" id="press">${csrfField(csrf)}</form>
<form method="post" action="/rate" id="rate">${csrfField(csrf)}</form>`;
}

export interface LookPage {
  title: PageWord;
  about: PageWord;
  /** The answer of the page's command; undefined: nothing was answered; a name: there is no such command. */
  reply: Reply | { missing: string } | undefined;
  more?: Child;
}

export function lookPage(frame: Frame, { title, about, reply, more }: LookPage, showing: Showing): Html {
  const { language, csrf, now } = frame;
  const shown =
    reply === undefined
      ? h`<p>${word(language, "noAnswer")}</p>`
      : "missing" in reply
        ? h`<p>${word(language, "notThere", { name: reply.missing })}</p>`
        : h`<ol class="talk look">${renderReply(reply.id, reply, now, showing)}</ol>`;
  return renderPage(
    frame,
    word(language, title),
    h`<h1>${word(language, title)}</h1><p class="about">${word(language, about)}</p>${shown}${more}${pressForms(csrf)}`,
  );
}

/** The forms of a source list: each is the command with what it does already chosen. */
export function sourceForms(frame: Frame, command: CommandInfo, parts: FormsParts): Html {
  const { language, csrf } = frame;
  const does = command.options.find((option) => option.name === "do")?.choices ?? [];
  const form = (doing: string, title: PageWord, only: readonly string[], style: string, file?: string) =>
    does.includes(doing) &&
    h`<section class="card"><h2>${word(language, title)}</h2>${renderForm(command, {
      language,
      csrf,
      number: parts.number(),
      prefix: doing,
      known: (option) => (doing === "remove" ? parts.known(command.name, option) : []),
      fixed: { do: doing },
      only,
      button: { label: word(language, title), style },
      ...(file && { file }),
    })}</section>`;
  const asked = command.options
    .filter((option) => option.name !== "do" && !option.named)
    .map((option) => option.name)
    .slice(0, 1);
  return h`<div class="cards">${form("add", "addSource", asked, "primary")}${form("remove", "removeSource", asked, "danger")}${form(
    "import",
    "importSources",
    [],
    "",
    word(language, "opmlFile"),
  )}${form("export", "exportSources", [], "")}</div>`;
}

export interface FormsParts {
  number: Numbering;
  known(command: string, option: string): readonly string[];
}

export function commandsPage(frame: Frame, commands: readonly CommandInfo[], parts: FormsParts): Html {
  const { language, csrf } = frame;
  return renderPage(
    frame,
    word(language, "commands"),
    h`<h1>${word(language, "commands")}</h1><p class="about">${word(language, "commandsAbout")}</p>
<div class="commands">${commands.map((command) => {
      const form: FormParts = {
        language,
        csrf,
        number: parts.number(),
        prefix: `c-${command.name}`,
        known: (option) => parts.known(command.name, option),
      };
      return h`<details class="card" id="command-${command.name}"><summary><h2>${command.name}</h2> <span>${command.about[language]}</span></summary>
      <p class="quiet">${word(language, "role", { role: say(language, `role.${command.role}`) })}${
        command.aliases.length > 0 && ` · ${word(language, "aliases")} ${command.aliases.join(", ")}`
      }</p>
      ${
        command.examples.length > 0 &&
        h`<p>${word(language, "examples")} ${command.examples.map((example) => h`<code>${example}</code> `)}</p>`
      }
      ${renderForm(command, form)}</details>`;
    })}</div>`,
  );
}

export function signInPage(frame: Frame, wrong: boolean): Html {
  const { language } = frame;
  return renderPage(
    frame,
    word(language, "signIn"),
    h`<h1>${word(language, "signIn")}</h1><p>${word(language, "signInAbout")}</p>
${wrong && h`<p class="trouble" role="alert" id="wrong">${word(language, "wrongToken")}.</p>`}
<form method="post" action="/signin" class="command card">
  <p class="field"><label for="token">${word(language, "token")}</label>
  <input id="token" name="token" type="password" autocomplete="current-password" required autofocus${wrong && h` aria-invalid="true" aria-describedby="wrong"`}></p>
  <p><button class="primary">${word(language, "signIn")}</button></p>
</form>`,
  );
}

export function problemPage(frame: Frame, problem: string, mend?: string): Html {
  const { language } = frame;
  return renderPage(
    frame,
    problem,
    h`<h1>${problem}</h1>${mend && h`<p>${mend}</p>`}<p><a href="/">${word(language, "back")}</a></p>`,
  );
}
