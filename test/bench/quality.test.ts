import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DEFAULT_DATA } from "./quality/data.ts";
import { atLeast, notBelow, type Row, significantlyAbove, type Task } from "./quality/frame.ts";
import { runEval } from "./quality/index.ts";
import { tasks } from "./quality/registry.ts";

function listener() {
  const out: string[] = [];
  const err: string[] = [];
  return {
    io: {
      stdout: { write: (text: string) => out.push(text) },
      stderr: { write: (text: string) => err.push(text) },
    },
    out: () => out.join(""),
    err: () => err.join(""),
  };
}

const row: Omit<Row, "task"> = {
  set: "made",
  n: 2,
  metric: "accuracy",
  value: 0.75,
  ci: [0.5, 1],
  baselines: { majority: 0.5 },
  seconds: 0.1,
};
const steady: Task = {
  name: "steady",
  about: "always the same",
  gates: [atLeast("made", "accuracy", 0.8)],
  async run(run) {
    run.row(row);
    run.predict({ set: "made", id: "1", gold: "a", predicted: "b", score: 0.2 });
  },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quality-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("eval", () => {
  test("an unknown task, none, or an unknown flag gets the list of tasks and exit 2", async () => {
    for (const argv of [["nonsense"], [], ["steady", "--what"], ["steady", "--limit", "0"]]) {
      const { io, err, out } = listener();
      expect(await runEval(argv, io, [steady])).toBe(2);
      expect(out()).toBe("");
      expect(err()).toMatch(/steady|--limit/);
    }
  });

  test("--json gives the rows and nothing else on standard output", async () => {
    const { io, out } = listener();
    expect(await runEval(["steady", "--json", "--data", folder], io, [steady])).toBe(0);
    expect(JSON.parse(out())).toEqual([{ task: "steady", ...row }]);
  });

  test("the table shows the figure, its interval and the baseline beside it", async () => {
    const { io, out } = listener();
    await runEval(["steady", "--data", folder], io, [steady]);
    expect(out()).toMatch(/made\s+2\s+accuracy\s+0\.7500\s+0\.5000 … 1\.0000\s+majority 0\.5000/);
  });

  test("--gate fails below the gate and says by how much; without it the same run passes", async () => {
    const { io, err } = listener();
    expect(await runEval(["steady", "--gate", "--data", folder], io, [steady])).toBe(1);
    expect(err()).toContain("made accuracy: 0.7500 is below 0.8");
  });

  test("--out writes a JSON line for each prediction", async () => {
    const file = join(folder, "out.jsonl");
    await runEval(["steady", "--out", file, "--data", folder], listener().io, [steady]);
    expect(readFileSync(file, "utf8")).toBe(
      '{"set":"made","id":"1","gold":"a","predicted":"b","score":0.2}\n',
    );
  });

  test("a missing file is told with the folder, and the exit is not 0", async () => {
    const { io, err } = listener();
    expect(await runEval(["related", "--json", "--data", folder], io)).toBe(1);
    expect(err()).toContain("missing: clustering/events_fulltext.jsonl.gz");
    expect(err()).toContain(folder);
  });
});

describe("gates", () => {
  const full: Row = { task: "t", ...row, p: { majority: 0.2 } };
  test("a baseline that was not measured never passes", () => {
    expect(notBelow("made", "accuracy", ["vader"]).fails(full)).toContain("not measured");
    expect(notBelow("made", "accuracy", ["majority"]).fails(full)).toBeUndefined();
  });
  test("higher is not enough where significance is asked", () => {
    expect(significantlyAbove("made", "accuracy", "majority").fails(full)).toContain("p = 0.2000");
    expect(
      significantlyAbove("made", "accuracy", "majority").fails({ ...full, p: { majority: 0.01 } }),
    ).toBeUndefined();
  });
});

describe("the tasks run on a folder of a few rows", () => {
  function write(file: string, rows: readonly unknown[]): void {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(
      join(folder, `${file}.jsonl.gz`),
      gzipSync(rows.map((one) => JSON.stringify(one)).join("\n")),
    );
  }

  test("related finds the other stories of an event", async () => {
    const stories = [
      ["1", "Harbour bridge closes for repairs", "a"],
      ["2", "Bridge at harbour to close for repairs", "a"],
      ["3", "Orchestra plays new symphony", "b"],
      ["4", "New symphony by orchestra praised", "b"],
    ].map(([id, title, event]) => ({ id, title, text: title, event, story: event, ts: 0 }));
    write("clustering/events_fulltext", stories);
    write("clustering/uci_headline_stories", stories);
    const { io, out } = listener();
    expect(await runEval(["related", "--json", "--data", folder], io)).toBe(0);
    const rows = JSON.parse(out()) as Row[];
    expect(rows.map(({ set, metric, value }) => [set, metric, value])).toEqual([
      ["events_fulltext", "ndcgAt10", 1],
      ["uci_headline_stories", "ndcgAt10", 1],
    ]);
    expect(Object.keys(rows[0]?.baselines ?? {})).toEqual(["bm25", "tfidf"]);
  });

  test("summaries are scored with every baseline, and each citation resolves", async () => {
    const article =
      "A storm hit the coast. Trees fell on roads. Two people were hurt. Trains stopped. The mayor spoke later.";
    write("summarization/cnndm", [
      { id: "x", article, summary: "A storm hit the coast and two people were hurt ." },
    ]);
    const { io, out, err } = listener();
    expect(await runEval(["summarization", "--json", "--data", folder], io)).toBe(1);
    expect(err()).toContain("missing: summarization/xsum.jsonl.gz");
    const rows = JSON.parse(out()) as Row[];
    const rouge = rows.find(({ metric }) => metric === "rouge1");
    expect(Object.keys(rouge?.baselines ?? {}).sort()).toEqual([
      "lead",
      "lead3",
      "lexrank",
      "oracle",
      "textrank",
    ]);
    expect(rows.find(({ metric }) => metric === "resolves")?.value).toBe(1);
  });

  test.skipIf(!existsSync(DEFAULT_DATA)).each(tasks.map(({ name }) => name))(
    "%s runs on the real data (skipped where ../shared/data is not)",
    async (name) => {
      const { io, out } = listener();
      expect(await runEval([name, "--json", "--limit", "30"], io)).toBe(0);
      for (const one of JSON.parse(out()) as Row[]) {
        expect(one.value).toBeGreaterThanOrEqual(0);
        expect(one.n).toBeGreaterThan(0);
      }
    },
    // Some train before they measure.
    400_000,
  );
});
