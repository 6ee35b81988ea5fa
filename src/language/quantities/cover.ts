/** Which characters of a text are read already. */
export interface Cover {
  /** False, and nothing is taken, where any of it is taken already. */
  take(start: number, end: number): boolean;
}

export function cover(length: number): Cover {
  const taken = new Uint8Array(length);
  return {
    take(start, end) {
      for (let i = start; i < end; i++) if (taken[i]) return false;
      taken.fill(1, start, end);
      return true;
    },
  };
}
