/** What people teach. Whoever reads the tables alone cannot tell who gave an example: the hash needs the key, which stands in another table. */
import { createHash, createHmac, randomBytes } from "node:crypto";
import type {
  Consent,
  Database,
  Finding,
  Given,
  Learning,
  Person,
  Queryable,
  Store,
  TaughtExample,
} from "../types.ts";
import { personKey } from "./keys.ts";
import { fromJson } from "./rows.ts";

const dayMs = 86_400_000;
/** More corrections a day are no reading any more. */
export const mostADay = 60;
const keyName = "learning key";

interface Row {
  label: string;
  finding: string;
  by: string;
  deskId: string;
  at: number;
}

export function createLearning(
  database: Database,
  flags: Pick<Store, "flag" | "setFlag">,
  now: () => number,
): Learning {
  let key: Promise<string> | undefined;
  const makeKey = async () => {
    // Made once: of two processes that make one at the same moment, the first to write it counts.
    await database.run("insert into flags (name, value) values ($1, $2) on conflict do nothing", [
      keyName,
      randomBytes(32).toString("hex"),
    ]);
    return (await flags.flag(keyName)) ?? "";
  };
  const hashOf = async (person: Person) => {
    key ??= makeKey();
    const secret = await key.catch((error: unknown) => {
      key = undefined;
      throw error;
    });
    return createHmac("sha256", secret).update(personKey(person)).digest("hex").slice(0, 32);
  };
  const read = async (who: string): Promise<Consent | undefined> => {
    const [row] = await database.all<{ consent: Consent }>(
      "select consent from learning_consent where who = $1",
      [who],
    );
    return row?.consent;
  };
  const write = async (who: string, consent: Consent, within: Queryable = database) => {
    await within.run(
      `insert into learning_consent (who, consent, at) values ($1, $2, $3)
       on conflict (who) do update set consent = excluded.consent, at = excluded.at`,
      [who, consent, now()],
    );
  };
  const drop = (by: string) => database.run("delete from taught where by_hash = $1", [by]);

  return {
    async consent(person, deskId) {
      return (await read(`person:${await hashOf(person)}`)) ?? (await read(`desk:${deskId}`)) ?? "ask";
    },
    async agree(person, consent) {
      const by = await hashOf(person);
      await write(`person:${by}`, consent);
      if (consent === "no") await drop(by);
    },
    agreeDesk: (deskId, consent) => write(`desk:${deskId}`, consent),

    async teach(finding, label, person, deskId) {
      const by = await hashOf(person);
      const [today] = await database.all<{ n: number }>(
        "select count(*) as n from taught where by_hash = $1 and at > $2",
        [by, now() - dayMs],
      );
      if (Number(today?.n ?? 0) >= mostADay) return false;
      await database.run(
        `insert into taught (task, by_hash, text_key, label, finding, desk_id, at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (task, by_hash, text_key) do update
         set label = excluded.label, finding = excluded.finding, at = excluded.at`,
        [finding.task, by, textKeyOf(finding), label, JSON.stringify(finding), deskId, now()],
      );
      return true;
    },
    async examples(task) {
      const rows = await database.all<Row>(
        `select label, finding, by_hash as "by", desk_id as "deskId", at from taught
         where task = $1 order by at, by_hash, text_key`,
        [task],
      );
      return rows.map(({ finding, ...row }): TaughtExample => ({ ...fromJson<Finding>(finding), ...row }));
    },
    async taught(task, person) {
      const rows = await database.all<{ finding: string }>(
        "select finding from taught where task = $1 and by_hash = $2",
        [task, await hashOf(person)],
      );
      return new Set(rows.map(({ finding }) => fromJson<Finding>(finding).text));
    },
    async given(person) {
      const by = await hashOf(person);
      const [row] = await database.all<Given>(
        `select (select count(*) from taught where by_hash = $1) as "corrections",
           (select count(*) from taught_topics where by_person = $2) as "examples",
           (select count(*) from feedback where person = $2) as "verdicts"`,
        [by, personKey(person)],
      );
      return row ?? { corrections: 0, examples: 0, verdicts: 0 };
    },
    async forget(person) {
      const by = await hashOf(person);
      const known = personKey(person);
      return database.transaction(async (within) => {
        await write(`person:${by}`, "no", within);
        // A desk's names are the desk's: they stay, and nobody's.
        await within.run("update gazetteer set by_person = '' where by_person = $1", [known]);
        return {
          corrections: await within.run("delete from taught where by_hash = $1", [by]),
          examples: await within.run("delete from taught_topics where by_person = $1", [known]),
          verdicts: await within.run("delete from feedback where person = $1", [known]),
        };
      });
    },
  };
}

/** One text, whatever its spaces and case; with its part, where it is about one. */
function textKeyOf({ text, start, end }: Finding): string {
  const plain = text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  return createHash("sha256")
    .update(`${plain}\n${start ?? ""}-${end ?? ""}`)
    .digest("hex")
    .slice(0, 32);
}
