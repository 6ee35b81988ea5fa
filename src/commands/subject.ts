/** What people put before a subject when they ask about it, and that is no word to look for. */
const before =
  /^(?:(?:about|regarding|concerning|on|of|around|for)\s+(?:(?:the|this|that|our)\s+)?|关于|有关|围绕)(?=\S)/iu;

/** "about the ferry strike" → "ferry strike", 「关于大坝」 → 「大坝」. */
export function subjectOf(typed: string): string {
  return typed.trim().replace(before, "");
}
