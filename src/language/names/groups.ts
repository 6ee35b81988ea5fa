/** Mentions that mean the same, while they are brought together. */
import type { NameKind } from "../../types.ts";
import { keyOf, type Mention } from "./mentions.ts";

export type By = "name" | "short" | "description";

export interface Group {
  name: string;
  kind: NameKind;
  key: string;
  mentions: { mention: Mention; by: By }[];
  known: boolean;
  country?: string;
}

export function groupOf(mention: Mention, name: string): Group {
  return {
    name: mention.known ?? name,
    kind: mention.kind,
    key: keyOf(mention.known ?? name),
    mentions: [{ mention, by: "name" }],
    known: mention.known !== undefined,
  };
}
