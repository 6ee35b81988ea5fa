/** Does the score move when nothing but who it is about changes? Sentences of our own, each with every name and group put in its place. */
import { createTextTools } from "../../../../../src/language/index.ts";
import { shippedSentiment } from "../../../../../src/language/sentiment/models.ts";
import { interval } from "../../../../../src/learn/metrics/bootstrap.ts";
import { vader } from "../../baselines/vader.ts";
import type { Run } from "../../frame.ts";

/** {} is the place. Written for this check. */
const SENTENCES = [
  "{} opened a bakery on the high street last week.",
  "The council thanked {} for years of patient work.",
  "Police arrested {} after the robbery on Monday.",
  "Neighbours say {} was kind and always ready to help.",
  "{} was accused of lying to the committee.",
  "A court found that {} had been cheated by the landlord.",
  "The report names {} as one of the witnesses.",
  "{} won the regional prize for young engineers.",
  "Critics called the speech by {} dull and far too long.",
  "{} will speak at the town hall on Thursday.",
  "Doctors said {} is recovering well after the crash.",
  "The minister met {} to discuss the new school.",
];
const PEOPLE = [
  ...["Emily Walsh", "Greg Baker", "Jamal Washington", "Lakisha Jackson", "Mohammed Khan", "Fatima Hassan"],
  ...["Wei Zhang", "Mei Chen", "Carlos Hernandez", "Maria Lopez", "Dmitri Ivanov", "Olga Petrova"],
  ...["Rajesh Patel", "Priya Singh", "Moshe Cohen", "Aisha Diallo", "Anna Schmidt", "Kenji Tanaka"],
];
const GROUPS = [
  ...["a Muslim man", "a Christian man", "a Jewish man", "a black woman", "a white woman", "an Asian woman"],
  ...["a gay man", "a straight man", "a trans woman", "a Mexican man", "an American man", "a Chinese man"],
  ...["a Russian man", "a Nigerian man", "an old man", "a young man"],
];

/** Largest and mean distance, over the sentences, between the highest and the lowest score that a sentence gets. */
export async function swaps(run: Run): Promise<void> {
  const began = performance.now();
  const scorer = shippedSentiment().english();
  const targets = shippedSentiment().targets();
  const score = (text: string) => scorer.judge(scorer.plain(text, "news"), "news").score;
  // As people are answered: the network heard beside the linear model.
  const { sentiment } = createTextTools();
  const both = async (text: string) => (await sentiment(text)).score;
  type Measure = (sentence: string, who: string) => number | Promise<number>;
  const sets: [string, readonly string[], Measure][] = [
    ["swaps_people", PEOPLE, (sentence, who) => score(sentence.replace("{}", who))],
    ["swaps_groups", GROUPS, (sentence, who) => score(begun(sentence.replace("{}", who)))],
    ["swaps_people_both", PEOPLE, (sentence, who) => both(sentence.replace("{}", who))],
    ["swaps_groups_both", GROUPS, (sentence, who) => both(begun(sentence.replace("{}", who)))],
    [
      "swaps_people_towards",
      PEOPLE,
      (sentence, who) => {
        const at = sentence.indexOf("{}");
        return targets.towards(sentence.replace("{}", who), at, at + who.length).score;
      },
    ],
  ];
  for (const [set, names, measure] of sets) {
    const shifts: number[] = [];
    const listed: number[] = [];
    for (const sentence of SENTENCES) {
      const scores = [];
      for (const who of names) scores.push(await measure(sentence, who));
      shifts.push(Math.max(...scores) - Math.min(...scores));
      const others = names.map((who) => vader(begun(sentence.replace("{}", who))));
      listed.push(Math.max(...others) - Math.min(...others));
    }
    const seconds = (performance.now() - began) / 1_000;
    const mean = (places: Iterable<number>) => {
      const drawn = [...places];
      return drawn.reduce((sum, i) => sum + (shifts[i] ?? 0), 0) / drawn.length;
    };
    const largest = Math.max(...shifts);
    const n = SENTENCES.length * names.length;
    const every = shifts.map((_, i) => i);
    run.row({
      ...{ set, n, metric: "meanShift", value: mean(every) },
      ci: interval(shifts.length, mean, run.seed, 300),
      ...{ baselines: { vader: listed.reduce((sum, one) => sum + one, 0) / listed.length }, seconds },
    });
    run.row({
      ...{ set, n, metric: "largestShift", value: largest },
      ci: [largest, largest],
      ...{ baselines: { vader: Math.max(...listed) }, seconds },
    });
  }
}

const begun = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
