/** How the categories of public sets stand for IPTC's subjects, each with its reason; what is not listed is left out, with its reason too. */

export interface Mapped {
  file: string;
  language: "en" | "zh";
  /** Where the category stands in a row: a field, or the beginning of the id. */
  by: "label" | "labels" | "category" | "id";
  /** Category → number of the subject (01 … 17). */
  to: Readonly<Record<string, string>>;
  why: string;
  left: string;
}

export const mappings: readonly Mapped[] = [
  {
    file: "topic/huffpost",
    language: "en",
    by: "label",
    to: {
      POLITICS: "11",
      ENTERTAINMENT: "01",
      MEDIA: "01",
      CRIME: "02",
      SPORTS: "15",
      BUSINESS: "04",
      TRAVEL: "10",
      TECH: "13",
      SCIENCE: "13",
      RELIGION: "12",
      EDUCATION: "05",
      "WEIRD NEWS": "08",
      "QUEER VOICES": "14",
      "BLACK VOICES": "14",
      WOMEN: "14",
    },
    why: "A desk's section is its subject; travel is a branch of leisure; what concerns groups of people (discrimination, equality) is a branch of society; odd news is told for its human interest.",
    left: "WORLD NEWS, IMPACT, COMEDY, LATINO VOICES: of all subjects",
  },
  {
    file: "topic/reuters_modapte",
    language: "en",
    by: "labels",
    to: {
      ...Object.fromEntries(
        "earn acq money-fx grain crude trade interest wheat corn sugar coffee gold dlr gnp cpi cocoa money-supply bop"
          .split(" ")
          .map((label) => [label, "04"]),
      ),
      jobs: "09",
    },
    why: "Markets, companies, commodities and economic figures are branches of economy, business and finance; jobs are of labour.",
    left: "rarer commodities: more of the same; two of three stories, so that economy does not drown the rest",
  },
  {
    file: "keywords/kpcrowd_news",
    language: "en",
    by: "id",
    to: {
      politics_us: "11",
      politics_world: "11",
      fashion: "10",
      science: "13",
      tech: "13",
      art_and_culture: "01",
      crime: "02",
      sports: "15",
      health: "07",
      business: "04",
    },
    why: "The section that the story was collected from; fashion is a branch of lifestyle.",
    left: "nothing",
  },
  {
    file: "topic/zh_thucnews_titles",
    language: "zh",
    by: "label",
    to: {
      finance: "04",
      stocks: "04",
      realty: "04",
      sports: "15",
      politics: "11",
      science: "13",
      entertainment: "01",
      education: "05",
      game: "10",
    },
    why: "Shares and real estate are branches of economy; games are a branch of leisure.",
    left: "society: crimes, accidents and odd news in one",
  },
  {
    file: "topic/zh_toutiao_titles",
    language: "zh",
    by: "label",
    to: {
      news_tech: "13",
      news_entertainment: "01",
      news_culture: "01",
      news_sports: "15",
      news_game: "10",
      news_travel: "10",
      news_finance: "04",
      stock: "04",
      news_house: "04",
      news_agriculture: "04",
      news_edu: "05",
      news_military: "16",
      news_story: "08",
    },
    why: "Farming and housing are branches of economy; military matters are the nearest to conflict, war and peace; told stories are human interest.",
    left: "news_world: of all subjects; news_car: business, technology and leisure in one",
  },
];

/**
 * Words that name a subject which the sets tell of too little. An English text with two of one subject counts as an example
 * where no other subject comes near, a Chinese headline with one; and the words themselves are read as short texts.
 */
