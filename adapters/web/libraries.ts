/** What draws charts in the browser, from its packages: large and seldom asked for, so that it is read anew each time. */
import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export interface Libraries {
  /** Changes with the packages. */
  version(): Promise<string>;
  read(name: string): Promise<{ body: string | Uint8Array<ArrayBuffer>; type: string } | undefined>;
}

/** Browser builds lie beside the file that a package exports. */
const scripts = new Map([
  ["vega.js", { from: "vega", file: "vega.min.js" }],
  ["vega-lite.js", { from: "vega-lite", file: "vega-lite.min.js" }],
  ["vega-interpreter.js", { from: "vega-interpreter", file: "vega-interpreter.js" }],
]);
const families = ["noto-sans", "noto-sans-sc"];
const weights = [400, 600];

export function openLibraries(): Libraries {
  const require = createRequire(import.meta.url);
  const pathOf = ({ from, file }: { from: string; file: string }) =>
    join(dirname(require.resolve(from)), file);
  const folderOf = (family: string) => dirname(require.resolve(`@fontsource/${family}/package.json`));

  async function script(name: string) {
    const found = scripts.get(name);
    if (!found) return undefined;
    const text = await readFile(pathOf(found), "utf8");
    // Its one import is a bare name, which a browser does not know; all of that package is in Vega.
    return text.replace(/^import (\{[^}]*\}) from 'vega-util';/, "const $1 = globalThis.vega;");
  }

  /** The packages' own sheets, one rule for each part of a family: a browser fetches those whose characters it meets. */
  async function sheet(): Promise<string> {
    const files = families.flatMap((family) =>
      weights.map((weight) => join(folderOf(family), `${weight}.css`)),
    );
    const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
    return texts
      .join("\n")
      .replace(/url\(\.\/files\/([\w-]+\.woff2)\)/g, "url(/static/$1)")
      .replace(/,\s*url\([^)]*\.woff\) format\('woff'\)/g, "");
  }

  return {
    async version() {
      const sizes = [...scripts.values()].map(async (one) => (await stat(pathOf(one))).size);
      return (await Promise.all(sizes)).join(" ");
    },
    async read(name) {
      const text = await script(name);
      if (text !== undefined) return { body: text, type: "text/javascript; charset=utf-8" };
      if (name === "fonts.css") return { body: await sheet(), type: "text/css; charset=utf-8" };
      const family = /^(noto-sans(?:-sc)?)-[a-z0-9-]{1,40}-(?:400|600)-normal\.woff2$/.exec(name)?.[1];
      if (!family) return undefined;
      // A name that looks like a font's but is none leads to no file.
      const bytes = await readFile(join(folderOf(family), "files", name)).catch(() => undefined);
      return bytes && { body: new Uint8Array(bytes), type: "font/woff2" };
    },
  };
}
