/** The linear model on Chinese texts. */
import { chineseFeatures, chineseHashes } from "./chinese.ts";
import { addSlot, type Slots, slotOf } from "./slots.ts";

export interface ChineseWeights {
  /** Two columns: what a feature adds where it stands, and what a word means, whose mean over the text counts. */
  slots: Slots;
  bias: number;
}

/** Log-odds of good against bad, in the first place of an array that is reused by the next call. A run of characters that comes twice counts once. */
export function chineseScorer({ slots, bias }: ChineseWeights): (text: string) => Float64Array {
  const features = chineseFeatures();
  const seen = new Int32Array(slots.table.length);
  const sums = new Float64Array(3);
  const meaning = new Float64Array(3);
  let call = 0;
  return (text) => {
    const scale = chineseHashes(text, features);
    call = (call + 1) | 0;
    sums[0] = 0;
    for (let k = 0; k < features.count; k++) {
      const slot = slotOf(slots, features.hash[k] as number);
      if (slot < 0 || seen[slot] === call) continue;
      seen[slot] = call;
      addSlot(slots, slot, sums);
    }
    meaning.fill(0);
    for (let k = 0; k < features.wordCount; k++) {
      const slot = slotOf(slots, features.words[k] as number);
      if (slot >= 0) addSlot(slots, slot, meaning);
    }
    sums[0] = bias + scale * (sums[0] as number) + (meaning[1] as number) / Math.max(1, features.wordCount);
    return sums;
  };
}
