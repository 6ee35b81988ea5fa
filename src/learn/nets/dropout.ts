/** Leaves a share of the numbers out while training (Srivastava et al. 2014), in place; what stays is raised, so that nothing changes after. */
import type { Batch } from "./batch.ts";
import type { Layer, Signal, Space } from "./space.ts";

export function dropout(
  space: Space,
  { value, grad }: Signal,
  share: number,
  most: number,
  rowsOf: (batch: Batch) => number,
): Layer {
  const { floats } = space.arena;
  const keep = new Float32Array(share > 0 ? most * value.columns : 0);
  const scale = 1 / (1 - share);
  return {
    forward(batch) {
      const { noise } = batch;
      if (!noise || share === 0) return;
      const size = rowsOf(batch) * value.columns;
      for (let i = 0; i < size; i++) {
        const kept = noise() < share ? 0 : scale;
        keep[i] = kept;
        floats[value.at + i] = (floats[value.at + i] ?? 0) * kept;
      }
    },
    backward(batch) {
      if (!batch.noise || share === 0) return;
      const size = rowsOf(batch) * value.columns;
      for (let i = 0; i < size; i++) floats[grad.at + i] = (floats[grad.at + i] ?? 0) * (keep[i] ?? 0);
    },
  };
}
