/** Emoji and smileys whose meaning is plain. */
import type { Weighed } from "./english.ts";

const VALUES: ReadonlyMap<string, number> = new Map([
  ...list("😀😃😄😁😆😊🙂😍🥰😘🤩🥳😎👍👏🙌💪🎉✨🌟🏆💖💕❤💙💚💛🧡💜😂🤣😻🙏💯✅", 2.5),
  ...list("😉😌😏🤗😇🤞👌🔥🌈🎊", 1.5),
  ...list("😕🙁☹😟😔😞😒😐🙄😬😓😥😮‍💨⚠", -1.5),
  ...list("😢😭😡😠🤬😤😱😨😰😩😫💔👎🤮🤢😖😣💀☠❌😷🤦", -2.5),
]);
const SMILEYS: readonly (readonly [RegExp, number])[] = [
  [/(?:^|\s)[:;=8]-?[)D\]pP](?=\s|$|[.,!])/g, 2],
  [/(?:^|\s)[:=]['’]?-?[([/\\](?=\s|$|[.,!])/g, -2],
  [/<3+/g, 2],
];

export function weighEmoji(sentence: string): Weighed {
  const heavy: string[] = [];
  let sum = 0;
  for (const [emoji] of sentence.matchAll(/\p{Extended_Pictographic}/gu)) {
    const value = VALUES.get(emoji);
    if (value === undefined) continue;
    sum += value;
    heavy.push(emoji);
  }
  for (const [pattern, value] of SMILEYS)
    for (const [smiley] of sentence.matchAll(pattern)) {
      sum += value;
      heavy.push(smiley.trim());
    }
  return { sum, words: heavy };
}

function list(emoji: string, value: number): [string, number][] {
  return [...emoji].filter((one) => /\p{Extended_Pictographic}/u.test(one)).map((one) => [one, value]);
}
