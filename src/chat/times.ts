/** Times of day, days of the week and time zones as people type them. Each gives undefined for what it is not. */

/** "7:30", "07.30", "7h30", "7:30pm" → "07:30". */
export function cleanTime(text: string): string | undefined {
  const match = /^(\d{1,2})(?:[:.h：](\d{2}))?\s*(am|pm)?$/i.exec(text.trim());
  if (!match || (match[2] === undefined && !match[3])) return undefined;
  let hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  const half = match[3]?.toLowerCase();
  if (half && (hour < 1 || hour > 12)) return undefined;
  if (half) hour = (hour % 12) + (half === "pm" ? 12 : 0);
  return hour < 24 && minute < 60
    ? `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`
    : undefined;
}

const dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

/** Full names, the usual short ones, and the Chinese ones → mon … sun. */
function day(text: string): number | undefined {
  const chinese = /^(?:周|星期|礼拜)([一二三四五六日天])$/.exec(text)?.[1];
  if (chinese) return "日一二三四五六".indexOf(chinese === "天" ? "日" : chinese);
  const index = dayNames.findIndex((name) => text.startsWith(name));
  const full = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"][index];
  return full?.startsWith(text) ? index : undefined;
}

/** "mon-fri", "Sat,Sun", "daily", "weekdays", "工作日" → canonical "mon,tue,…" in week order from Monday. */
export function cleanDays(text: string): string | undefined {
  const lower = text.trim().toLowerCase();
  if (/^(daily|everyday|every-day|每天|天天)$/.test(lower)) return "mon,tue,wed,thu,fri,sat,sun";
  if (/^(weekdays|workdays|工作日)$/.test(lower)) return "mon,tue,wed,thu,fri";
  if (/^(weekends?|周末)$/.test(lower)) return "sat,sun";
  const picked = new Set<number>();
  for (const part of lower.split(/[,，、+]/)) {
    const [from, to, more] = part.split(/[-–至到]/).map((one) => day(one.trim()));
    if (from === undefined || more !== undefined) return undefined;
    if (part.match(/[-–至到]/) && to === undefined) return undefined;
    for (let one = from; ; one = (one + 1) % 7) {
      picked.add(one);
      if (one === (to ?? from)) break;
    }
  }
  return [1, 2, 3, 4, 5, 6, 0]
    .filter((one) => picked.has(one))
    .map((one) => dayNames[one])
    .join(",");
}

/** An IANA name in its own spelling ("europe/berlin" → "Europe/Berlin"), "UTC" too. */
export function cleanZone(text: string): string | undefined {
  const name = text.trim();
  if (!/^(utc|gmt|[a-z_]+(\/[a-z0-9_+-]+)+)$/i.test(name)) return undefined;
  try {
    const known = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
    // The engine may answer with an older link name ("Asia/Calcutta"): what was asked for, in its usual capitals, is as good.
    return known.toLowerCase() === name.toLowerCase() ? known : capitals(name);
  } catch {
    return undefined;
  }
}

const capitals = (zone: string) =>
  zone.length <= 3
    ? zone.toUpperCase()
    : zone
        .toLowerCase()
        .replace(/(^|[/_-])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
