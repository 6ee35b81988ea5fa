const dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Five cron fields for a time of day (HH:MM) on these days ("mon,tue"; all seven: every day). */
export function cronOf(time: string, days: string): string {
  const [hour = "0", minute = "0"] = time.split(":");
  const numbers = days.split(",").map((one) => dayNames.indexOf(one));
  return `${Number(minute)} ${Number(hour)} * * ${numbers.length === 7 ? "*" : numbers.join(",")}`;
}

/** The way back: "07:30" and "mon,tue", or undefined for a pattern that `cronOf` does not make. */
export function timeOf(cron: string): { time: string; days: string } | undefined {
  const match = /^(\d+) (\d+) \* \* ([\d,]+|\*)$/.exec(cron);
  if (!match) return undefined;
  const [minute, hour] = [match[1], match[2]].map((one) => String(one).padStart(2, "0"));
  const days = match[3] === "*" ? [1, 2, 3, 4, 5, 6, 0] : (match[3] ?? "").split(",").map(Number);
  return { time: `${hour}:${minute}`, days: days.map((one) => dayNames[one]).join(",") };
}
