/** "Prime Minister Keir Starmer" is a person behind a title, whatever the tagger took the whole for. */

const OFFICE =
  "(?:(?:Deputy|Vice|Acting|Former|Then) )?(?:(?:Prime|First|Foreign|Finance|Defen[cs]e|Interior|Health|Justice|Education|Environment|Trade|Energy|Transport|Culture|Labou?r) (?:Minister|Secretary)|(?:Home|Treasury|Press) Secretary|Secretary of State|Secretary[- ]General|Attorney General|President|Chancellor|Premier|Governor|Senator|Congress(?:man|woman)|Mayor|Ambassador|Archbishop|Judge|Justice|Professor|Chief Executive|Chair(?:man|woman)|Spokes(?:man|woman)|Police Chief)";
const TITLED = new RegExp(`^(?:the )?${OFFICE} (?=\\p{Lu}\\p{Ll}+(?:[ -]\\p{Lu}[\\p{L}.'’-]+){0,3}$)`, "u");

/** How many characters of title stand before a person's name; 0: it is no such thing. "President of France" is none, nor is "Governor General". */
export function titleBefore(name: string): number {
  return /\b(?:General|Office|House|Cup|Party|Avenue|Street|Theatre|Theater|Hotel|School|University|Library|Airport|Foundation|Museum|Hospital)$/.test(
    name,
  )
    ? 0
    : (TITLED.exec(name)?.[0].length ?? 0);
}
