/** Chinese texts of the house have Chinese stops. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");
const filesUnder = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : path.endsWith(".ts") ? [path] : [];
  });

it("no Western comma, stop, colon or question mark stands behind a Chinese character in a text", () => {
  const found = ["src", "adapters"].flatMap((room) =>
    filesUnder(join(root, room)).flatMap((path) =>
      readFileSync(path, "utf8")
        .split("\n")
        .flatMap((line, n) =>
          // Words of a text are between quotes; what stands in comments and regular expressions is for nobody to read.
          [...line.matchAll(/"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g)]
            .filter(
              ([text]) =>
                !text.includes("(?") && /\p{Script=Han}[,.;:?!](?=[\s\p{Script=Han}"`])/u.test(text),
            )
            .map(([text]) => `${relative(root, path)}:${n + 1} ${text}`),
        ),
    ),
  );
  expect(found).toEqual([]);
});
