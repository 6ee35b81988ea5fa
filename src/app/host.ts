/** The whole bot, as a platform sees it. */

import { silent } from "../chat/progress.ts";
import type { Receive } from "../chat/receive.ts";
import { roleOf } from "../chat/roles.ts";
import type { Command, Desks, HealthLine, Host, Services } from "../types.ts";

export interface HostParts {
  handle: Host["handle"];
  commands: readonly Command[];
  receive: Receive;
  services: Services;
  desks: Desks;
  health(deskId: string): Promise<readonly HealthLine[]>;
  now(): number;
}

const mostCompletions = 25;
/** A completion that is late is of no use (ms). */
const completionLimit = 2_000;

export function createHost({ handle, commands, receive, services, desks, health, now }: HostParts): Host {
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
    language: (author, place) => receive.language({ author, place }),
    async healthy() {
      const [desk] = await desks.list();
      const lines = await health(desk?.id ?? "");
      return lines.every((line) => line.state !== "failing" || line.part.startsWith("source:"));
    },
  };
}
