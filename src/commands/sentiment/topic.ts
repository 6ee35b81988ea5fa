/** How the archive's stories on a topic sound, and how that went over time. */
import type { Answer, Context, Hit, SentimentDomain, Tone } from "../../types.ts";
import { numbersButton } from "../drawn.ts";
import { aside, plain, storyLine, when } from "../show.ts";
import { citationOf } from "../target.ts";
import { overTime } from "./over-time.ts";
import { basisLine } from "./text.ts";
import { say, signed } from "./words.ts";

const storiesRead = 300;
const storiesShown = 4;
/** ms of reading before others have their turn. */
const atOnce = 8;
/** The mean of many stories lies nearer to nought than each of them. */
const flat = 0.1;

export interface TopicAsked {
  topic: string;
  since: number;
  domain: SentimentDomain;
  table: boolean | undefined;
}

/** Undefined where the archive has nothing on it. */
export async function ofTopic(asked: TopicAsked, context: Context): Promise<Answer | undefined> {
  const { services, desk, language, now } = context;
  const { topic, since, domain } = asked;
  const hits = await services.archive.search({ words: topic, match: "all", since, limit: storiesRead });
  if (hits.length === 0) return undefined;
  const read = await tones(hits, domain, context);
  const score = read.reduce((sum, { tone }) => sum + tone.score, 0) / read.length;
  const label = score > flat ? "positive" : score < -flat ? "negative" : "neutral";
  const of = (wanted: Tone["label"]) => read.filter(({ tone }) => tone.label === wanted).length;
  const counts = { positive: of("positive"), neutral: of("neutral"), negative: of("negative") };
  const strongest = [...read]
    .sort((a, b) => Math.abs(b.tone.score) - Math.abs(a.tone.score))
    .slice(0, storiesShown);
  const reasons = await Promise.all(
    strongest.map(({ story }) =>
      services.text.sentiment(textOf(story), { domain, language: story.language }),
    ),
  );
  const line = await overTime(
    read.map(({ story, tone }) => ({ at: story.publishedAt, score: tone.score })),
    // From where there is something to show.
    { since: Math.max(since, Math.min(...read.map(({ story }) => story.publishedAt))), until: now() },
    { topic, sample: read.some(({ story }) => story.sample), table: asked.table },
    context,
  );
  const models = [...new Set(read.flatMap(({ tone }) => tone.models))];
  const bases = read.flatMap(({ tone }) => (tone.models.length > 0 ? [tone.basis, ...tone.besides] : []));
  const [basis = "list", ...besides] = new Set(bases);
  const extremes = strongest.map(({ story, tone }, i) => {
    const because = reasons[i]?.because.find((one) => Math.sign(one.score) === Math.sign(tone.score));
    return `- ${storyLine(story, language, desk.zone)}${aside(signed(tone.score), language)}${because ? `  \n  ${plain(because.text)}` : ""}`;
  });
  return {
    markdown: [
      say(language, read.length === 1 ? "topic.one" : "topic", {
        ...{ topic: plain(topic), label: say(language, label), count: read.length, score: signed(score) },
        ...{ since: when(since, language, desk.zone, now()), ...counts },
      }),
      ...(read.length === storiesRead ? [say(language, "topic.most", { count: storiesRead })] : []),
      `${say(language, "extremes")}\n\n${extremes.join("\n")}`,
      ...line.lines,
      basisLine({ basis, besides, models }, language),
    ].join("\n\n"),
    images: line.images,
    sources: strongest.map(({ story }, n) => citationOf(story, String(n + 1))),
    actions: line.points
      ? numbersButton(
          "sentiment",
          { target: topic, since: sinceOf(since), as: domain, ...(asked.table && { table: true }) },
          context,
        )
      : [],
    data: {
      ...{
        topic,
        since,
        days: Math.round((now() - since) / 86_400_000),
        score,
        label,
        count: read.length,
        ...counts,
        models,
      },
      ...(line.points && { points: line.points }),
      strongest: strongest.map(({ story, tone }, i) => ({
        ...{ id: story.id, title: story.title, score: tone.score },
        because: reasons[i]?.because.slice(0, 2),
      })),
    },
    madeBy: models,
  };
}

const textOf = ({ title, text }: Hit["story"]) => `${title}\n\n${text}`;

/** A day, as the option takes it: earlier by some hours at most. */
const sinceOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** By the linear models, with pauses: hundreds of stories take longer than anybody else may wait. */
async function tones(
  hits: readonly Hit[],
  domain: SentimentDomain,
  { services, signal }: Pick<Context, "services" | "signal">,
): Promise<{ story: Hit["story"]; tone: Tone }[]> {
  const found: { story: Hit["story"]; tone: Tone }[] = [];
  let began = performance.now();
  for (const { story } of hits) {
    found.push({ story, tone: services.text.tone(textOf(story), { domain, language: story.language }) });
    if (performance.now() - began < atOnce) continue;
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    began = performance.now();
  }
  return found;
}
