/** Abbreviations as news writes them, lower case, without the last point. */

/** A name follows: a point after one of these never ends a sentence. */
export const BEFORE_NAMES: ReadonlySet<string> = new Set(
  `mr mrs ms mx dr prof gen sen rep gov lt col capt cpt cmdr adm maj sgt cpl pvt pfc rev hon st ste messrs mme mlle msgr
  pres supt insp det atty amb sec fr br sr. lt.-gov maj.-gen brig sra dra ald cllr rt`
    .split(/\s+/)
    .filter(Boolean),
);

/** A number or a lower-case word follows: a point after one of these ends a sentence only before a word that opens one. */
export const WITHIN: ReadonlySet<string> = new Set(
  `inc corp co ltd bros jr sr esq llc plc gmbh intl assn dept univ inst est ave blvd rd hwy ft mt pt
  no nos vol vols pp fig figs sec ch al approx ca cf vs v etc eg ie viz ibid op cit ed eds trans incl excl min max avg
  jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
  u.s u.k u.n e.u u.s.a u.a.e d.c n.y l.a p.m a.m e.g i.e ph.d m.d b.a m.a b.sc m.sc d.phil r.i.p a.d b.c b.c.e c.e
  ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn
  tenn tex va vt wash wis wyo ont que alta sask man oz lb lbs kg km mph hp sq cu gal
  mfg natl govt prov reg rel tel ext fl`
    .split(/\s+/)
    .filter(Boolean),
);

/** Those that are words as well, when written small: "a cooling sun. Then". */
export const WORDS_TOO: ReadonlySet<string> = new Set(
  "no la me man sun sat mon wed fig max min ill miss mass del mar al ed wash ore ind fl tel rel ext op pa va ga md ch mt pt".split(
    " ",
  ),
);

/** Words that open a sentence so often that a point before them is its predecessor's end, abbreviation or not. */
export const OPENERS: ReadonlySet<string> = new Set(
  `a an and the this that these those there then they their it its he his she her we our i my you your who what when
  where why how which but or so yet if in on at as by for from with while after before since until although though
  because however meanwhile moreover also another other some many most more both all each every no not only one two
  three four five several such to under over during despite according last next new now today yesterday officials
  police investigators researchers experts critics analysts shares asked here once still even instead earlier later
  among about between through without within like unlike is are was were has have had do does did will would can could
  should may might let please`
    .split(/\s+/)
    .filter(Boolean),
);

/** Verbs of speech: «"Is it over?" Mr Smith asked» is one sentence. */
export const SPEECH =
  /^(?:(?:[A-Z][\p{L}.’'-]*|he|she|they|I|we|it)\s+){0,4}(?:said|says|asked|asks|added|adds|told|tells|wrote|writes|tweeted|replied|cried|shouted|joked|wondered|exclaimed|continued)\b/u;

/** Its Chinese fellow: 「“好！”他说」 is one sentence. */
export const SPEECH_ZH = /^[^\s，。！？、；：“”]{0,8}?(?:说|表示|称|道|问|写道|回应|强调|透露|指出|喊)/u;
