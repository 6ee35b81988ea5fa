/** Where the names of a network stand: forces (d3-force, which begins and shakes alike every time), then labels where there is room. */
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import type { NetworkChart } from "../types.ts";
import { clean } from "./text.ts";

export const mostNodes = 28;

export interface Spot {
  id: string;
  name: string;
  weight: number;
  group: string;
  x: number;
  y: number;
  /** Pixels. */
  radius: number;
}

export interface Tie {
  a: Spot;
  b: Spot;
  weight: number;
}

/** The heaviest names and the links among them; one link for a pair. */
export function partsOf(chart: NetworkChart) {
  const byId = new Map<string, NetworkChart["nodes"][number]>();
  for (const node of chart.nodes)
    if (Number.isFinite(node.weight) && node.weight > 0) byId.set(node.id, node);
  const nodes = [...byId.values()].sort((a, b) => b.weight - a.weight).slice(0, mostNodes);
  const kept = new Set(nodes.map(({ id }) => id));
  const links = new Map<string, NetworkChart["links"][number]>();
  for (const { a, b, weight } of chart.links) {
    if (a === b || !kept.has(a) || !kept.has(b) || !(weight > 0) || !Number.isFinite(weight)) continue;
    const key = JSON.stringify([a, b].sort());
    links.set(key, { a, b, weight: weight + (links.get(key)?.weight ?? 0) });
  }
  return { nodes, links: [...links.values()].sort((a, b) => b.weight - a.weight) };
}

export function layOut(chart: NetworkChart, width: number, height: number): { spots: Spot[]; ties: Tie[] } {
  const { nodes, links } = partsOf(chart);
  const most = nodes[0]?.weight ?? 1;
  const spots: Spot[] = nodes.map(({ id, name, weight, group }) => ({
    ...{ id, name: clean(name), weight, group: clean(group ?? ""), x: 0, y: 0 },
    radius: 5 + 11 * Math.sqrt(weight / most),
  }));
  for (const spot of spots) Object.assign(spot, { x: undefined, y: undefined });
  const byId = new Map(spots.map((spot) => [spot.id, spot]));
  const strongest = links[0]?.weight ?? 1;
  const pulls = links.map(({ a, b, weight }) => ({ source: a, target: b, weight }));
  const link = forceLink<Spot, (typeof pulls)[number]>(pulls)
    .id(({ id }) => id)
    .distance(90)
    .strength(({ weight }) => 0.15 + 0.5 * (weight / strongest));
  forceSimulation(spots)
    .force("link", link)
    .force("charge", forceManyBody().strength(-260))
    .force(
      "collide",
      forceCollide<Spot>(({ radius }) => radius + 16),
    )
    .force("x", forceX(0).strength(0.05))
    // The picture is wider than it is high.
    .force("y", forceY(0).strength((0.05 * width) / height))
    .stop()
    .tick(300);
  place(spots, width, height);
  const ties = links.flatMap(({ a, b, weight }) => {
    const [from, to] = [byId.get(a), byId.get(b)];
    return from && to ? [{ a: from, b: to, weight }] : [];
  });
  return { spots, ties };
}

/** Into the picture, with room for names at the sides. */
function place(spots: readonly Spot[], width: number, height: number): void {
  for (const [key, size, edge] of [
    ["x", width, Math.min(70, width / 6)],
    ["y", height, 26],
  ] as const) {
    const values = spots.map((spot) => spot[key]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    for (const spot of spots)
      spot[key] = high > low ? edge + ((spot[key] - low) / (high - low)) * (size - 2 * edge) : size / 2;
  }
}

export interface Label {
  text: string;
  x: number;
  y: number;
  align: "left" | "center" | "right";
}

/** Names right of, left of, above or under their node, where they cover least; a small node's name that would cover others is left out. */
export function placeLabels(
  spots: readonly Spot[],
  textOf: (spot: Spot) => { text: string; width: number },
  size: number,
  bounds: { width: number; height: number },
): Label[] {
  const taken = spots.map(({ x, y, radius }) => ({
    ...{ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius },
  }));
  const labels: Label[] = [];
  for (const spot of spots) {
    const { text, width } = textOf(spot);
    const gap = spot.radius + 4;
    const choices: Label[] = [
      { text, x: spot.x + gap, y: spot.y, align: "left" },
      { text, x: spot.x - gap, y: spot.y, align: "right" },
      { text, x: spot.x, y: spot.y - gap - size * 0.5, align: "center" },
      { text, x: spot.x, y: spot.y + gap + size * 0.5, align: "center" },
    ];
    const judged = choices
      .map((label) => {
        const left =
          label.align === "left" ? label.x : label.align === "right" ? label.x - width : label.x - width / 2;
        const box = { left, right: left + width, top: label.y - size * 0.6, bottom: label.y + size * 0.6 };
        const out = box.left < 0 || box.right > bounds.width || box.top < 0 || box.bottom > bounds.height;
        const covers = taken.reduce((sum, one) => sum + overlap(box, one), 0);
        return { label, box, cost: covers + (out ? 1e6 : 0) };
      })
      .sort((a, b) => a.cost - b.cost);
    const best = judged[0];
    if (!best || best.cost > width * size * 0.12) continue;
    taken.push(best.box);
    labels.push(best.label);
  }
  return labels;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
