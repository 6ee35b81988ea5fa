/** Which trained models answer what: one entry a task, the only place where loaders and the house meet. */
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

export const modelTasks: readonly HouseTask[] = [];
