/** What the script of a text says of its language: often all. */

/** Scripts that (nearly) one language of news is written in. Hebrew, Arabic, Cyrillic, Devanagari and Latin are not such. */
const ONE_LANGUAGE: readonly (readonly [RegExp, string])[] = (
  [
    ["Hangul", "ko"],
    ["Thai", "th"],
    ["Greek", "el"],
    ["Armenian", "hy"],
    ["Georgian", "ka"],
    ["Ethiopic", "am"],
    ["Tamil", "ta"],
    ["Telugu", "te"],
    ["Kannada", "kn"],
    ["Malayalam", "ml"],
    ["Gujarati", "gu"],
    ["Gurmukhi", "pa"],
    ["Sinhala", "si"],
    ["Bengali", "bn"],
    ["Khmer", "km"],
    ["Lao", "lo"],
    ["Myanmar", "my"],
    ["Thaana", "dv"],
  ] as const
).map(([script, tag]) => [new RegExp(`\\p{Script=${script}}`, "gu"), tag] as const);

const LATIN_ONLY = /^[\u0000-\u024F\u1E00-\u1EFF\u2000-\u206F\u20A0-\u20BF]*$/;

/** Written in Japanese alone: neither simplified nor traditional Chinese has them. */
const JAPANESE = new Set(
  "々込駅図売読検戦広辺発帰気働払仏仮圧囲県労団対実両価児変毎徳恵悪応従拝択拡揺摂暁暦栄楽様渓済満犠畳砕粛経継続縦粋芸荘薬覚謡賛酔鉱録闘斉歯亀竜黒鉄銭単弾勧権観歓圏挙桜沢渋瀬焼猟穂稲縄繊総聴脳臓蔵訳覧証譲豊転軽郷醸釈鋳錬閲陥険隠雑霊頼顔顕駆騒験髄峠辻",
);

/** Written in Cantonese alone, or nearly. */
const CANTONESE = new Set("嘅咗喺唔佢哋冇嚟咁啲乜嗰嘢睇攞畀俾噉咩㗎喎囉啱嗌瞓揾搵嘥嬲");

/** The same words in simplified and in traditional characters, one for one. */
const SIMPLIFIED =
  "们这个来时国会说对过还后开关发现电话请问题学习应该为从众优传伤体儿内农决况准几处备务动劳势区华协单卖卫厂厅历压县双变号叶吴员响团园围图圆场坏块坚报声头夺奖妇孙宁实审宪宽宾对寻导将尔尘层岁岛币师带帮广庆库废异张弹归录当总战户扩扫护担择换据损摄敌数断无旧显晓杀权条杨极构枪标样桥检楼欢汇沟济涨温湾满灭点热爱状独环现疗盘监着确离种积稳穷签简类粮纪约级纯纷纸线练组细织终绍经结给络绝统继绩续维综网罗罚职联胜脑脸艺节苏药获营蓝虽补装见规视览觉触计订认讨让训议记讲许论设访证评识诉词译试诗话诚详语误说请诸读课谁调谈谋谢贝负财责贤败货质贩购贵费资赛赞赶轨转轮软轻载较辆输边达迁运进远违连选递遗邓邮郑释鉴针钟钢钱银锁错长门闭问闲间闻队阳阴阵际陆陈险隐难雾页项顺须顾预领频额风飞饭馆马驱驶验骗鱼鲁鸟鸡黄齐齿龙";
const TRADITIONAL =
  "們這個來時國會說對過還後開關發現電話請問題學習應該為從眾優傳傷體兒內農決況準幾處備務動勞勢區華協單賣衛廠廳歷壓縣雙變號葉吳員響團園圍圖圓場壞塊堅報聲頭奪獎婦孫寧實審憲寬賓對尋導將爾塵層歲島幣師帶幫廣慶庫廢異張彈歸錄當總戰戶擴掃護擔擇換據損攝敵數斷無舊顯曉殺權條楊極構槍標樣橋檢樓歡匯溝濟漲溫灣滿滅點熱愛狀獨環現療盤監著確離種積穩窮簽簡類糧紀約級純紛紙線練組細織終紹經結給絡絕統繼績續維綜網羅罰職聯勝腦臉藝節蘇藥獲營藍雖補裝見規視覽覺觸計訂認討讓訓議記講許論設訪證評識訴詞譯試詩話誠詳語誤說請諸讀課誰調談謀謝貝負財責賢敗貨質販購貴費資賽贊趕軌轉輪軟輕載較輛輸邊達遷運進遠違連選遞遺鄧郵鄭釋鑒針鐘鋼錢銀鎖錯長門閉問閒間聞隊陽陰陣際陸陳險隱難霧頁項順須顧預領頻額風飛飯館馬驅駛驗騙魚魯鳥雞黃齊齒龍";
const onlySimplified = new Set([...SIMPLIFIED].filter((one) => !TRADITIONAL.includes(one)));
const onlyTraditional = new Set([...TRADITIONAL].filter((one) => !SIMPLIFIED.includes(one)));

/** "zh-Hans", "zh-Hant", "zh" (too little to tell), "yue", "ja", or a script's one language; undefined where the script leaves several. */
export function byScript(text: string): string | undefined {
  if (LATIN_ONLY.test(text)) return undefined;
  const letters = count(text, /\p{L}/gu);
  if (letters === 0) return undefined;
  const han = count(text, /\p{Script=Han}/gu);
  const kana = count(text, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  if (kana > 0 && kana + han > letters * 0.4 && kana > (kana + han) * 0.08) return "ja";
  // A Han character says as much as two or three letters.
  if (han > 0 && han * 2.5 > letters - han) return ofHan(text, han);
  for (const [script, tag] of ONE_LANGUAGE) if (count(text, script) > letters * 0.5) return tag;
  return undefined;
}

function ofHan(text: string, han: number): string {
  let [japanese, cantonese, simplified, traditional] = [0, 0, 0, 0];
  for (const one of text) {
    if (JAPANESE.has(one)) japanese++;
    if (CANTONESE.has(one)) cantonese++;
    if (onlySimplified.has(one)) simplified++;
    else if (onlyTraditional.has(one)) traditional++;
  }
  if (cantonese >= 2 && cantonese > han * 0.04) return "yue";
  if (cantonese > 0 && cantonese > han * 0.1) return "yue";
  if (japanese > simplified && japanese > han * 0.04) return "ja";
  if (simplified === traditional) return "zh";
  return simplified > traditional ? "zh-Hans" : "zh-Hant";
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
