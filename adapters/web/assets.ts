/** The page's own few files, read once. Their address changes when they do. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Context } from "hono";
import { openLibraries } from "./libraries.ts";

export interface Assets {
  version: string;
  answer(c: Context): Promise<Response>;
}

const types = {
  "page.css": "text/css",
  "talk.css": "text/css",
  "forms.css": "text/css",
  "print.css": "text/css",
  "page.js": "text/javascript",
  "chart.js": "text/javascript",
  "icon.svg": "image/svg+xml",
};

export async function readAssets(): Promise<Assets> {
  const files = new Map<string, { body: string; type: string }>();
  const hash = createHash("sha256");
  for (const [name, type] of Object.entries(types)) {
    const body = await readFile(new URL(`static/${name}`, import.meta.url), "utf8");
    files.set(name, { body, type: `${type}; charset=utf-8` });
    hash.update(body);
  }
  const libraries = openLibraries();
  hash.update(await libraries.version());
  return {
    version: hash.digest("hex").slice(0, 12),
    async answer(c) {
      const name = c.req.param("name") ?? "";
      const file = files.get(name) ?? (await libraries.read(name));
      if (!file) return c.text("There is no such file.\n", 404);
      return c.body(file.body, 200, {
        "content-type": file.type,
        "cache-control": "public, max-age=31536000, immutable",
      });
    },
  };
}
