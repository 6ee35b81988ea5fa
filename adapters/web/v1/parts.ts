/** What the HTTP API is made of. */
import type { Host, Log } from "../../../src/types.ts";
import type { Access } from "../access.ts";
import type { Keys } from "../keys.ts";
import type { Talk } from "../talk.ts";
import type { Tries } from "../tries.ts";
import type { Uploads } from "../uploads.ts";

export interface ApiParts {
  host: Host;
  keys: Keys;
  access: Access;
  tries: Tries;
  talk: Talk;
  uploads: Uploads;
  log: Log;
  /** Requests; 0: as many as they like. */
  perMinute: number;
  now(): number;
}
