/** Signs and words for money → ISO 4217. */

/** Before the number. Longer ones first: "US$" is not "$". */
const SIGNS: readonly (readonly [string, string])[] = [
  ["US$", "USD"],
  ["HK$", "HKD"],
  ["NT$", "TWD"],
  ["NZ$", "NZD"],
  ["AU$", "AUD"],
  ["CA$", "CAD"],
  ["A$", "AUD"],
  ["C$", "CAD"],
  ["S$", "SGD"],
  ["R$", "BRL"],
  ["$", "USD"],
  ["£", "GBP"],
  ["€", "EUR"],
  ["₹", "INR"],
  ["Rs.", "INR"],
  ["Rs", "INR"],
  ["₩", "KRW"],
  ["₽", "RUB"],
  ["₺", "TRY"],
  ["₴", "UAH"],
  ["₦", "NGN"],
  ["₪", "ILS"],
  ["฿", "THB"],
  ["人民币", "CNY"],
  ["港币", "HKD"],
  ["RMB", "CNY"],
];

/** Behind the number; and their share of the currency where that is not 1. */
const UNITS: readonly (readonly [string, string, number?])[] = [
  ["US dollars?", "USD"],
  ["(?:Australian|Aussie) dollars?", "AUD"],
  ["Canadian dollars?", "CAD"],
  ["Hong Kong dollars?", "HKD"],
  ["Singapore dollars?", "SGD"],
  ["New Zealand dollars?", "NZD"],
  ["(?:Swiss )?francs?", "CHF"],
  ["(?:British )?pounds?(?: sterling)?(?! of\\b)", "GBP"],
  ["Egyptian pounds?", "EGP"],
  ["dollars?", "USD"],
  ["euros?", "EUR"],
  ["yen", "JPY"],
  ["(?:Chinese )?(?:yuan|renminbi)", "CNY"],
  ["Pakistani rupees?", "PKR"],
  ["(?:Indian )?rupees?", "INR"],
  ["rou?bles?", "RUB"],
  [
    "(?:South Korean )?won(?= |$|[,.;)])(?! (?:the|a|an|his|her|their|its|in|by|more|seats?|votes?|gold|silver|games?|matches|and))",
    "KRW",
  ],
  ["(?:Turkish )?liras?", "TRY"],
  ["(?:Swedish )?kronor", "SEK"],
  ["(?:Danish )?kroner", "DKK"],
  ["reais", "BRL"],
  ["Mexican pesos?", "MXN"],
  ["rand", "ZAR"],
  ["shekels?", "ILS"],
  ["US cents", "USD", 0.01],
  ["cents", "USD", 0.01],
  ["euro cents", "EUR", 0.01],
  ["pence", "GBP", 0.01],
  ["p(?! ?\\.?m)(?= (?:a|per|each)\\b)", "GBP", 0.01],
  ["美元|美金", "USD"],
  ["欧元", "EUR"],
  ["英镑", "GBP"],
  ["日元|日圆", "JPY"],
  ["港元|港币", "HKD"],
  ["韩元", "KRW"],
  ["卢布", "RUB"],
  ["澳元|澳大利亚元", "AUD"],
  ["加元|加拿大元", "CAD"],
  ["瑞士法郎|瑞郎", "CHF"],
  ["新台币|台币", "TWD"],
  ["新加坡元|新元", "SGD"],
  ["(?:印度)?卢比", "INR"],
  ["泰铢", "THB"],
  ["里拉", "TRY"],
  ["元人民币|元(?!首|旦|素|老|件|宵|凶|年|月|帅|勋|音|气)|人民币", "CNY"],
  ["角(?=钱)", "CNY", 0.1],
];

const CODES =
  "USD|EUR|GBP|JPY|CNY|HKD|TWD|AUD|CAD|CHF|SGD|NZD|INR|KRW|RUB|BRL|SEK|NOK|DKK|PLN|CZK|HUF|TRY|UAH|ZAR|MXN|ILS|SAR|AED|THB|IDR|MYR|PHP|VND|EGP|NGN|KES|PKR";

const escaped = (text: string): string => text.replace(/[.$*+?()[\]{}|\\^]/g, "\\$&");
const BEFORE = new RegExp(
  `(?<![A-Za-z])(?:(${SIGNS.map(([sign]) => escaped(sign)).join("|")})|([¥￥])|(${CODES})) ?$`,
  "u",
);
const SIGN_OF = new Map(SIGNS);
const AFTER = UNITS.map(([pattern, currency, share = 1]) => ({
  test: new RegExp(`^[ -]?(?:${pattern})(?![A-Za-z])`, "iu"),
  currency,
  share,
}));
const CODE_AFTER = new RegExp(`^ ?(${CODES})(?![A-Za-z])|^ ?(RMB)(?![A-Za-z])|^ ?([€£$])(?! ?\\d)`, "u");

export interface Currency {
  /** Characters that the sign or word takes. */
  length: number;
  currency: string;
  /** "50 pence" is .5 of a pound. */
  share: number;
}

/** The sign that ends `text`. ¥ is yuan in Chinese text and yen elsewhere. */
export function currencyBefore(text: string, chinese: boolean): Currency | undefined {
  const match = BEFORE.exec(text.slice(-6));
  if (!match) return undefined;
  const currency = match[1] ? SIGN_OF.get(match[1]) : match[2] ? (chinese ? "CNY" : "JPY") : match[3];
  return currency ? { length: match[0].length, currency, share: 1 } : undefined;
}

/** The word or code that begins `text`. */
export function currencyAfter(text: string): Currency | undefined {
  const head = text.slice(0, 28);
  for (const { test, currency, share } of AFTER) {
    const match = test.exec(head);
    if (match) return { length: match[0].length, currency, share };
  }
  const code = CODE_AFTER.exec(head);
  if (!code) return undefined;
  const currency = code[1] ?? (code[2] ? "CNY" : SIGN_OF.get(code[3] ?? ""));
  return currency ? { length: code[0].length, currency, share: 1 } : undefined;
}
