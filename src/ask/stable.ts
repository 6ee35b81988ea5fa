/** Keys from values: equal values give equal text, whatever the order of their members. */
import { hash } from "node:crypto";

/** JSON with the members of every object in order of their names. Members that are undefined are left out, as in JSON. */
export function stableJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}

/** In hexadecimal digits. */
export function sha256(text: string): string {
  return hash("sha256", text);
}
