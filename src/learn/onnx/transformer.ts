/** The Transformer encoder as plain operators. */
import type { Plan } from "../nets/network.ts";
import type { OnnxNode } from "./graph.ts";
import { axes, densePart, type Matrices, type Part } from "./parts.ts";

/** `states` [N, L, D] from `words` [N, L, D]. */
export function transformerPart(plan: Plan, matrices: Matrices, epsilon: number): Part {
  const width = plan.embedding / plan.heads;
  const places = matrices("positions");
  const parts: Part[] = [
    {
      nodes: [
        { op: "Shape", inputs: ["ids"], outputs: ["sizes"] },
        { op: "Gather", inputs: ["sizes", "one"], outputs: ["longest"] },
        { op: "Slice", inputs: ["positions", "none", "longest"], outputs: ["places"] },
        { op: "Add", inputs: ["words", "places"], outputs: ["state0"] },
        { op: "Unsqueeze", inputs: ["shut", "axes12"], outputs: ["shut_keys"] },
      ],
      weights: [
        { name: "positions", shape: [places.rows, places.columns], data: places.data },
        axes("one", 1),
        axes("none", 0),
        axes("axes12", 1, 2),
        axes("by_heads", 0, 0, plan.heads, width),
        axes("by_columns", 0, 0, plan.embedding),
        { name: "scale", shape: [], data: Float32Array.of(1 / Math.sqrt(width)) },
      ],
    },
  ];
  for (let i = 0; i < plan.blocks; i++) parts.push(blockPart(matrices, i, epsilon));
  parts.push(normPart(matrices, "norm", `state${plan.blocks}`, "states", epsilon));
  return { nodes: parts.flatMap(({ nodes }) => nodes), weights: parts.flatMap(({ weights }) => weights) };
}

function blockPart(matrices: Matrices, i: number, epsilon: number): Part {
  const name = (part: string) => `block${i}.${part}`;
  const heads = (which: string, perm: readonly number[]): OnnxNode[] => [
    { op: "Reshape", inputs: [name(which), "by_heads"], outputs: [name(`${which}.split`)] },
    {
      op: "Transpose",
      inputs: [name(`${which}.split`)],
      outputs: [name(`${which}.heads`)],
      attributes: { perm },
    },
  ];
  const look: OnnxNode[] = [
    {
      op: "Split",
      inputs: [name("asked.out")],
      outputs: [name("queries"), name("keys"), name("values")],
      attributes: { axis: -1 },
    },
    ...heads("queries", [0, 2, 1, 3]),
    ...heads("keys", [0, 2, 3, 1]),
    ...heads("values", [0, 2, 1, 3]),
    { op: "MatMul", inputs: [name("queries.heads"), name("keys.heads")], outputs: [name("products")] },
    { op: "Mul", inputs: [name("products"), "scale"], outputs: [name("scaled")] },
    { op: "Add", inputs: [name("scaled"), "shut_keys"], outputs: [name("scores")] },
    { op: "Softmax", inputs: [name("scores")], outputs: [name("looks")], attributes: { axis: -1 } },
    { op: "MatMul", inputs: [name("looks"), name("values.heads")], outputs: [name("seen.heads")] },
    {
      op: "Transpose",
      inputs: [name("seen.heads")],
      outputs: [name("seen.split")],
      attributes: { perm: [0, 2, 1, 3] },
    },
    { op: "Reshape", inputs: [name("seen.split"), "by_columns"], outputs: [name("seen")] },
  ];
  const node = (op: string, inputs: string[], output: string): Part => ({
    nodes: [{ op, inputs, outputs: [output] }],
    weights: [],
  });
  const parts: Part[] = [
    normPart(matrices, name("norm1"), `state${i}`, name("even1"), epsilon),
    densePart(matrices, name("asked"), name("even1"), name("asked.out")),
    { nodes: look, weights: [] },
    densePart(matrices, name("mixed"), name("seen"), name("mixed.out")),
    node("Add", [`state${i}`, name("mixed.out")], name("joined")),
    normPart(matrices, name("norm2"), name("joined"), name("even2"), epsilon),
    densePart(matrices, name("wide"), name("even2"), name("wide.out")),
    node("Sigmoid", [name("wide.out")], name("open")),
    node("Mul", [name("wide.out"), name("open")], name("active")),
    densePart(matrices, name("narrow"), name("active"), name("narrow.out")),
    node("Add", [name("joined"), name("narrow.out")], `state${i + 1}`),
  ];
  return { nodes: parts.flatMap(({ nodes }) => nodes), weights: parts.flatMap(({ weights }) => weights) };
}

function normPart(matrices: Matrices, name: string, input: string, output: string, epsilon: number): Part {
  const scale = matrices(`${name}.scale`);
  const shift = matrices(`${name}.shift`);
  return {
    nodes: [
      {
        op: "LayerNormalization",
        inputs: [input, `${name}.scale`, `${name}.shift`],
        outputs: [output],
        attributes: { axis: -1, epsilon: { float: epsilon } },
      },
    ],
    weights: [
      { name: `${name}.scale`, shape: [scale.columns], data: scale.data },
      { name: `${name}.shift`, shape: [shift.columns], data: shift.data },
    ],
  };
}