export const seeds: Readonly<Record<string, Readonly<Record<"en" | "zh", string>>>> = {
  "02": {
    en: "police arrested charged murder court judge jury trial prison sentenced prosecutors guilty robbery suspect lawsuit verdict jail lawyer detectives stabbing",
    zh: "警方 嫌疑人 法院 判刑 被捕 嫌犯 杀人 抢劫 诈骗 检察院 盗窃 被告 律师 公安 获刑 民警 被判 罪",
  },
  "03": {
    en: "earthquake quake magnitude crash crashed wreckage explosion blaze firefighters rescue rescuers flood floods landslide avalanche tsunami derailed collapsed capsized sinking evacuated survivors volcano wildfire emergency",
    zh: "地震 火灾 爆炸 坠毁 车祸 洪水 洪灾 泥石流 遇难 坠机 塌方 救援 失事 海啸 矿难 起火 溺水 坠落 事故 余震",
  },
  "05": {
    en: "school schools students teachers pupils university college exams curriculum tuition classroom campus graduates professor kindergarten scholarships",
    zh: "高考 学校 大学 考生 教师 学生 招生 考研 课程 录取 家长 中小学 留学 教育部",
  },
  "06": {
    en: "climate emissions carbon pollution wildlife species conservation endangered greenhouse environmental deforestation recycling renewable ecosystem habitat glacier biodiversity oceans environmentalists",
    zh: "污染 环保 气候变暖 排放 野生动物 生态 碳排放 雾霾 濒危 温室气体 减排 垃圾分类 物种",
  },
  "07": {
    en: "patients doctors hospital disease virus cancer vaccine outbreak ebola flu medical symptoms surgery infection obesity diabetes drug treatment nurses nhs health autism mers",
    zh: "医院 患者 医生 疾病 疫苗 癌症 病毒 流感 手术 感染 糖尿病 治疗 药品 健康 养生 症状 血压",
  },
  "09": {
    en: "strike unions union workers wages layoffs unemployment pickets employees jobless redundancies payrolls labour labor wage pensions staffing",
    zh: "工会 罢工 裁员 工资 失业 就业 农民工 劳动者 欠薪 求职 招聘 员工 社保 养老金 薪酬",
  },
  "10": {
    en: "recipe recipes travel hotel fashion restaurant holiday tourists cooking garden dresses wedding vacation outfits makeup chef diet yoga pets",
    zh: "美食 旅游 做法 菜谱 时尚 穿搭 减肥 酒店 护肤 景区 自驾 美容 旅行",
  },
  "12": {
    en: "church pope bishop priest catholic islam mosque prayer vatican rabbi religious christian christians muslims jewish archbishop easter ramadan buddhist cardinal faith",
    zh: "教堂 教皇 主教 佛教 寺庙 伊斯兰教 清真寺 基督教 宗教 僧人 神父 天主教 信徒 祈祷 和尚",
  },
  "13": {
    en: "scientists researchers astronomers physics spacecraft telescope software smartphone computers chip laboratory robots genome quantum satellite algorithm",
    zh: "科学家 研究人员 航天 卫星 芯片 人工智能 手机 互联网 量子 机器人 望远镜 软件 实验室 基因",
  },
  "14": {
    en: "gay marriage racism immigrants migrants poverty homeless abortion discrimination gender equality transgender elderly charity families adoption refugees feminism community welfare",
    zh: "老人 移民 贫困 歧视 慈善 留守儿童 婚姻 离婚 养老 人口 志愿者 捐款 同性恋 弱势群体 二胎",
  },
  "16": {
    en: "troops rebels militants airstrike airstrikes ceasefire soldiers bombing missiles insurgents fighters shelling gunmen taliban army truce war peacekeepers separatists militia warplanes hostages artillery",
    zh: "军队 武装 袭击 空袭 导弹 停火 叛军 恐怖 战争 士兵 交火 反对派 轰炸 塔利班 战机 军事 维和 自杀式",
  },
  "17": {
    en: "weather storm snow rain temperatures hurricane tornado forecasters forecast meteorologists winds typhoon cyclone heatwave thunderstorms snowfall drought blizzard flurries inches meteorological",
    zh: "天气 暴雨 台风 降温 降雪 气温 高温 寒潮 冰雹 降雨 气象 暴雪 干旱 大雾 雷雨 预警 冷空气",
  },
};

/** Texts without a category, in which the seeds look for examples. */
export const unlabelled: readonly { file: string; language: "en" | "zh"; fields: readonly string[] }[] = [
  { file: "trends/yahoo_rss_2014", language: "en", fields: ["text"] },
  { file: "summarization/xsum", language: "en", fields: ["summary", "article"] },
  { file: "summarization/cnndm", language: "en", fields: ["article"] },
  { file: "summarization/inshorts", language: "en", fields: ["title", "article"] },
  { file: "topic/zh_thucnews_titles", language: "zh", fields: ["text"] },
  { file: "topic/zh_toutiao_titles", language: "zh", fields: ["text", "keywords"] },
];
