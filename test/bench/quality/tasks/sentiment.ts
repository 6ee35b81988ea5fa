import type { Task } from "../frame.ts";
export const sentiment: Task = { name: "sentiment", about: "", gates: [], async run() {} };
