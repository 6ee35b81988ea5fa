/** The text tools of the models that answer now: made once for each change, and kept by whoever has them. */
import { createTextTools, type Trained } from "../language/index.ts";
import { type LiveMap, type LiveModels, wordsOf } from "../learn/live-models.ts";
import type { TextTools } from "../types.ts";
import type { HouseTask } from "./model-tasks.ts";
import { networkTask } from "./sentiment-tasks.ts";

export function createLiveText(
  live: Pick<LiveModels, "current" | "answered">,
  tasks: readonly HouseTask[],
  { network }: { network: boolean },
): { snapshot(): TextTools; now: TextTools } {
  const toneNetworkAsked = (error?: unknown) =>
    live.answered(networkTask, error === undefined ? undefined : wordsOf(error));
  let made: { of: LiveMap; tools: TextTools } | undefined;
  const snapshot = () => {
    const of = live.current();
    if (made?.of === of) return made.tools;
    const trained: Trained = Object.assign(
      { ...(!network && withoutNetwork), toneNetworkAsked },
      ...tasks.map((task) => {
        const model = of.get(task.task);
        return model?.tool === undefined ? {} : task.installs(model.tool);
      }),
    );
    made = { of, tools: createTextTools(trained) };
    return made.tools;
  };
  // For parts that live as long as the process: each call goes to what answers at that moment.
  const now = new Proxy({} as TextTools, {
    get: (_, name) => snapshot()[name as keyof TextTools],
    has: (_, name) => name in snapshot(),
  });
  return { snapshot, now };
}

/** The linear model of tone answers alone. */
export const withoutNetwork: Trained = { toneNetwork: () => undefined };
