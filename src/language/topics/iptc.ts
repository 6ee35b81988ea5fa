/**
 * The seventeen subjects at the top of IPTC's Media Topics (https://cv.iptc.org/newscodes/mediatopic/, IPTC, CC BY 4.0), by their codes. The
 * English names are IPTC's; the Chinese ones are ours.
 */
import type { Words } from "../../types.ts";

export const IPTC: Readonly<Record<string, Words>> = {
  "medtop:01000000": { en: "arts, culture, entertainment and media", zh: "艺术、文化、娱乐与媒体" },
  "medtop:02000000": { en: "crime, law and justice", zh: "犯罪、法律与司法" },
  "medtop:03000000": { en: "disaster, accident and emergency incident", zh: "灾难、事故与突发事件" },
  "medtop:04000000": { en: "economy, business and finance", zh: "经济、商业与金融" },
  "medtop:05000000": { en: "education", zh: "教育" },
  "medtop:06000000": { en: "environment", zh: "环境" },
  "medtop:07000000": { en: "health", zh: "健康" },
  "medtop:08000000": { en: "human interest", zh: "人情趣事" },
  "medtop:09000000": { en: "labour", zh: "劳工" },
  "medtop:10000000": { en: "lifestyle and leisure", zh: "生活方式与休闲" },
  "medtop:11000000": { en: "politics and government", zh: "政治与政府" },
  "medtop:12000000": { en: "religion", zh: "宗教" },
  "medtop:13000000": { en: "science and technology", zh: "科学与技术" },
  "medtop:14000000": { en: "society", zh: "社会" },
  "medtop:15000000": { en: "sport", zh: "体育" },
  "medtop:16000000": { en: "conflict, war and peace", zh: "冲突、战争与和平" },
  "medtop:17000000": { en: "weather", zh: "天气" },
};
