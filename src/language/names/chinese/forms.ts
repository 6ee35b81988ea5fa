/** The same one in other Chinese forms: 陈市长 and 陈先生 for 陈明远, 霍夫曼 for 安娜·霍夫曼, 北大 for 北京大学, 总统 for who was called so. Wrong ties are worse than none. */
import type { By, Group } from "../groups.ts";
import { DOUBLE_SURNAMES } from "./person-lists.ts";

const HAN = /^\p{Script=Han}/u;
const DOT = /[·•・]/u;
/** Behind a surname. */
const ADDRESS =
  /^(?:先生|女士|小姐|太太|夫人|老师|教授|博士|医生|大夫|律师|法官|警官|检察官|记者|教练|队长|船长|机长|市长|副市长|省长|州长|县长|区长|镇长|乡长|村长|部长|副部长|局长|厅长|司长|处长|科长|主任|书记|主席|副主席|总理|副总理|总统|首相|大使|议员|院长|校长|院士|会长|董事长|总裁|总经理|经理|总监|发言人|将军|上将|少将|导演|师傅|老伯|某|某某)$/u;
/** Offices that one person at a time holds in a story. */
const OFFICE =
  "总统|副总统|总理|副总理|首相|总书记|秘书长|主席|国王|女王|教皇|天皇|外长|防长|财长|部长|市长|省长|州长|县长|董事长|总裁|首席执行官|行长|校长|发言人";
const BEFORE = new RegExp(`(${OFFICE})(?:、|兼)?$`, "u");
const BARE = new RegExp(
  `(?<=^|[，。；：！？“\\n,;:!?]|该|这位|这名)(${OFFICE})(?=说|表示|称|指出|认为|强调|还|也|随后|当天|离开|抵达|宣布|呼吁|回应|透露|将|没有|拒绝|否认|承认|补充|[，,])`,
  "gu",
);

/** `groups` with their mentions; those that are another's form are taken into it. */
export function joinChinese(groups: readonly Group[], text: string): Group[] {
  const gone = new Set<Group>();
  const join = (from: Group, into: Group | undefined): void => {
    if (!into || into === from || gone.has(into) || from.known) return;
    gone.add(from);
    into.mentions.push(...from.mentions.map(({ mention }) => ({ mention, by: "short" as By })));
  };
  const people = groups.filter(({ kind, name }) => kind === "person" && HAN.test(name));
  const native = Map.groupBy(
    people.filter(({ name }) => !DOT.test(name) && name.length <= 4 && !addressOf(name)),
    ({ name }) => surnameOf(name),
  );
  const parts = Map.groupBy(
    people.flatMap((group) =>
      DOT.test(group.name) ? group.name.split(DOT).map((part) => ({ part, group })) : [],
    ),
    ({ part }) => part,
  );
  for (const group of people) {
    const address = addressOf(group.name);
    const owners = address ? (native.get(group.name.slice(0, -address.length)) ?? []) : [];
    const foreign = DOT.test(group.name)
      ? []
      : (parts.get(address ? group.name.slice(0, -address.length) : group.name) ?? []);
    const owner = owners[0] ?? foreign[0]?.group;
    if (owners.length + foreign.length === 1 && owner && !unlike(group, owner, text)) join(group, owner);
  }
  const bodies = groups.filter(({ kind, name }) => kind === "organisation" && HAN.test(name));
  const byFirst = Map.groupBy(bodies, ({ name }) => name.charAt(0));
  for (const group of bodies) {
    const longer = (byFirst.get(group.name.charAt(0)) ?? []).filter(
      (other) => !gone.has(other) && isShortFor(group.name, other.name),
    );
    join(group, tied(group, bodies, text) ?? (longer.length === 1 ? longer[0] : undefined));
  }
  const kept = groups.filter((group) => !gone.has(group));
  addOffices(kept, text);
  return kept;
}

const MR = /(?:先生|老伯)$/u;
const MS = /(?:女士|小姐|太太|夫人)$/u;

/** 张太太 is not 张先生, and a wife bears her husband's name: 夫人 is nobody's short form. */
function unlike(group: Group, owner: Group, text: string): boolean {
  const says = (pattern: RegExp) =>
    owner.mentions.some(({ mention }) => pattern.test(text.slice(mention.start, mention.end + 2)));
  return (
    /(?:太太|夫人)$/u.test(group.name) ||
    (MR.test(group.name) && says(MS)) ||
    (MS.test(group.name) && says(MR))
  );
}

const addressOf = (name: string): string | undefined => {
  for (const size of [2, 1])
    if (
      name.length > size &&
      (size === 1 || DOUBLE_SURNAMES.has(name.slice(0, 2))) &&
      ADDRESS.test(name.slice(size))
    )
      return name.slice(size);
  // 古特雷斯先生: the whole name before it.
  return /(?:先生|女士|小姐|夫人)$/u.exec(name)?.[0];
};

const surnameOf = (name: string): string =>
  DOUBLE_SURNAMES.has(name.slice(0, 2)) ? name.slice(0, 2) : name.charAt(0);

/** 北大 for 北京大学: its characters in their order, the first the first. */
function isShortFor(short: string, long: string): boolean {
  if (short.length > 4 || short.length < 2 || long.length < short.length + 2 || short[0] !== long[0])
    return false;
  let at = 0;
  for (const character of short) {
    at = long.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  // 中国 is not 中国银行, nor 上海 上海大学: a short form leaves out what stands between.
  return !long.startsWith(short);
}

/** 中国人民银行（央行）, 环球航运（以下简称“环航”）. */
function tied(short: Group, bodies: readonly Group[], text: string): Group | undefined {
  for (const { mention } of short.mentions) {
    const head = /[（(](?:以下)?(?:简称)?[：:]?[“"「]?$/u.exec(
      text.slice(Math.max(0, mention.start - 10), mention.start),
    );
    if (!head || !/^[”"」]?[）)]/u.test(text.slice(mention.end, mention.end + 2))) continue;
    const end = mention.start - head[0].length;
    const owner = bodies.find(
      (other) => other !== short && other.mentions.some((one) => one.mention.end === end),
    );
    if (owner) return owner;
  }
  return undefined;
}

/** 总统 by itself, for the one person whom the text has called so before. */
function addOffices(groups: readonly Group[], text: string): void {
  const holders = new Map<string, Map<Group, number>>();
  const people = groups.filter(({ kind }) => kind === "person");
  for (const person of people)
    for (const { mention } of person.mentions) {
      const office = BEFORE.exec(text.slice(Math.max(0, mention.start - 8), mention.start))?.[1];
      if (!office) continue;
      const own = holders.get(office) ?? new Map<Group, number>();
      holders.set(office, own.set(person, Math.min(own.get(person) ?? mention.end, mention.end)));
    }
  if (holders.size === 0) return;
  const busy = new Uint8Array(text.length + 1);
  for (const { mentions } of groups)
    for (const { mention } of mentions) busy.fill(1, mention.start, mention.end);
  for (const match of text.matchAll(BARE)) {
    const office = match[1] ?? "";
    const [holder, ...others] = holders.get(office) ?? [];
    const [start, end] = [match.index, match.index + office.length];
    if (!holder || others.length > 0 || start < holder[1] || busy.subarray(start, end).some(Boolean))
      continue;
    busy.fill(1, start, end);
    holder[0].mentions.push({
      mention: { start, end, text: office, kind: "person" },
      by: "description",
    });
  }
}
