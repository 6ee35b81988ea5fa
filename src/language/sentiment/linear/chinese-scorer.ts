/** The linear model on Chinese texts. */
import { chineseHashes } from "./chinese.ts";
import type { Hashes } from "./english.ts";
import { addSlot, type Slots, slotOf } from "./slots.ts";

export interface ChineseWeights {
  slots: Slots;
  bias: number;
}

/** Log-odds of good against bad, in the first place of an array that is reused by the next call. A run of characters that comes twice counts once. */
export function chineseScorer({ slots, bias }: ChineseWeights): (text: string) => Float64Array {
  const hashes: Hashes = { count: 0, hash: new Int32Array(1 << 16) };
  const seen = new Int32Array(slots.table.length);
  const sums = new Float64Array(3);
  let call = 0;
  return (text) => {
    const scale = chineseHashes(text, hashes);
    call = (call + 1) | 0;
    sums[0] = 0;
    for (let k = 0; k < hashes.count; k++) {
      const slot = slotOf(slots, hashes.hash[k] as number);
      if (slot < 0 || seen[slot] === call) continue;
      seen[slot] = call;
      addSlot(slots, slot, sums);
    }
    sums[0] = bias + scale * (sums[0] as number);
    return sums;
  };
}
