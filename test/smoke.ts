/** `npm start` as a newcomer has it: it says where it is, answers over HTTP, ends when npm alone is told to, and leaves nothing running. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";

const limit = 60_000;

/** The lines that `start` announces: "ready <address>" and "token <token>". */
async function announced(npm: ChildProcess): Promise<{ address: string; token: string }> {
  const found = new Map<string, string>();
  if (!npm.stdout) throw new Error("npm start has no output");
  for await (const line of createInterface({ input: npm.stdout })) {
    const [what = "", value = ""] = line.split(" ");
    found.set(what, value);
    const [address, token] = [found.get("ready"), found.get("token")];
    if (address && token) return { address, token };
  }
  throw new Error("npm start ended before it was ready");
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/healthz`)).ok;
  } catch {
    return false;
  }
}

const dataDir = await mkdtemp(join(tmpdir(), "copytaster-smoke-"));
const begun = performance.now();
const npm = spawn("npm", ["start"], {
  env: { ...process.env, COPYTASTER_DATA_DIR: dataDir, PORT: "0", WEB_TOKEN: "" },
  stdio: ["ignore", "pipe", "inherit"],
});
const watchdog = setTimeout(() => {
  console.error(`not done within ${limit / 1000} s`);
  npm.kill("SIGKILL");
  process.exit(1);
}, limit);
const ended = new Promise<number | null>((resolve) => npm.once("exit", resolve));

try {
  const { address, token } = await announced(npm);
  const ready = performance.now();
  const response = await fetch(`${address}/api/say`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ text: "recommend" }),
  });
  const reply = (await response.json()) as { markdown?: string; failure?: unknown };
  if (!response.ok || !reply.markdown || reply.failure)
    throw new Error(`no answer: ${response.status} ${JSON.stringify(reply)}`);
  console.log(
    `ready after ${Math.round(ready - begun)} ms; first answer ${Math.round(performance.now() - ready)} ms later:\n${reply.markdown.slice(0, 400)}`,
  );
  npm.kill("SIGTERM");
  const code = await ended;
  for (let tries = 0; tries < 50 && (await answers(address)); tries++) await pause(100);
  if (await answers(address)) throw new Error("the bot still answers after npm was told to stop");
  console.log(`stopped (npm's code ${code}), nothing left running`);
} finally {
  clearTimeout(watchdog);
  npm.kill("SIGKILL");
  await rm(dataDir, { recursive: true, force: true });
}
