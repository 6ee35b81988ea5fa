/**
 * What Slack would refuse, and what we never want to send: every outgoing body of the tests goes through here.
 * Limits: https://docs.slack.dev/reference/block-kit and https://docs.slack.dev/reference/methods/chat.postMessage
 */
type Body = Readonly<Record<string, unknown>>;

const isBody = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** @returns what is wrong, one line each; none for a good body. `where` is the method, or "response_url". */
export function checkSlackBody(where: string, body: Body): string[] {
  const problems: string[] = [];
  const wrong = (path: string, what: string) => problems.push(`${where}: ${path} ${what}`);
  if (/^chat\.(postMessage|postEphemeral|update)$|^response_url$/.test(where))
    checkMessage(where, body, wrong);
  if (where === "views.open") checkView(body.view, wrong);
  if (where === "assistant.threads.setStatus" && length(body.status) > 100)
    wrong("status", "is above 100 characters");
  return problems;
}

type Wrong = (path: string, what: string) => void;

const length = (value: unknown): number => (typeof value === "string" ? value.length : 0);

function checkMessage(where: string, body: Body, wrong: Wrong): void {
  const { text, blocks, markdown_text: markdown } = body;
  if (typeof text !== "string" && typeof markdown !== "string")
    wrong("text", "is missing: notices and screen readers need it");
  if (length(text) > 4000) wrong("text", "is above 4,000 characters");
  if (length(markdown) > 12_000) wrong("markdown_text", "is above 12,000 characters");
  for (const one of [text, markdown]) if (typeof one === "string") checkMarkup("text", one, wrong);
  if (where !== "response_url") {
    if (body.parse === "full" || (where === "chat.update" && body.parse !== "none"))
      wrong("parse", "must be none");
    if (body.link_names === true) wrong("link_names", "must not be set");
  }
  if (where !== "chat.update" && (body.unfurl_links !== false || body.unfurl_media !== false))
    wrong("unfurl", "must be off");
  if (where === "response_url" && !["ephemeral", "in_channel"].includes(String(body.response_type)))
    wrong("response_type", "is not known");
  if (where === "chat.postEphemeral" && typeof body.user !== "string") wrong("user", "is missing");
  if (body.thread_ts !== undefined && !/^\d{10}\.\d{6}$/.test(String(body.thread_ts)))
    wrong("thread_ts", "is no ts");
  if (
    body.metadata !== undefined &&
    !(
      isBody(body.metadata) &&
      typeof body.metadata.event_type === "string" &&
      isBody(body.metadata.event_payload)
    )
  )
    wrong("metadata", "is malformed");
  if (blocks !== undefined) checkBlocks(blocks, 50, wrong);
}

function checkBlocks(blocks: unknown, most: number, wrong: Wrong): void {
  if (!Array.isArray(blocks) || blocks.length === 0 || blocks.length > most) {
    wrong("blocks", `must be 1 to ${most}`);
    return;
  }
  const ids: unknown[] = [];
  let total = 0;
  for (const [at, block] of blocks.entries()) {
    const path = `blocks[${at}]`;
    if (!isBody(block)) wrong(path, "is no block");
    else {
      checkBlock(block, path, wrong);
      total += JSON.stringify(block.text ?? block.elements ?? "").length;
      for (const element of Array.isArray(block.elements) ? block.elements : [])
        if (isBody(element) && element.action_id !== undefined) ids.push(element.action_id);
    }
  }
  if (new Set(ids).size !== ids.length) wrong("blocks", "repeat an action_id");
  if (total > 40_000) wrong("blocks", "are too long altogether");
}

function checkBlock(block: Body, path: string, wrong: Wrong): void {
  if (length(block.block_id) > 255) wrong(`${path}.block_id`, "is above 255 characters");
  switch (block.type) {
    case "section":
      checkText(block.text, `${path}.text`, 3000, wrong);
      return;
    case "header":
      checkText(block.text, `${path}.text`, 150, wrong, "plain_text");
      return;
    case "context":
      checkEach(block.elements, path, 10, wrong, (one, at) => checkText(one, at, 3000, wrong));
      return;
    case "actions":
      checkEach(block.elements, path, 25, wrong, (one, at) => checkButton(one, at, wrong));
      return;
    case "input":
      checkInput(block, path, wrong);
      return;
    case "divider":
      return;
    default:
      wrong(path, `has the type ${String(block.type)}, which is not checked here`);
  }
}

