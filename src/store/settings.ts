/** The store's own variables. */
import { url } from "../settings.ts";

export const storeSettings = {
  DATABASE_URL: url({
    about:
      "Postgres for many processes; without it one SQLite file in the data folder (?schema=name for a schema of its own)",
    example: "postgres://copytaster:password@localhost:5432/copytaster",
    protocols: ["postgres", "postgresql"],
  }),
  CACHE_URL: url({
    about: "Redis or Valkey for what is remembered; without it the database keeps that too",
    example: "redis://localhost:6379",
    protocols: ["redis", "rediss"],
  }),
};
