/** The tagger of English names as a task of the registry. */
import { createTextTools } from "../language/index.ts";
import { loadNames, type NameTagger } from "../language/names/tagger.ts";
import type { LiveMap } from "../learn/live-models.ts";
import { houseTask } from "./house-task.ts";

export const namesTask = houseTask<NameTagger>({
  task: "names-en",
  learnsAs: "names-en",
  about: { en: "names in English text", zh: "英文文本中的名称" },
  labels: {
    person: { en: "person", zh: "人名" },
    organisation: { en: "organisation", zh: "机构" },
    place: { en: "place", zh: "地点" },
    event: { en: "event", zh: "事件" },
    other: { en: "other name", zh: "其他名称" },
    none: { en: "no name", zh: "不是名称" },
  },
  shipped: "names-en",
  load: loadNames,
  judge: {
    by: "spans",
    answer: (tagger, { text }) =>
      createTextTools({ names: () => tagger })
        .names(text, "en")
        .flatMap(({ kind, mentions }) =>
          mentions
            .filter(({ by }) => by !== "description")
            .map(({ start, end }) => ({ start, end, label: kind })),
        ),
  },
  builtIn: undefined,
  limits: { perSecond: 300, bytes: 3_000_000 },
  installs: (tagger) => ({ names: () => tagger }),
});

/** The folder of the live tagger of English names, undefined for the one that is shipped; and its label. */
export function namesFolder(live: LiveMap): { folder: string | undefined; label: string } {
  const found = live.get(namesTask.task);
  return { folder: found?.tool === undefined ? undefined : found.path, label: found?.label ?? "" };
}
