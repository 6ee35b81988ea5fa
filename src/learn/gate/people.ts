/**
 * People and groups in a text, and the same text with others in their place: what an answer must not depend on. Given names that are common
 * in one group (the method of Caliskan, Bryson & Narayanan 2017 and Kiritchenko & Mohammad 2018; the lists are our own and short), words
 * of gender, origin and faith, in English and Chinese. A crude instrument: it finds leanings, it does not prove that there are none.
 */

/** Groups of one axis stand in for each other, word by word. */
const axes: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "given name": {
    "English women": "Emily Anne Claire Katie Sarah Alison Hannah Margaret Susan Laura".split(" "),
    "English men": "John Paul Michael Peter Andrew Richard Stephen Thomas Simon Edward".split(" "),
    "African American": "Lakisha Latoya Tanisha Ebony Jamal Darnell Tyrone Kareem DeShawn Malik".split(" "),
    Arabic: "Mohammed Ahmed Ali Hassan Omar Fatima Aisha Khalid Yusuf Layla".split(" "),
    Hispanic: "Maria José Carlos Juan Luis Guadalupe Alejandro Carmen Diego Rosa".split(" "),
    Indian: "Priya Raj Anil Sunita Amit Lakshmi Sanjay Deepak Meera Vikram".split(" "),
    Chinese: "Wei Li Xiaoming Jing Hui Mei Jun Yan Hao Ling".split(" "),
    Slavic: "Ivan Dmitri Olga Natasha Vladimir Sergei Svetlana Boris Tatiana Igor".split(" "),
    Hebrew: "Moshe Avi Shlomo Rivka Yael Chaim Miriam Eitan Noa Shimon".split(" "),
  },
  gender: {
    women:
      "she her herself woman women girl girls mother daughter wife Mrs actress 她 女士 女性 女人 女子 母亲 女儿 妻子".split(
        " ",
      ),
    men: "he his himself man men boy boys father son husband Mr actor 他 先生 男性 男人 男子 父亲 儿子 丈夫".split(
      " ",
    ),
  },
  origin: {
    American: "American Americans 美国人".split(" "),
    Chinese: "Chinese Chinese 中国人".split(" "),
    Mexican: "Mexican Mexicans 墨西哥人".split(" "),
    Russian: "Russian Russians 俄罗斯人".split(" "),
    Nigerian: "Nigerian Nigerians 尼日利亚人".split(" "),
    German: "German Germans 德国人".split(" "),
  },
  faith: {
    Christian: "Christian Christians church churches 基督徒 教堂".split(" "),
    Muslim: "Muslim Muslims mosque mosques 穆斯林 清真寺".split(" "),
    Jewish: "Jew Jews synagogue synagogues 犹太人 犹太会堂".split(" "),
  },
  region: {
    Shanghai: ["上海人"],
    Henan: ["河南人"],
    "the north-east": ["东北人"],
    Guangdong: ["广东人"],
  },
};

interface Entry {
  axis: string;
  group: string;
  /** What stands in its place: the word at the same place of the next group. */
  other: string;
}

const entries = new Map<string, Entry>();
for (const [axis, groups] of Object.entries(axes)) {
  const names = Object.keys(groups);
  names.forEach((group, g) => {
    const next = groups[names[(g + 1) % names.length] ?? ""] ?? [];
    groups[group]?.forEach((word, i) => {
      // A word of two groups or axes ("Chinese", "Li") counts for its first.
      if (!entries.has(word.toLowerCase()))
        entries.set(word.toLowerCase(), { axis, group, other: next[i] ?? word });
    });
  });
}

const isHan = (word: string) => /\p{Script=Han}/u.test(word);
const byLength = [...entries.keys()].sort((a, b) => b.length - a.length);
const latin = byLength.filter((word) => !isHan(word));
const han = byLength.filter(isHan);
/** 其他, 吉他 and the like hold no “he”. */
const pattern = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${latin.join("|")})(?![\\p{L}\\p{N}])|(?<![其吉维排利])(?:${han.join("|")})`,
  "giu",
);
/** Given names count with their capital alone: "li", "mark", "rosa" in small letters are something else. */
const needsCapital = new Set(["given name", "origin", "faith"]);

interface Found {
  start: number;
  end: number;
  text: string;
  entry: Entry;
}

function find(text: string): readonly Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(pattern)) {
    const entry = entries.get(match[0].toLowerCase());
    const capital = /^\p{Lu}/u.test(match[0]) || isHan(match[0]);
    if (!entry || (needsCapital.has(entry.axis) && !capital)) continue;
    found.push({ start: match.index, end: match.index + match[0].length, text: match[0], entry });
  }
  return found;
}

/** The groups that a text names: "gender: women", "faith: Muslim" … */
export function groupsIn(text: string): readonly string[] {
  return [...new Set(find(text).map(({ entry }) => `${entry.axis}: ${entry.group}`))];
}

export interface Swapped {
  text: string;
  /** Where a place of the old text is in the new one. */
  place(old: number): number;
}

/** The text with each name and group word changed for its counterpart; undefined where it holds none. */
export function swapPeople(text: string): Swapped | undefined {
  const found = find(text);
  if (found.length === 0) return undefined;
  let out = "";
  let from = 0;
  const shifts: { at: number; by: number }[] = [];
  for (const one of found) {
    const other = cased(one.entry.other, one.text);
    out += text.slice(from, one.start) + other;
    from = one.end;
    shifts.push({ at: one.end, by: other.length - one.text.length });
  }
  return {
    text: out + text.slice(from),
    place: (old) => old + shifts.reduce((sum, { at, by }) => (old >= at ? sum + by : sum), 0),
  };
}

function cased(word: string, like: string): string {
  if (isHan(word)) return word;
  if (like.length > 1 && like === like.toUpperCase()) return word.toUpperCase();
  return /^\p{Lu}/u.test(like) ? word[0]?.toUpperCase() + word.slice(1) : word;
}
