/** ROUGE (Lin 2004), as the Python package rouge_score counts it: lower case, letters and digits, Porter stems of words above three letters. */
import { stemmer } from "stemmer";

/** Fractions. */
export interface Score {
  precision: number;
  recall: number;
  f: number;
}

/** Time and memory grow with its square. */
const MOST_TOKENS = 2_000;
const stems = new Map<string, string>();

/** Words of a–z and 0–9; every Chinese character is a token of its own. */
export function rougeTokens(text: string): string[] {
  return (text.toLowerCase().match(/[a-z0-9]+|\p{Script=Han}/gu) ?? []).map((token) => {
    if (token.length <= 3) return token;
    let made = stems.get(token);
    if (made === undefined) {
      made = stemmer(token);
      stems.set(token, made);
    }
    return made;
  });
}

/** Overlap of n-grams, clipped. */
export function rougeN(candidate: readonly string[], reference: readonly string[], n: number): Score {
  const left = grams(candidate, n);
  const right = grams(reference, n);
  let hits = 0;
  for (const [gram, count] of right) hits += Math.min(count, left.get(gram) ?? 0);
  return score(hits, candidate.length - n + 1, reference.length - n + 1);
}

/** Longest common subsequence at the level of summaries: for each reference sentence the union over all candidate sentences (Lin 2004, §3.2). */
export function rougeLsum(
  candidate: readonly (readonly string[])[],
  reference: readonly (readonly string[])[],
): Score {
  const left = counts(candidate.flat());
  const right = counts(reference.flat());
  let hits = 0;
  for (const sentence of reference) {
    const union = new Set<number>();
    for (const other of candidate) for (const place of commonPlaces(sentence, other)) union.add(place);
    for (const place of [...union].sort((a, b) => a - b)) {
      const token = sentence[place] ?? "";
      // No token counts more often than it stands on either side.
      if ((left.get(token) ?? 0) > 0 && (right.get(token) ?? 0) > 0) {
        hits++;
        left.set(token, (left.get(token) ?? 0) - 1);
        right.set(token, (right.get(token) ?? 0) - 1);
      }
    }
  }
  return score(hits, candidate.flat().length, reference.flat().length);
}

/** Longest common subsequence of two texts. Beyond some thousand tokens only the beginning counts. */
export function rougeL(candidate: string, reference: string): Score {
  return rougeLsum(
    [rougeTokens(candidate).slice(0, MOST_TOKENS)],
    [rougeTokens(reference).slice(0, MOST_TOKENS)],
  );
}

/** ROUGE-1, -2 and -Lsum F of a summary, given as sentences; the best over the references. */
export function rouge(
  candidate: readonly string[],
  references: readonly (readonly string[])[],
): { rouge1: number; rouge2: number; rougeLsum: number } {
  const own = candidate.map(rougeTokens);
  const flat = own.flat();
  const best = { rouge1: 0, rouge2: 0, rougeLsum: 0 };
  for (const reference of references) {
    const theirs = reference.map(rougeTokens);
    const flatTheirs = theirs.flat();
    best.rouge1 = Math.max(best.rouge1, rougeN(flat, flatTheirs, 1).f);
    best.rouge2 = Math.max(best.rouge2, rougeN(flat, flatTheirs, 2).f);
    best.rougeLsum = Math.max(best.rougeLsum, rougeLsum(own, theirs).f);
  }
  return best;
}

function grams(tokens: readonly string[], n: number): Map<string, number> {
  const found = new Map<string, number>();
  for (let i = 0; i + n <= tokens.length; i++) {
    const gram = n === 1 ? (tokens[i] ?? "") : tokens.slice(i, i + n).join(" ");
    found.set(gram, (found.get(gram) ?? 0) + 1);
  }
  return found;
}

function counts(tokens: readonly string[]): Map<string, number> {
  return grams(tokens, 1);
}

/** Places in `reference` of one longest common subsequence with `candidate`. */
function commonPlaces(reference: readonly string[], candidate: readonly string[]): number[] {
  const rows = reference.length;
  const columns = candidate.length;
  const width = columns + 1;
  const table = new Uint16Array((rows + 1) * width);
  for (let i = 1; i <= rows; i++)
    for (let j = 1; j <= columns; j++)
      table[i * width + j] =
        reference[i - 1] === candidate[j - 1]
          ? (table[(i - 1) * width + j - 1] ?? 0) + 1
          : Math.max(table[(i - 1) * width + j] ?? 0, table[i * width + j - 1] ?? 0);
  const places: number[] = [];
  for (let i = rows, j = columns; i > 0 && j > 0; ) {
    if (reference[i - 1] === candidate[j - 1]) {
      places.push(i - 1);
      i--;
      j--;
    } else if ((table[i * width + j - 1] ?? 0) > (table[(i - 1) * width + j] ?? 0)) j--;
    else i--;
  }
  return places;
}

function score(hits: number, candidate: number, reference: number): Score {
  const precision = candidate > 0 ? hits / candidate : 0;
  const recall = reference > 0 ? hits / reference : 0;
  return {
    precision,
    recall,
    f: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0,
  };
}
