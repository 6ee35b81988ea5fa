import { archiveContract } from "../contracts/archive.ts";
import { databaseContract } from "../contracts/database.ts";
import { gazetteerContract } from "../contracts/gazetteer.ts";
import { storeContract } from "../contracts/store.ts";
import { topicsContract } from "../contracts/topics.ts";
import { trendsContract } from "../contracts/trends.ts";
import { kinds } from "./databases.ts";

for (const kind of kinds) {
  databaseContract(kind);
  archiveContract(kind);
  storeContract(kind);
  topicsContract(kind);
  gazetteerContract(kind);
  trendsContract(kind);
}
