/** The whole bot, as a platform sees it. */

import { silent } from "../chat/progress.ts";
import type { Receive } from "../chat/receive.ts";
import { roleOf } from "../chat/roles.ts";
import type { AnalysisPart, Command, Desks, HealthLine, Host, Inbox, Services } from "../types.ts";
import type { Analyses } from "./analysis.ts";

export interface HostParts {
  handle: Host["handle"];
  commands: readonly Command[];
  receive: Receive;
  services: Services;
  desks: Desks;
  inbox: Pick<Inbox, "find">;
  analyze: Analyses["analyze"];
  health(deskId: string): Promise<readonly HealthLine[]>;
  now(): number;
}

const mostCompletions = 25;
/** A completion that is late is of no use (ms). */
const completionLimit = 2_000;
/** UTF-16 units of a text that a desk's own categories are told by: they were learnt from openings. */
const opening = 2_000;

export function createHost(parts: HostParts): Host {
  const { handle, commands, receive, services, desks, inbox, health, now } = parts;
  return {
    handle,
    commands,
    async complete(name, option, typed, person, place) {
      const command = commands.find((one) => one.name === name);
      if (!command?.options.some((spec) => spec.name === option && spec.completes)) return [];
      const desk = await desks.of(place);
      const message = {
        id: "",
        kind: "said",
        place,
        author: person,
        at: now(),
        text: "",
        files: [],
        private: true,
      } as const;
      const context = {
        ...{ message, desk, services, now, progress: silent },
        by: "name" as const,
        role: await roleOf(person, desk, desks),
        language: await receive.language({ author: person, place }),
        signal: AbortSignal.timeout(completionLimit),
      };
      return (await command.complete(option, typed, context)).slice(0, mostCompletions);
    },
    async analyze(request, place) {
      const desk = await desks.of(place);
      const openings = request.texts.map(({ text }) => text.slice(0, opening));
      const wants = (...any: readonly AnalysisPart[]) => any.some((part) => request.want.includes(part));
      const topics = wants("topics") ? await services.topics.of(desk.id, openings) : [];
      const names = wants("names", "towards") ? await services.names.gazetteer.list(desk.id) : [];
      return parts.analyze(request, {
        topics,
        names: names.map(({ name, kind, also }) => ({ name, kind, also })),
      });
    },
    find: inbox.find,
    language: (author, place) => receive.language({ author, place }),
    async healthy() {
      const [desk] = await desks.list();
      const lines = await health(desk?.id ?? "");
      return lines.every((line) => line.state !== "failing" || line.part.startsWith("source:"));
    },
  };
}
