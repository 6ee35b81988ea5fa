/** The web page: the newsroom's bot for whoever sits at the machine, and a way in for programs. */
import { createServer } from "node:net";
import { choice, integer, secret, text, url } from "../../src/settings.ts";
import type { AdapterPlugin, SettingSpec } from "../../src/types.ts";
import { createWebAdapter, portProblem } from "./adapter.ts";

export type { WebAdapter } from "./adapter.ts";

function withFallback(spec: SettingSpec<string | undefined>, fallback: string): SettingSpec<string> {
  return { ...spec, fallback, parse: (given) => spec.parse(given) ?? fallback };
}

function token(): SettingSpec<string | undefined> {
  const spec = secret({
    about:
      "Signs in to the web page from other machines, and programs at /api; 16 characters or more. Unset: one is made, kept in the data folder and printed at the start",
    example: "a-long-random-word",
  });
  return {
    ...spec,
    parse(given) {
      if (given.length < 16) throw new Error("must have 16 characters or more");
      return spec.parse(given);
    },
  };
}

const settings = {
  WEB: choice({ about: "The web page, on or off", of: ["on", "off"], fallback: "on" }),
  PORT: integer({
    about: "Port of the web page; 0 takes any that is free and prints it",
    min: 0,
    max: 65_535,
    fallback: 3000,
  }),
  HOST: withFallback(
    text({
      about: "Address the web page listens on; on any but loopback everybody must sign in with WEB_TOKEN",
      example: "127.0.0.1",
    }),
    "127.0.0.1",
  ),
  WEB_TOKEN: token(),
  WEB_ORIGIN: url({
    about: "Public address of the web page when a proxy stands before it",
    example: "https://copytaster.example.org",
    protocols: ["https", "http"],
  }),
  API_PER_MINUTE: integer({
    about: "Requests to /api/v1 that programs may make in a minute; 0 is no limit",
    min: 0,
    max: 1_000_000,
    fallback: 600,
  }),
};

export const web: AdapterPlugin<typeof settings> = {
  platform: "web",
  about: "The web page, and the HTTP API for programs",
  settings,
  off({ WEB }) {
    return WEB === "off" ? { why: "WEB is off", mend: "set WEB=on" } : undefined;
  },
  create: async (given, parts) => createWebAdapter(given, parts),
  async check({ PORT, HOST }, signal) {
    const base = `http://${HOST.includes(":") ? `[${HOST}]` : HOST}:${PORT}`;
    if (PORT !== 0 && (await answers(base, signal))) return `answers at ${base}`;
    await new Promise<void>((resolve, reject) => {
      const probe = createServer();
      probe.once("error", (error) => reject(portProblem(error, PORT, HOST)));
      probe.listen(PORT, HOST, () => probe.close(() => resolve()));
    });
    return PORT === 0 ? "any free port" : `port ${PORT} is free`;
  },
};

/** Is it a bot of ours that has the port? */
async function answers(base: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(`${base}/healthz`, { signal });
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null && "name" in body && body.name === "copytaster";
  } catch {
    // Nobody there, or somebody else: trying the port tells which.
    signal.throwIfAborted();
    return false;
  }
}
