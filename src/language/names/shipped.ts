/** The tagger that is shipped, loaded when it is first asked for. */
import { fileURLToPath } from "node:url";
import { openModel } from "../model-folder.ts";
import { loadNames, type NameTagger } from "./tagger.ts";

const FOLDER = fileURLToPath(new URL("../../../models/names-en", import.meta.url));

let loaded: NameTagger | undefined;

/** @throws UserError where its files are damaged. */
export function shippedNames(): NameTagger {
  loaded ??= loadNames(openModel(FOLDER));
  return loaded;
}