function checkEach(
  list: unknown,
  path: string,
  most: number,
  wrong: Wrong,
  one: (value: unknown, path: string) => void,
): void {
  if (!Array.isArray(list) || list.length === 0 || list.length > most)
    wrong(`${path}.elements`, `must be 1 to ${most}`);
  else for (const [at, value] of list.entries()) one(value, `${path}.elements[${at}]`);
}

function checkText(text: unknown, path: string, most: number, wrong: Wrong, type?: string): void {
  if (!isBody(text) || typeof text.text !== "string") {
    wrong(path, "is no text object");
    return;
  }
  if (type && text.type !== type) wrong(path, `must be ${type}`);
  if (text.text.length === 0 || text.text.length > most)
    wrong(path, `has ${text.text.length} characters, not 1 to ${most}`);
  if (text.type === "mrkdwn") {
    checkMarkup(path, text.text, wrong);
    if (text.verbatim !== true) wrong(path, "lacks verbatim: Slack would turn @words into mentions");
  } else if (text.type !== "plain_text") wrong(path, "is neither mrkdwn nor plain_text");
}

/** `<…>` may only be a link, and a bare & must not be there. */
function checkMarkup(path: string, text: string, wrong: Wrong): void {
  const left = text
    .replace(/<(?:https?:\/\/|mailto:)[^<>|\s]+(?:\|[^<>\n]+)?>/g, "")
    .replace(/^(?:> ?)+/gm, "");
  if (/[<>]/.test(left))
    wrong(
      path,
      `has a raw < or >: ${left.slice(Math.max(0, left.search(/[<>]/) - 20), left.search(/[<>]/) + 20)}`,
    );
  if (/&(?!(?:amp|lt|gt);)/.test(text)) wrong(path, "has a raw &");
  if (/@(?:channel|here|everyone)\b/i.test(text.replace(/<[^<>|\s]+/g, "<")))
    wrong(path, "names a whole channel with an @");
}

function checkButton(button: unknown, path: string, wrong: Wrong): void {
  if (!isBody(button) || button.type !== "button") {
    wrong(path, "is no button");
    return;
  }
  checkText(button.text, `${path}.text`, 75, wrong, "plain_text");
  if (length(button.action_id) === 0 || length(button.action_id) > 255)
    wrong(`${path}.action_id`, "must have 1 to 255 characters");
  if (length(button.value) > 2000) wrong(`${path}.value`, "is above 2,000 characters");
  if (button.style !== undefined && button.style !== "primary" && button.style !== "danger")
    wrong(`${path}.style`, "is not known");
}

const inputs = new Set(["plain_text_input", "url_text_input", "number_input", "static_select", "timepicker"]);

function checkInput(block: Body, path: string, wrong: Wrong): void {
  checkText(block.label, `${path}.label`, 2000, wrong, "plain_text");
  const { element } = block;
  if (!isBody(element) || !inputs.has(String(element.type))) {
    wrong(`${path}.element`, "is no input");
    return;
  }
  if (Number(element.max_length ?? 3000) > 3000) wrong(`${path}.element.max_length`, "is above 3,000");
  if (element.type !== "static_select") return;
  const { options } = element;
  if (!Array.isArray(options) || options.length === 0 || options.length > 100)
    wrong(`${path}.element.options`, "must be 1 to 100");
  else
    for (const option of options) {
      checkText(isBody(option) ? option.text : undefined, `${path}.option`, 75, wrong, "plain_text");
      if (!isBody(option) || length(option.value) === 0 || length(option.value) > 150)
        wrong(`${path}.option.value`, "must have 1 to 150 characters");
    }
}

function checkView(view: unknown, wrong: Wrong): void {
  if (!isBody(view) || view.type !== "modal") {
    wrong("view", "is no modal");
    return;
  }
  checkText(view.title, "view.title", 24, wrong, "plain_text");
  checkText(view.submit, "view.submit", 24, wrong, "plain_text");
  checkText(view.close, "view.close", 24, wrong, "plain_text");
  if (length(view.private_metadata) > 3000) wrong("view.private_metadata", "is above 3,000 characters");
  if (length(view.callback_id) > 255) wrong("view.callback_id", "is above 255 characters");
  checkBlocks(view.blocks, 100, wrong);
}
