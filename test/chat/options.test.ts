import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkOptions, missingOptions, parseLine, wordsOf } from "../../src/chat/options.ts";
import { cleanDays, cleanTime, cleanZone } from "../../src/chat/times.ts";
import { digest, draft, learn, search, sources, summarize } from "../../src/commands/index.ts";
import { UserError } from "../../src/errors.ts";

const problem = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error("it was accepted");
};

describe("a typed line", () => {
  it("needs no names: each word finds the option that it fits", () => {
    expect(parseLine(digest, "at 7:30 mon-fri europe/berlin harbour floods")).toEqual({
      do: "at",
      time: "07:30",
      days: "mon,tue,wed,thu,fri",
      zone: "Europe/Berlin",
      topic: "harbour floods",
    });
    expect(parseLine(digest, "at 18:00 floods")).toEqual({ do: "at", time: "18:00", topic: "floods" });
    expect(parseLine(digest, "now")).toEqual({ do: "now" });
    expect(parseLine(digest, "")).toEqual({});
  });

  it("takes names too, before or behind the words", () => {
    expect(parseLine(search, "dam evacuation --days 7 language:zh")).toEqual({
      words: "dam evacuation",
      days: 7,
      language: "zh",
    });
    expect(parseLine(search, '--days=7 "the dam" ')).toEqual({ words: "the dam", days: 7 });
    expect(parseLine(summarize, "https://example.org/a?b=c:d --sentences 5")).toEqual({
      target: "https://example.org/a?b=c:d",
      sentences: 5,
    });
  });

  it("keeps the rest of a line as it was typed", () => {
    const text = 'The mayor said: "No  more."\n\nThen she left.';
    expect(parseLine(summarize, text)).toEqual({ target: text });
    expect(parseLine(draft, `brief ${text}`)).toEqual({ form: "brief", target: text });
  });

  it("says what is wrong, and the mend", () => {
    expect(problem(() => parseLine(draft, ""))).toMatch(/needs form: what to write.+For example/s);
    expect(problem(() => parseLine(draft, "poem about the sea"))).toContain(
      "must be one of brief, article, blog, social, headline, not “poem”",
    );
    expect(problem(() => parseLine(search, "x --days soon"))).toContain(
      "days must be a number from 1 to 3650",
    );
    expect(problem(() => parseLine(search, "x --colour red"))).toContain("has no option “colour”");
    expect(problem(() => parseLine(learn, "now"))).toMatch(/do must be one of show, yes, no, .*, not “now”/);
    expect(problem(() => parseLine(learn, "yes now"))).toContain("has no option “now”");
    expect(problem(() => parseLine(search, "x --days 1 --days 2"))).toContain("days was given twice");
    expect(problem(() => parseLine(search, "y ".repeat(600)))).toContain("500 characters at most");
  });

  it("refuses two hundred options with one sentence", () => {
    const many = Array.from({ length: 200 }, (_, n) => `--option${n} x`).join(" ");
    expect(problem(() => parseLine(search, many)).length).toBeLessThan(300);
    expect(
      problem(() =>
        checkOptions(search, Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`o${n}`, "x"]))),
      ),
    ).toContain("200 options");
  });

  it("never throws anything but a UserError, whatever is typed", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 200 }),
        fc.constantFrom(digest, draft, search, sources, summarize),
        (line, command) => {
          try {
            const options = parseLine(command, line);
            for (const name of Object.keys(options))
              expect(command.options.some((spec) => spec.name === name)).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(UserError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("parts words at white space and keeps quoted ones together", () => {
    expect(wordsOf(`one "two three" “四 五” 'six seven' it's "open`).map((word) => word.text)).toEqual([
      "one",
      "two three",
      "四 五",
      "six seven",
      "it's",
      '"open',
    ]);
  });
});

describe("options from a platform's form", () => {
  it("get their kinds, and required ones are demanded", () => {
    expect(checkOptions(search, { words: "dam", days: "7" })).toEqual({ words: "dam", days: 7 });
    expect(missingOptions(draft, {}).map((spec) => spec.name)).toEqual(["form"]);
    expect(problem(() => checkOptions(draft, {}))).toContain("needs form");
  });
});

describe("times, days and zones", () => {
  it.each([
    ["7:30", "07:30"],
    ["07.30", "07:30"],
    ["7h30", "07:30"],
    ["7:30pm", "19:30"],
    ["12am", "00:00"],
    ["23:59", "23:59"],
    ["24:00", undefined],
    ["7:60", undefined],
    ["7", undefined],
    ["13pm", undefined],
    ["noon", undefined],
  ])("reads %s as %s", (text, time) => expect(cleanTime(text)).toBe(time));

  it.each([
    ["mon-fri", "mon,tue,wed,thu,fri"],
    ["Sat,Sun", "sat,sun"],
    ["fri-mon", "mon,fri,sat,sun"],
    ["weekdays", "mon,tue,wed,thu,fri"],
    ["Tuesday", "tue"],
    ["周一到周五", "mon,tue,wed,thu,fri"],
    ["工作日", "mon,tue,wed,thu,fri"],
    ["monkey", undefined],
    ["floods", undefined],
    ["mon-", undefined],
    ["mon-tue-wed", undefined],
  ])("reads %s as %s", (text, days) => expect(cleanDays(text)).toBe(days));

  it.each([
    ["europe/berlin", "Europe/Berlin"],
    ["Asia/Shanghai", "Asia/Shanghai"],
    ["utc", "UTC"],
    ["Mars/Olympus", undefined],
    ["berlin", undefined],
    ["+08:00", undefined],
  ])("reads %s as %s", (text, zone) => expect(cleanZone(text)).toBe(zone));
});
