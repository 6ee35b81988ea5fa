/** Stories as a night brings them: invented, short, told by several outlets. */
import type { Desk, Story } from "../../src/types.ts";

export const hour = 3_600_000;
export const morning = Date.UTC(2026, 5, 1, 6);

export const desk: Desk = { id: "newsroom", name: "Newsroom", brief: "", zone: "Europe/Berlin" };

let made = 0;

/** `hoursAgo` before the morning; collected five minutes later. */
export function story(
  title: string,
  text: string,
  change: Partial<Story> & { hoursAgo?: number } = {},
): Story {
  const { hoursAgo = 3, ...rest } = change;
  made++;
  const outlet = rest.outlet ?? "Harbour Post";
  return {
    id: `story-${String(made).padStart(4, "0")}`,
    sourceId: `source-${outlet}`,
    url: `https://news.example/${made}`,
    title,
    text,
    language: "en",
    outlet,
    publishedAt: morning - hoursAgo * hour,
    collectedAt: morning - hoursAgo * hour + 300_000,
    sample: false,
    ...rest,
  };
}

/** One event, told by three. */
export const ferry = () => [
  story(
    "Ferry Calypso runs aground off Norrvik, 214 passengers taken off",
    "The ferry Calypso ran aground on a sandbank off Norrvik late on Sunday evening. Lifeboats took 214 passengers off the ship during the night. Nobody was hurt, the coast guard said. The company sent divers to look at the hull.",
    { outlet: "Harbour Post", hoursAgo: 7 },
  ),
  story(
    "Passengers rescued as Calypso ferry grounds near Norrvik",
    "Lifeboats brought 214 passengers ashore after the Calypso, a ferry on its way to Norrvik, struck a sandbank on Sunday evening. The coast guard said that nobody was hurt. Divers will inspect the hull of the ferry.",
    { outlet: "Coast Radio", hoursAgo: 6 },
  ),
  story(
    "Calypso: coast guard takes 214 people off stranded Norrvik ferry",
    "The coast guard and volunteers with lifeboats took all passengers off the ferry Calypso, which is stranded on a sandbank off Norrvik since Sunday evening. The hull is to be inspected by divers.",
    { outlet: "Daily Ledger", hoursAgo: 5 },
  ),
];

export const budget = () =>
  story(
    "City council passes budget with more money for schools",
    "The city council of Almstadt passed its budget for next year after nine hours of debate. Schools get twelve million more, and the library keeps its opening hours. The opposition voted against the rise of the property tax.",
    { outlet: "Daily Ledger", hoursAgo: 4 },
  );

export const comet = () =>
  story(
    "Astronomers find a comet with two tails of sodium",
    "Astronomers at the observatory on Mount Irun have found a comet that carries two tails of sodium. They watched it for eleven nights with a telescope of four metres. The comet will be brightest in August.",
    { outlet: "Harbour Post", hoursAgo: 2 },
  );

export const strike = () =>
  story(
    "Bus drivers in Almstadt begin a strike of three days",
    "Bus drivers in Almstadt have begun a strike of three days for higher wages. Only night buses are running. The union asks for eight per cent more, the company offers three. Talks go on on Thursday.",
    { outlet: "Coast Radio", hoursAgo: 1 },
  );
