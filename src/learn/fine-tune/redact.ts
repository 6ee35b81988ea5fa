/** What must not go to anybody who trains a model for us: addresses, numbers and handles of people. Crude on purpose: too much is better than too little. */

const patterns: readonly (readonly [RegExp, string])[] = [
  [/[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, "[e-mail]"],
  // What platforms write for a person or a channel.
  [/<[@#!][^>\s]{1,60}>/g, "[handle]"],
  [/(?<![\p{L}\p{N}/.:])@[\p{L}\p{N}_.-]{2,40}/gu, "[handle]"],
  // Seven digits and more with what stands between them; years, sums and scores have fewer or other marks.
  [
    /(?<![\p{L}\p{N}.,])(?:\+|00)?\(?\d{1,4}\)?(?:[ ./-]?\(?\d{2,4}\)?){2,5}(?![\p{L}\p{N}]|[.,]\d)/gu,
    "[number]",
  ],
];

export function redact(text: string): string {
  return patterns.reduce((out, [pattern, sign]) => out.replace(pattern, sign), text);
}
