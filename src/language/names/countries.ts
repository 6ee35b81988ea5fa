/** Countries by name, English and Chinese: the CLDR's names, and what news writes besides. */

const ALSO: Readonly<Record<string, string>> = {
  ...{
    us: "US",
    usa: "US",
    "united states of america": "US",
    america: "US",
    uk: "GB",
    britain: "GB",
    "great britain": "GB",
  },
  ...{
    uae: "AE",
    "czech republic": "CZ",
    "ivory coast": "CI",
    burma: "MM",
    turkey: "TR",
    macedonia: "MK",
    holland: "NL",
  },
  ...{
    "south korea": "KR",
    "north korea": "KP",
    russia: "RU",
    palestine: "PS",
    "hong kong": "HK",
    macau: "MO",
    congo: "CG",
    bosnia: "BA",
  },
  ...{
    美: "US",
    英: "GB",
    法: "FR",
    德: "DE",
    日: "JP",
    俄: "RU",
    韩: "KR",
    朝鲜: "KP",
    阿联酋: "AE",
    沙特: "SA",
    波黑: "BA",
    捷克: "CZ",
  },
};

let codes: Map<string, string> | undefined;

/** ISO 3166-1 alpha-2 of a country by its name in lower case without points. */
export function countryCode(key: string): string | undefined {
  codes ??= made();
  return codes.get(key);
}

function made(): Map<string, string> {
  const map = new Map<string, string>();
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const languages = ["en", "zh-Hans"].map(
    (language) => new Intl.DisplayNames(language, { type: "region", fallback: "none" }),
  );
  for (const a of letters)
    for (const b of letters) {
      const code = a + b;
      // Groupings and retired codes have names too.
      if (/^(?:AA|AC|BU|CP|CS|DD|DG|EA|EU|EZ|FX|IC|NT|QO|SU|TA|TP|UK|UN|XA|XB|XK|YD|YU|ZR|ZZ)$/.test(code))
        continue;
      for (const names of languages) {
        const name = names.of(code);
        if (name) map.set(name.toLowerCase().replace(/[.’']/g, "").replace(/&/g, "and"), code);
      }
    }
  for (const [name, code] of Object.entries(ALSO)) map.set(name, code);
  return map;
}
