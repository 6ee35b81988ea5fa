/**
 * Word classes from raw text by the exchange algorithm on class bigrams (Kneser & Ney 1993; Martin, Liermann & Ney 1998): each word is moved to
 * the class in which the text becomes likeliest, until little moves. Deterministic.
 */

const TABLED = 1 << 18;
const tabled = Float64Array.from({ length: TABLED }, (_, x) => (x > 0 ? x * Math.log(x) : 0));

/** Sentences of word ids, all below `vocabulary`; −1 is a word that is not clustered (it parts its neighbours). @returns the class of each id */
export function exchange(
  sentences: readonly Int32Array[],
  vocabulary: number,
  classes: number,
  rounds: number,
  start?: Int32Array,
  progress?: (round: number, moved: number) => void,
): Int32Array {
  const counts = new Float64Array(vocabulary);
  const { next, before } = neighbours(sentences, vocabulary, counts);
  const classOf = new Int32Array(vocabulary);
  const byCount = [...counts.keys()].sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  byCount.forEach((word, rank) => {
    classOf[word] = start ? (start[word] as number) : rank < classes ? rank : rank % classes;
  });
  const bigrams = new Float64Array(classes * classes);
  const lefts = new Float64Array(classes);
  const rights = new Float64Array(classes);
  const f = (x: number): number => (x < TABLED ? (tabled[x] as number) : x * Math.log(x));
  for (let word = 0; word < vocabulary; word++) {
    const list = next[word] as Int32Array;
    for (let k = 0; k < list.length; k += 2) {
      const a = classOf[word] as number;
      const b = classOf[list[k] as number] as number;
      const n = list[k + 1] as number;
      bigrams[a * classes + b] = (bigrams[a * classes + b] as number) + n;
      lefts[a] = (lefts[a] as number) + n;
      rights[b] = (rights[b] as number) + n;
    }
  }
  const out = new Float64Array(classes);
  const into = new Float64Array(classes);
  for (let round = 0; round < rounds; round++) {
    let moved = 0;
    for (const word of byCount) {
      const old = classOf[word] as number;
      out.fill(0);
      into.fill(0);
      const touchedOut: number[] = [];
      const touchedIn: number[] = [];
      let self = 0;
      let total = 0;
      let totalIn = 0;
      const after = next[word] as Int32Array;
      const earlier = before[word] as Int32Array;
      for (let k = 0; k < after.length; k += 2) {
        const other = after[k] as number;
        const n = after[k + 1] as number;
        total += n;
        if (other === word) self += n;
        else {
          const c = classOf[other] as number;
          if (out[c] === 0) touchedOut.push(c);
          out[c] = (out[c] as number) + n;
        }
      }
      for (let k = 0; k < earlier.length; k += 2) {
        const other = earlier[k] as number;
        const n = earlier[k + 1] as number;
        totalIn += n;
        if (other === word) continue;
        const c = classOf[other] as number;
        if (into[c] === 0) touchedIn.push(c);
        into[c] = (into[c] as number) + n;
      }
      if (total + totalIn === 0) continue;
      // Take the word out of its class.
      change(old, -1);
      let best = old;
      let top = Number.NEGATIVE_INFINITY;
      for (let c = 0; c < classes; c++) {
        let gain = 0;
        for (const d of touchedOut) {
          if (d === c) continue;
          const have = bigrams[c * classes + d] as number;
          gain += f(have + (out[d] as number)) - f(have);
        }
        for (const d of touchedIn) {
          if (d === c) continue;
          const have = bigrams[d * classes + c] as number;
          gain += f(have + (into[d] as number)) - f(have);
        }
        const own = bigrams[c * classes + c] as number;
        gain += f(own + (out[c] as number) + (into[c] as number) + self) - f(own);
        const left = lefts[c] as number;
        const right = rights[c] as number;
        gain -= f(left + total) - f(left) + f(right + totalIn) - f(right);
        if (gain > top + 1e-9) {
          top = gain;
          best = c;
        }
      }
      change(best, 1);
      if (best !== old) moved++;
      classOf[word] = best;

      function change(c: number, sign: number): void {
        for (const d of touchedOut)
          bigrams[c * classes + d] = (bigrams[c * classes + d] as number) + sign * (out[d] as number);
        for (const d of touchedIn)
          bigrams[d * classes + c] = (bigrams[d * classes + c] as number) + sign * (into[d] as number);
        bigrams[c * classes + c] = (bigrams[c * classes + c] as number) + sign * self;
        lefts[c] = (lefts[c] as number) + sign * total;
        rights[c] = (rights[c] as number) + sign * totalIn;
      }
    }
    progress?.(round + 1, moved);
    if (moved < vocabulary / 200) break;
  }
  return classOf;
}

/** For each word the ids that follow and precede it, each with its count: [id, n, id, n …]. */
function neighbours(sentences: readonly Int32Array[], vocabulary: number, counts: Float64Array) {
  const after = Array.from({ length: vocabulary }, () => new Map<number, number>());
  for (const sentence of sentences)
    for (let i = 0; i < sentence.length; i++) {
      const word = sentence[i] as number;
      if (word < 0) continue;
      counts[word] = (counts[word] as number) + 1;
      const following = sentence[i + 1] ?? -1;
      if (following < 0) continue;
      const map = after[word] as Map<number, number>;
      map.set(following, (map.get(following) ?? 0) + 1);
    }
  const earlier: number[][] = Array.from({ length: vocabulary }, () => []);
  const next = after.map((map, word) => {
    const list = new Int32Array(map.size * 2);
    let k = 0;
    for (const [other, n] of map) {
      list[k++] = other;
      list[k++] = n;
      (earlier[other] as number[]).push(word, n);
    }
    return list;
  });
  return { next, before: earlier.map((list) => Int32Array.from(list)) };
}
