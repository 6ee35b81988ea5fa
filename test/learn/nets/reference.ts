/** The equations as the papers write them: one text, plain numbers in double, nothing shared with the trainer but the weights. */
import type { Network } from "../../../src/learn/nets/network.ts";

type Vector = number[];

export function reference(
  { plan, parameters, floats }: Network,
  ids: readonly number[],
): { outputs: Vector; attention: Vector | undefined } {
  const matrix = (name: string): Vector[] => {
    const found = parameters.find((parameter) => parameter.name === name);
    if (!found) throw new Error(`no ${name}`);
    const { value, rows } = found;
    return Array.from({ length: rows }, (_, row) => [
      ...floats.slice(value.at + row * value.columns, value.at + (row + 1) * value.columns),
    ]);
  };
  const vector = (name: string): Vector => matrix(name)[0] ?? [];
  const dense = (x: Vector, name: string): Vector =>
    add(times(x, matrix(`${name}.weights`)), vector(`${name}.bias`));
  const words = ids.map((id) => matrix("embedding")[id] ?? []);

  const read = (name: string, list: Vector[]): Vector[] => {
    const [w, r, b] = [matrix(`${name}.weights`), matrix(`${name}.recurrence`), vector(`${name}.bias`)];
    let h: Vector = Array(plan.hidden).fill(0);
    let c: Vector = Array(plan.hidden).fill(0);
    return list.map((x) => {
      const pre = add(add(times(x, w), times(h, r)), b);
      const gate = (n: number) => pre.slice(n * plan.hidden, (n + 1) * plan.hidden);
      if (plan.kind === "rnn") h = pre.map(Math.tanh);
      else {
        const [i, o, f, g] = [
          gate(0).map(sigma),
          gate(1).map(sigma),
          gate(2).map(sigma),
          gate(3).map(Math.tanh),
        ];
        c = c.map((old, j) => (f[j] ?? 0) * old + (i[j] ?? 0) * (g[j] ?? 0));
        h = c.map((value, j) => (o[j] ?? 0) * Math.tanh(value));
      }
      return h;
    });
  };

  const norm = (x: Vector, name: string): Vector => {
    const mean = total(x) / x.length;
    const deviation = Math.sqrt(total(x.map((value) => (value - mean) ** 2)) / x.length + 1e-5);
    return x.map(
      (value, j) =>
        ((value - mean) / deviation) * (vector(`${name}.scale`)[j] ?? 0) + (vector(`${name}.shift`)[j] ?? 0),
    );
  };

  const encode = (list: Vector[]): Vector[] => {
    let states = list.map((x, t) => add(x, matrix("positions")[t] ?? []));
    for (let i = 0; i < plan.blocks; i++) {
      const name = (part: string) => `block${i}.${part}`;
      const asked = states.map((x) => dense(norm(x, name("norm1")), name("asked")));
      const width = plan.embedding / plan.heads;
      const cut = (row: Vector, which: number, head: number): Vector => {
        const at = which * plan.embedding + head * width;
        return row.slice(at, at + width);
      };
      const seen = asked.map((own) =>
        Array.from({ length: plan.heads }, (_, head) => {
          const looks = softmax(
            asked.map((other) => dot(cut(own, 0, head), cut(other, 1, head)) / Math.sqrt(width)),
          );
          return mixture(
            looks,
            asked.map((other) => cut(other, 2, head)),
          );
        }).flat(),
      );
      states = states.map((x, t) => add(x, dense(seen[t] ?? [], name("mixed"))));
      states = states.map((x) => {
        const wide = dense(norm(x, name("norm2")), name("wide")).map((value) => value * sigma(value));
        return add(x, dense(wide, name("narrow")));
      });
    }
    return states.map((x) => norm(x, "norm"));
  };

  const recurrent = (): Vector[] => {
    const there = read("forwards", words);
    if (!plan.bothWays) return there;
    const back = read("backwards", words.toReversed()).toReversed();
    return there.map((x, t) => [...x, ...(back[t] ?? [])]);
  };
  const states = plan.kind === "transformer" ? encode(words) : recurrent();
  if (plan.kind === "rnn" || plan.kind === "lstm") {
    const last = states.at(-1) ?? [];
    const text = [...last.slice(0, plan.hidden), ...(states[0] ?? []).slice(plan.hidden)];
    return { outputs: dense(text, "head"), attention: undefined };
  }
  const query = matrix("attention.query").map(([value = 0]) => value);
  const scores = states.map((x) =>
    plan.attention === "additive"
      ? dot(dense(x, "attention.keys").map(Math.tanh), query)
      : dot(x, query) / Math.sqrt(query.length),
  );
  const weights = softmax(scores);
  return { outputs: dense(mixture(weights, states), "head"), attention: weights };
}

const sigma = (x: number): number => 1 / (1 + Math.exp(-x));
const total = (x: Vector): number => x.reduce((sum, value) => sum + value, 0);
const dot = (a: Vector, b: Vector): number => total(a.map((value, i) => value * (b[i] ?? 0)));
const add = (a: Vector, b: Vector): Vector => a.map((value, i) => value + (b[i] ?? 0));
const times = (x: Vector, rows: Vector[]): Vector =>
  (rows[0] ?? []).map((_, j) => total(x.map((value, i) => value * (rows[i]?.[j] ?? 0))));
const mixture = (weights: Vector, list: Vector[]): Vector =>
  (list[0] ?? []).map((_, j) => total(list.map((x, t) => (weights[t] ?? 0) * (x[j] ?? 0))));
function softmax(scores: Vector): Vector {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  return powers.map((power) => power / total(powers));
}
