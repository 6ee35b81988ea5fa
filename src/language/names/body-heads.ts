/** What its last word makes a body, even where the tagger took it for a place: "European Central Bank". */

const HEADS = new Set(
  `bank ministry commission committee corporation inc inc. ltd ltd. plc llc corp corp. gmbh party university association agency
  authority institute foundation federation airlines airways holdings parliament senate congress department bureau
  airforce consortium coalition`
    .trim()
    .split(/\s+/),
);
const PLACES = /^(?:the )?(?:west|left|right|south|north|east|dogger|grand|river|piggy|sand) bank$/i;

export function isBody(name: string): boolean {
  const words = name.split(/\s+/);
  return words.length > 1 && HEADS.has((words.at(-1) ?? "").toLowerCase()) && !PLACES.test(name);
}
