/** Who may do what at a desk. */
import { UserError } from "../errors.ts";
import type { Command, Desk, Desks, Person, Role } from "../types.ts";
import { say } from "./words.ts";

const rank: Record<Role, number> = { reader: 0, editor: 1, admin: 2 };

/** What was set at the desk, else admin for whom the platform itself calls one, else reader for guests, editor for everybody else who can see the place. */
export async function roleOf(person: Person, desk: Desk, desks: Desks): Promise<Role> {
  const set = await desks.role(desk.id, person);
  if (person.admin && set !== "admin") return "admin";
  return set ?? (person.guest ? "reader" : "editor");
}

/** @throws UserError naming who can mend it. */
export function demand(command: Command, role: Role, desk: Desk): void {
  if (rank[role] >= rank[command.role]) return;
  const words = (language: "en" | "zh") =>
    say(language, "failure.role", {
      command: command.name,
      role: say(language, `role.${command.role}`),
      desk: desk.name,
      yours: say(language, `role.${role}`),
    });
  const mend = (language: "en" | "zh") => say(language, "failure.role.mend", { role: command.role });
  throw new UserError({ en: words("en"), zh: words("zh") }, { en: mend("en"), zh: mend("zh") });
}
