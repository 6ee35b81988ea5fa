/** Bursts: simulated series, where every burst is known, and half a year of agency news, where three events are. */
import { interval } from "../../../../src/learn/metrics/bootstrap.ts";
import { watch } from "../../../../src/news/trends/bursts.ts";
import { seasonalKleinberg, toldTheRates, z3, z4SameHour } from "../baselines/bursts.ts";
import { figures, type Tally, tally } from "../bursts/score.ts";
import { type SimulatedSeries, scoredFrom, simulate } from "../bursts/simulator.ts";
import { yahoo } from "../bursts/yahoo.ts";
import { atLeast, type Run, type Task } from "../frame.ts";

const multiples = [2, 3, 5] as const;

export const bursts: Task = {
  name: "bursts",
  about:
    "bursts in series of counts: simulated x2, x3, x5 (f1), and MH370, Crimea and the World Cup in the news of 2014 (recall)",
  gates: [atLeast("x3", "f1", 0.75), atLeast("yahoo_rss_2014", "recall", 1)],
  async run(run) {
    multiples.forEach((times, done) => {
      simulated(run, times);
      run.progress("simulated", done + 1, multiples.length);
    });
    await yahoo(run);
  },
};

/** Causal: no alarm of ours has seen what came after it. The scored seeds begin at 1; those that were tuned on are above 100. */
function simulated(run: Run, times: number): void {
  const set = `x${times}`;
  const all = simulate(run.seed, times, Math.min(600, run.limit));
  const began = performance.now();
  const watched = watch({
    series: all.map(({ id, counts }) => ({ key: id, counts })),
    place: 0,
    stepsADay: 24,
    from: scoredFrom,
  });
  const seconds = (performance.now() - began) / 1000;
  const ours = all.map((series, n) =>
    tally(
      series,
      (watched[n]?.alarms ?? []).flatMap(({ at, until }) =>
        Array.from({ length: until - at + 1 }, (_, more) => at + more),
      ),
    ),
  );
  const by = (rule: (counts: readonly number[]) => number[]) =>
    all.map((series: SimulatedSeries) => tally(series, rule(series.counts)));
  const baselines = {
    z3: by(z3),
    z4SameHour: by(z4SameHour),
    seasonalKleinberg: by(seasonalKleinberg),
    toldTheRates: all.map((series) => tally(series, toldTheRates(series.counts, series.means, times))),
  };
  for (const metric of ["f1", "precision", "recall"] as const)
    run.row({
      set,
      n: all.length,
      metric,
      value: figures(ours)[metric],
      ci: interval(
        ours.length,
        (places) => figures([...places].map((at) => ours[at] as Tally))[metric],
        run.seed,
        500,
      ),
      baselines: Object.fromEntries(
        Object.entries(baselines).map(([name, tallies]) => [name, figures(tallies)[metric]]),
      ),
      seconds,
    });
  all.forEach((series, n) => {
    run.predict({
      set,
      id: series.id,
      gold: series.burst ?? null,
      predicted: (watched[n]?.alarms ?? []).map(({ at, until }) => ({ at, until })),
      score: watched[n]?.alarms.reduce((most, { sure }) => Math.max(most, sure), 0) ?? null,
    });
  });
}
