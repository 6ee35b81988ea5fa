/** The house's own rules, held by test: who may import whom, no circles, no endless file, registries and docs in step. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as adapterRegistry from "../adapters/index.ts";
import { en } from "../src/chat/words/en.ts";
import { zh } from "../src/chat/words/zh.ts";
import { settingGroups } from "../src/cli/open.ts";
import * as commandRegistry from "../src/commands/index.ts";
import { envExample } from "../src/config.ts";

const root = resolve(import.meta.dirname, "..");

/** A room → the rooms it may know besides itself. `types`, `errors` and `settings` are everybody's. */
const mayImport: Record<string, readonly string[]> = {
  "src/main.ts": ["src/cli", "src/chat/words", "test/bench"],
  "src/cli": [
    "src/app",
    "src/config.ts",
    "src/log.ts",
    "adapters",
    "src/commands",
    "src/providers",
    "src/store",
    "src/net",
    "src/learn",
    "src/chat",
  ],
  "src/app": [
    "src/ask",
    "src/charts",
    "src/chat",
    "src/commands",
    "src/jobs",
    "src/language",
    "src/learn",
    "src/net",
    "src/news",
    "src/providers",
    "src/store",
    "src/config.ts",
  ],
  adapters: ["src/chat/split.ts", "src/chat/options.ts", "src/chat/words.ts"],
  // Shapes are pure readers of answers; commands name the one they want.
  "src/commands": ["src/ask/shapes.ts"],
  "src/jobs": ["src/news", "src/learn"],
  "src/chat": [],
  "src/ask": [],
  // Drawing goes by the same threads as parsing.
  "src/charts": ["src/net"],
  "src/news": ["src/language", "src/net"],
  "src/recommend": ["src/language", "src/net", "src/news"],
  "src/learn": ["src/language", "src/net"],
  "src/providers": ["src/language", "src/net"],
  "src/safety": ["src/language"],
  // What a page is written in must be told in the threads that read it, by the same weights as everywhere.
  "src/net": ["src/language/language.ts"],
  "src/store": [],
  "src/language": [],
  "src/config.ts": [],
  "src/log.ts": [],
  "src/types.ts": ["src/types"],
  "src/types": [],
  "src/errors.ts": [],
  "src/settings.ts": [],
};
const everybodys = ["src/types.ts", "src/types", "src/errors.ts", "src/settings.ts"];

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name);
    if (name === "node_modules") return [];
    return statSync(join(root, path)).isDirectory() ? filesUnder(path) : path.endsWith(".ts") ? [path] : [];
  });
}

const files = [...filesUnder("src"), ...filesUnder("adapters")];

