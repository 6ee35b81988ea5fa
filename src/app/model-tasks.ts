/** Which trained models answer what: one entry a task, the only place where loaders and the house meet. */
import { IPTC } from "../language/topics/iptc.ts";
import { loadTopics, type TopicsOf } from "../language/topics/topics.ts";
import { type HouseTask, houseTask } from "./house-task.ts";
import { keywordsTask } from "./keywords-task.ts";
import { namesTask } from "./names-task.ts";
import { sentimentTasks } from "./sentiment-tasks.ts";

export { type HouseTask, houseTask } from "./house-task.ts";

const topics = houseTask<TopicsOf>({
  task: "topics",
  learnsAs: "topics",
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

export const modelTasks: readonly HouseTask[] = [topics, ...sentimentTasks, namesTask, keywordsTask];
