/** A task of trained models as the house asks for it. */
import type { Trained } from "../language/index.ts";
import type { ModelTask } from "../learn/model-task.ts";

export interface HouseTask<Tool = unknown> extends ModelTask<Tool> {
  /** What the text tools do by it. */
  installs(tool: Tool): Trained;
}

/** A task's own tool is known to itself alone. */
export function houseTask<Tool>(task: HouseTask<Tool>): HouseTask {
  return task as unknown as HouseTask;
}
