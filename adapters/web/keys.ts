/** The page's one secret: WEB_TOKEN, or one that is made once and kept in the data folder. Everything signed is signed by it. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { chmod, link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

export interface Keys {
  /** Is this the token? In a time that tells nothing of it. */
  isToken(given: string | undefined): boolean;
  /** HMAC-SHA-256 over `purpose` and `text`, base64url. */
  sign(purpose: string, text: string): string;
  isSigned(purpose: string, text: string, signature: string | undefined): boolean;
}

export function createKeys(token: string): Keys {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  const equal = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));
  const sign = (purpose: string, text: string) =>
    createHmac("sha256", token).update(`${purpose}\n${text}`).digest("base64url");
  return {
    sign,
    isToken: (given) => given !== undefined && equal(given, token),
    isSigned: (purpose, text, signature) => signature !== undefined && equal(sign(purpose, text), signature),
  };
}

/**
 * The token of this data folder, made at the first start and readable by its owner alone. It stays, so that programs and open pages
 * outlive a restart. Several processes that start at once agree on one: a file is linked into its place only if none is there.
 */
export async function keptToken(dataDir: string): Promise<string> {
  const path = join(dataDir, "web-token");
  const mine = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  await mkdir(dataDir, { recursive: true });
  const there = async () => {
    const token = (await readFile(path, "utf8").catch(absent))?.trim();
    if (token !== undefined && token.length < 16)
      throw new Error(`${path} holds no token. Remove it, and a new one is made`);
    if (token !== undefined) await chmod(path, 0o600);
    return token;
  };
  const found = await there();
  if (found) return found;
  try {
    await writeFile(mine, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
    await link(mine, path).catch(alreadyThere);
  } finally {
    await rm(mine, { force: true });
  }
  const made = await there();
  if (!made) throw new Error(`${path} could not be made`);
  return made;
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}

function alreadyThere(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}
