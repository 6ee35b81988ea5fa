/** Small things that the parts of `topics` share. */
export { plain } from "../show.ts";

/** 0 … 1 as "87%". */
export const percent = (share: number): string => `${Math.round(share * 100)}%`;
