/** Which trained models answer what: one entry a task, the only place where loaders and the house meet. */
import type { Trained } from "../language/index.ts";
import { IPTC } from "../language/topics/iptc.ts";
import { loadTopics, type TopicsOf } from "../language/topics/topics.ts";
import type { ModelTask } from "../learn/model-task.ts";

export interface HouseTask<Tool = unknown> extends ModelTask<Tool> {
  /** What the text tools do by it. */
  installs(tool: Tool): Trained;
}

/** A task's own tool is known to itself alone. */
export function houseTask<Tool>(task: HouseTask<Tool>): HouseTask {
  return task as unknown as HouseTask;
}

const topics = houseTask<TopicsOf>({
  task: "topics",
  about: { en: "the subject of a text", zh: "文本的主题" },
  labels: IPTC,
  shipped: "topics-iptc",
  load: loadTopics,
  judge: {
    by: "label",
    answer(tool, { text, language }) {
      const [first] = tool(text, language).topics;
      return { label: first?.code ?? "", confidence: first?.probability ?? 0 };
    },
  },
  builtIn: undefined,
  limits: { perSecond: 20_000, bytes: 2_500_000 },
  installs: (tool) => ({ topics: tool }),
});

export const modelTasks: readonly HouseTask[] = [topics];
