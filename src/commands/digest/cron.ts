const dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Five cron fields for a time of day (HH:MM) on these days ("mon,tue"; all seven: every day). */
export function cronOf(time: string, days: string): string {
  const [hour = "0", minute = "0"] = time.split(":");
  const numbers = days.split(",").map((one) => dayNames.indexOf(one));
  return `${Number(minute)} ${Number(hour)} * * ${numbers.length === 7 ? "*" : numbers.join(",")}`;
}
