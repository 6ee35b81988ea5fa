/** How a text, a thread or a topic over the archive sounds, towards whom, and which sentences and words weigh most. */
import { UserError } from "../errors.ts";
import type { Answer, Context, SentimentDomain } from "../types.ts";
import { numberOption, targetOption } from "./declare.ts";
import { command } from "./define.ts";
import { tableOption } from "./drawn.ts";
import { correctButton, findingOf } from "./learn/finding.ts";
import { overTime } from "./sentiment/over-time.ts";
import { sinceWhen, topicAndSince } from "./sentiment/since.ts";
import { basisLine, sentencesShown, toneLines } from "./sentiment/text.ts";
import { ofTopic } from "./sentiment/topic.ts";
import { mostRead, towardsFindings, towardsLines, towardsNames } from "./sentiment/towards.ts";
import { say, signed } from "./sentiment/words.ts";
import { plain, when } from "./show.ts";
import { subjectOf } from "./subject.ts";
import { cautionLines, type Material, material, pasted, scopeOf } from "./target.ts";

const remembered = { kind: "sentiment", version: "5", ttl: 7 * 86_400_000 };
const day = 86_400_000;
/** Messages of a thread that its course is told from. */
const leastMessages = 6;

const natural =
  /^(?:what(?:['’]s| is) the (?:tone|mood|sentiment) (?:of|on|about|around|towards?) (.+?)|how (?:do|does|did) (?:people|the media|the press|everybody) (?:feel|talk|write|speak) about (.+?)|how (?:do|does|did) (.+?) sound(?: to people)?(?=$|[\s?？])(.*?))\s*[?？]?$|^(?:大家|媒体)?对?(.+?)的(?:情感|情绪|舆论)(?:如何|怎么样|怎样)[？?]?$/iu;
const here = /^(?:this|it|that|here)$/i;

export const sentiment = command({
  name: "sentiment",
  aliases: ["mood", "情感", "情绪"],
  about: {
    en: "How a text, link, thread or topic sounds, towards whom, and which sentences and words weigh most",
    zh: "文本、链接、讨论串或主题的情感，对各方的态度，以及影响最大的句子和词",
  },
  options: [
    targetOption({
      en: "a link, a story's id, `thread`, a text, or a topic in a few words (`… since 14d`)",
      zh: "链接、稿件编号、`thread`、文本，或几个词的主题（可加 `since 14d`）",
    }),
    numberOption(
      "days",
      { en: "for a topic: how far back (30)", zh: "主题：回看多少天（默认 30）" },
      1,
      3650,
    ),
    {
      name: "since",
      kind: "text",
      required: false,
      named: true,
      maxLength: 20,
      about: {
        en: "for a topic: a date, yesterday, or 12h, 7d, 2w, 3m",
        zh: "主题：起始日期、昨天，或 12h、7d、2w、3m",
      },
    },
    {
      name: "towards",
      kind: "text",
      required: false,
      named: true,
      maxLength: 300,
      about: {
        en: "only towards these, with commas between; else towards all that it names",
        zh: "只看对这些名称的态度（逗号隔开）；不填则看文中所有名称",
      },
    },
    {
      name: "as",
      kind: "choice",
      choices: ["news", "reviews", "social"],
      required: false,
      named: true,
      about: { en: "what kind of text it is (news)", zh: "文本类型（默认新闻）" },
    },
    tableOption,
  ],
  examples: [
    "sentiment https://example.org/story",
    "sentiment harbour bridge since 14d",
    "sentiment https://example.org/story --towards Meyer",
  ],
  understands(text) {
    const asked = natural.exec(text);
    if (!asked) return undefined;
    const [, of, about, sounding, when = "", zh] = asked;
    const topic = of ?? about ?? sounding ?? zh;
    if (topic === undefined || topic.length > 80) return undefined;
    return here.test(topic) ? {} : { target: `${topic}${when}` };
  },
  async run({ target, days, since, towards, as: domain = "news", table }, context) {
    const { now, services, language } = context;
    const { topic, ...asked } = topicAndSince(subjectOf(target ?? ""));
    const from = since ?? asked.since;
    const known = target !== undefined && (await services.archive.get(target));
    if (target === undefined || known || !isTopic(topic)) {
      if (since !== undefined) sinceWhen(since, now(), context.desk.zone);
      return ofText(await readTarget(target, context), { domain, towards, table }, context);
    }
    const start = from === undefined ? now() - (days ?? 30) * day : sinceWhen(from, now(), context.desk.zone);
    const found = await ofTopic({ topic, since: start, domain, table }, context);
    if (found) return found;
    const none = `${say(language, "none", { topic: plain(topic), since: when(start, language, context.desk.zone, now()) })} ${say(language, "none.mend")}`;
    // Nobody asked for a time: it may have been meant as a text.
    if (from !== undefined || days !== undefined)
      return { markdown: none, data: { topic, since: start, count: 0 }, madeBy: ["archive"] };
    const read = await ofText(pasted(target, context), { domain, towards, table }, context);
    return {
      ...read,
      markdown: [none, say(language, "none.text"), read.markdown].join("\n\n"),
      data: { topic, since: start, count: 0, text: read.data },
    };
  },
});

/** A few words without a full stop are a subject; anything longer, or signs alone, is a text of its own. */
function isTopic(target: string): boolean {
  return (
    /[\p{L}\p{N}]/u.test(target) &&
    !/https?:|[.!?。！？]|^(the |this )?thread$|^本?讨论串?$/iu.test(target) &&
    target.split(/\s+/).length <= 6 &&
    target.length <= 60
  );
}

/** A sentence is a text here, however short. @throws UserError as `material`. */
async function readTarget(target: string | undefined, context: Context): Promise<Material> {
  const text = target?.trim() ?? "";
  const whole =
    context.message.files.length === 0 &&
    (/[.!?。！？]/u.test(text) || !/[\p{L}\p{N}]/u.test(text)) &&
    text !== "" &&
    !/https?:/i.test(text);
  try {
    return await material(target, context);
  } catch (error) {
    if (whole && error instanceof UserError) return pasted(text, context);
    throw error;
  }
}

async function ofText(
  found: Material,
  asked: { domain: SentimentDomain; towards: string | undefined; table: boolean | undefined },
  context: Context,
): Promise<Answer> {
  const { language, services } = context;
  const { text } = found.document;
  const { domain } = asked;
  // Of a story it was found out when it came in.
  const spoken = found.kind === "story" && found.language !== "und" ? found.language : undefined;
  const known = await services.names.gazetteer.list(context.desk.id);
  const { value: read } = await services.remember(
    remembered.kind,
    remembered.version,
    [text, domain, known],
    scopeOf(context),
    // What was found without the network is looked at anew when it answers again.
    ({ value }) => (value.unheard === undefined ? remembered.ttl : 0),
    async () => {
      const [value, { names }] = await Promise.all([
        services.text.sentiment(text, { domain, language: spoken }),
        services.names.read(context.desk, text.slice(0, mostRead), spoken, context.signal),
      ]);
      return { value, names: names.filter(({ kind }) => kind === "person" || kind === "organisation") };
    },
  );
  const { value } = read;
  const wanted = (asked.towards ?? "").split(/[,，、;；]/).flatMap((name) => name.trim() || []);
  const named = towardsNames(text.slice(0, mostRead), value.language, read.names, wanted, services.text);
  const course = await ofCourse(found, asked, context);
  const [model = ""] = value.models;
  const finding = findingOf(
    { text, language: value.language, answer: value.label, confidence: value.confidence, model },
    context,
  );
  const others = towardsFindings(named.each, value.language, context);
  const models = [...new Set([...value.models, ...named.each.map((one) => one.model)])];
  return {
    markdown: [
      ...cautionLines(found, context),
      ...toneLines(value, language),
      ...course.lines,
      ...towardsLines(named, language),
      basisLine(value, language),
    ]
      .filter((line) => line !== "")
      .join("\n\n"),
    images: course.images,
    sentences: value.because.slice(0, sentencesShown).map((one) => ({
      text: one.text,
      passages: [{ source: "1", start: one.start, end: one.end, text: text.slice(one.start, one.end) }],
      verdict: "supported" as const,
    })),
    sources: [found.citation],
    findings: [...(finding ? [finding] : []), ...others.findings],
    actions: [...(finding ? [correctButton(finding, language)] : []), ...others.actions],
    data: { ...value, towards: named.each },
    madeBy: models.length > 0 ? models : ["copytaster"],
  };
}

/** A thread is told by its beginning and its end, too, and drawn where it took long enough. */
async function ofCourse(
  { said = [] }: Material,
  { domain, table }: { domain: SentimentDomain; table: boolean | undefined },
  context: Context,
) {
  if (said.length < leastMessages) return { images: [], lines: [] };
  const { language, services } = context;
  const scores = said.map(({ at, text }) => ({ at, score: services.text.tone(text, { domain }).score }));
  const third = Math.ceil(scores.length / 3);
  const mean = (part: typeof scores) => part.reduce((sum, { score }) => sum + score, 0) / part.length;
  const [first, last] = [mean(scores.slice(0, third)), mean(scores.slice(-third))];
  const range = {
    since: Math.min(...scores.map(({ at }) => at)),
    until: Math.max(...scores.map(({ at }) => at)),
  };
  const line = await overTime(scores, range, { topic: undefined, sample: false, table }, context);
  const told = say(language, "thread", { count: said.length, first: signed(first), last: signed(last) });
  return { images: line.images, lines: [told, ...line.lines] };
}
