/** What went wrong on our side: the log has it whole, the program a number, and the mend where there is one. */
import { randomBytes } from "node:crypto";
import { messageOf, UserError } from "../../../src/errors.ts";
import type { Log } from "../../../src/types.ts";
import type { WebContext } from "../guard.ts";
import { spokenBy } from "../spoken.ts";
import { problemOf } from "./problem.ts";
import { joined } from "./sentences.ts";
import { tell } from "./words.ts";

export function incidentOf(c: WebContext, error: unknown, log: Log): Response {
  const incident = randomBytes(4).toString("hex");
  log.error(
    {
      ...{ incident, path: c.req.path, error: messageOf(error) },
      stack: error instanceof Error ? error.stack : undefined,
    },
    "a program's request failed",
  );
  const language = spokenBy(c);
  const words = tell(language, "incident.detail", { incident });
  // Damaged weights: whoever runs the house can mend that.
  const detail = error instanceof UserError ? `${joined(error, language)} ${words}` : words;
  return problemOf(c, "incident", { detail, incident });
}
