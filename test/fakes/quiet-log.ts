import type { Log } from "../../src/types.ts";

const nothing = () => undefined;

/** For tests that do not look at the log. */
export const quietLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