/** Relative imports, dynamic and `new URL("./x.ts", import.meta.url)` ones too, as paths from the root. */
function importsOf(file: string): { path: string; typeOnly: boolean }[] {
  const source = readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");
  const found: { path: string; typeOnly: boolean }[] = [];
  const add = (specifier: string, typeOnly: boolean) =>
    found.push({ path: relative(root, resolve(root, dirname(file), specifier)), typeOnly });
  for (const match of source.matchAll(
    /(?:^|\n)\s*(?:import|export)(\s+type)?\s[^;"']*?from\s*["'](\.[^"']+)["']/g,
  ))
    add(match[2] ?? "", match[1] !== undefined);
  for (const match of source.matchAll(/(?:^|\n)\s*import\s*["'](\.[^"']+)["']/g)) add(match[1] ?? "", false);
  for (const match of source.matchAll(/import\(\s*["'](\.[^"']+)["']/g)) add(match[1] ?? "", true);
  return found;
}

const roomOf = (path: string): string => {
  if (path.startsWith("adapters/"))
    return path === "adapters/index.ts" ? "adapters/index.ts" : path.split("/").slice(0, 2).join("/");
  const rule = Object.keys(mayImport)
    .filter((room) => path === room || path.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
  // src/app.ts is the door of src/app/
  return path === "src/app.ts" ? "src/app" : (rule ?? path);
};

const inside = (path: string, allowed: readonly string[]) =>
  allowed.some((one) => path === one || path.startsWith(`${one}/`) || path === `${one}.ts`);

describe("the house", () => {
  it("lets every file import only what its room may know", () => {
    const wrong: string[] = [];
    for (const file of files) {
      const room = roomOf(file);
      const rule = room.startsWith("adapters/")
        ? room === "adapters/index.ts"
          ? ["adapters"]
          : mayImport.adapters
        : mayImport[room];
      if (!rule) wrong.push(`${file}: no rule for its room`);
      for (const { path } of importsOf(file)) {
        if (path.startsWith("src/") || path.startsWith("adapters/") || path.startsWith("test/")) {
          if (roomOf(path) === room || inside(path, everybodys) || inside(path, rule ?? [])) continue;
          wrong.push(`${file} → ${path}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it("knows no circles of imports", () => {
    // Types alone and what is loaded later do not make one.
    const graph = new Map(
      files.map((file) => [
        file,
        importsOf(file)
          .filter(({ typeOnly }) => !typeOnly)
          .map(({ path }) => path),
      ]),
    );
    const circles: string[] = [];
    const done = new Set<string>();
    const walk = (file: string, trail: readonly string[]) => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(" → "));
      if (done.has(file) || trail.includes(file)) return;
      for (const next of graph.get(file) ?? []) walk(next, [...trail, file]);
      done.add(file);
    };
    for (const file of files) walk(file, []);
    expect(circles).toEqual([]);
  });

  it("has no source file above 300 lines", () => {
    const long = files
      .map((file) => ({ file, lines: readFileSync(join(root, file), "utf8").split("\n").length - 1 }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });

  it("imports a vendor's SDK only where it is opened, never at the top", () => {
    const heavy =
      /(?:^|\n)import\s+(?!type\b)[^;]*?from\s*["'](@slack\/bolt|discord\.js|openai|@xenova\/transformers|onnxruntime-node|playwright-core|vega|vega-lite|@resvg\/resvg-wasm)["']/;
    expect(
      files.filter((file) => !file.includes("worker") && heavy.test(readFileSync(join(root, file), "utf8"))),
    ).toEqual([]);
  });

  it("writes SQL in the store alone", () => {
    const sql = /["'`]\s*(select\s.+\sfrom|insert into|update \w+ set|delete from|create table)\b/i;
    expect(
      files.filter(
        (file) => !file.startsWith("src/store/") && sql.test(readFileSync(join(root, file), "utf8")),
      ),
    ).toEqual([]);
  });

  it("reads the environment at the edge alone", () => {
    expect(
      files.filter(
        (file) =>
          !/^src\/(main|cli\/open)\.ts$/.test(file) &&
          /process\.env\b(?!\.\w+\s*=[^=])/.test(readFileSync(join(root, file), "utf8")),
      ),
    ).toEqual([]);
  });

  it("says every word of the interface in both languages", () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
    const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      expect(zh[key].trim(), key).not.toBe("");
      expect([...new Set(holes(zh[key]))], key).toEqual([...new Set(holes(en[key]))]);
    }
  });

  it("declares commands that every platform can carry", () => {
    const names = new Set<string>();
    for (const command of Object.values(commandRegistry)) {
      for (const name of [command.name, ...command.aliases]) {
        expect(names.has(name), `${name} is taken twice`).toBe(false);
        names.add(name);
      }
      expect(command.name).toMatch(/^[a-z]{2,20}$/);
      expect(command.options.length).toBeLessThanOrEqual(25);
      for (const words of [command.about, ...command.options.map((option) => option.about)]) {
        expect(words.en.length).toBeGreaterThan(0);
        expect(words.zh).toMatch(/\p{Script=Han}/u);
      }
      for (const example of command.examples) expect(example.startsWith(command.name)).toBe(true);
    }
  });

  it("has a registry line for each platform's folder", () => {
    const folders = readdirSync(join(root, "adapters")).filter((name) =>
      statSync(join(root, "adapters", name)).isDirectory(),
    );
    expect(Object.keys(adapterRegistry).sort()).toEqual(folders.sort());
  });

  it("keeps .env.example in step with what is declared", () => {
    expect(readFileSync(join(root, ".env.example"), "utf8")).toBe(envExample(settingGroups()));
  });

  it("lists every command in the README's table", () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const rows = Object.values(commandRegistry)
      .filter((command) => command.listed)
      .map((command) => `| \`${command.name}\` | ${command.about.en} |`);
    expect(
      rows.filter((row) => !readme.includes(row)),
      "rows that the README's table wants",
    ).toEqual([]);
  });

  it("names no other registry's host in the lock file, and pins every version", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
      expect(version, name).toMatch(/^(npm:@[\w/-]+@)?\d+\.\d+\.\d+$/);
    expect(readFileSync(join(root, "package-lock.json"), "utf8")).not.toMatch(/"resolved": "http/);
  });
});
