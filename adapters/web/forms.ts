/** A command's declared options as a form. */
import type { CommandInfo, Language, OptionSpec } from "../../src/types.ts";
import { type Child, type Html, h } from "./html.ts";
import { csrfField } from "./layout.ts";
import { word } from "./words.ts";

export interface FormParts {
  language: Language;
  csrf: string;
  /** Makes this sending of the form one message. */
  number: string;
  /** Makes the ids of fields unique on the page. */
  prefix: string;
  /** Values that are known for an option. */
  known(option: string): readonly string[];
  /** Fixed values: the option is not asked for. */
  fixed?: Readonly<Record<string, string>>;
  /** Only these options are asked for; unset: all. */
  only?: readonly string[];
  /** Instead of "Run". */
  button?: { label: string; style: string };
  /** A file goes with it: its label. */
  file?: string;
}

export function renderForm(command: CommandInfo, parts: FormParts): Html {
  const { language, csrf, number, fixed = {}, only } = parts;
  const asked = command.options.filter(
    (option) => !(option.name in fixed) && (!only || only.includes(option.name)),
  );
  return h`<form method="post" action="/run" class="command" enctype="multipart/form-data">
    ${csrfField(csrf)}
    <input type="hidden" name="number" value="${number}">
    <input type="hidden" name="command" value="${command.name}">
    ${Object.entries(fixed).map(([name, value]) => h`<input type="hidden" name="o.${name}" value="${value}">`)}
    ${asked.map((option) => renderField(option, parts))}
    ${
      parts.file &&
      h`<p class="field"><label for="${parts.prefix}-file">${parts.file}</label><input type="file" id="${parts.prefix}-file" name="files" accept=".opml,.xml,text/xml,text/x-opml" required></p>`
    }
    <p><button class="${parts.button?.style ?? "primary"}">${parts.button?.label ?? word(language, "run")}</button></p>
  </form>`;
}

function renderField(option: OptionSpec, { language, prefix, known, only }: FormParts): Html {
  const id = `${prefix}-${option.name}`;
  const name = `o.${option.name}`;
  // A form that names its options asks for just those: it cannot work without them.
  const required = (option.required || only !== undefined) && h` required`;
  const label = h`<label for="${id}"><b>${option.name}</b> ${withCode(option.about[language])}${
    required && h` <span class="quiet">(${word(language, "required")})</span>`
  }</label>`;
  return h`<p class="field">${label}${renderInput(option, { id, name, required, language, known })}</p>`;
}

/** `word` in an option's description is what to type. */
function withCode(text: string): readonly Child[] {
  return text.split("`").map((part, n) => (n % 2 === 1 ? h`<code>${part}</code>` : part));
}

function renderInput(
  option: OptionSpec,
  field: {
    id: string;
    name: string;
    required: Html | false;
    language: Language;
    known(option: string): readonly string[];
  },
): Html {
  const { id, name, required, language } = field;
  const limit = option.maxLength ?? 3_000;
  switch (option.kind) {
    case "choice":
      return select(id, name, required, language, option.choices ?? []);
    case "boolean":
      return select(id, name, required, language, ["yes", "no"]);
    case "number":
      return h`<input type="number" step="any" id="${id}" name="${name}"${required}${option.min !== undefined && h` min="${option.min}"`}${option.max !== undefined && h` max="${option.max}"`}>`;
    case "time":
      return h`<input type="time" id="${id}" name="${name}"${required}>`;
    case "url":
      return h`<input type="url" id="${id}" name="${name}" placeholder="https://"${required}>`;
    case "zone":
      return h`<input id="${id}" name="${name}" placeholder="Europe/Berlin" autocapitalize="none" spellcheck="false"${required}>`;
    case "days":
      return h`<input id="${id}" name="${name}" placeholder="mon-fri" autocapitalize="none" spellcheck="false"${required}>`;
    case "text": {
      // What completes is mostly a name: one line, with what is known.
      if (option.rest && !option.completes) {
        return h`<textarea id="${id}" name="${name}" rows="3" maxlength="${limit}"${required}></textarea>`;
      }
      const values = option.completes ? field.known(option.name) : [];
      const list = values.length > 0 && h` list="${id}-known"`;
      return h`<input id="${id}" name="${name}" maxlength="${limit}"${list}${required}>${
        list &&
        h`<datalist id="${id}-known">${values.map((value) => h`<option value="${value}"></option>`)}</datalist>`
      }`;
    }
  }
}

function select(
  id: string,
  name: string,
  required: Html | false,
  language: Language,
  choices: readonly string[],
): Html {
  return h`<select id="${id}" name="${name}"${required}><option value="">${word(language, "choose")}</option>${choices.map(
    (choice) => h`<option>${choice}</option>`,
  )}</select>`;
}
