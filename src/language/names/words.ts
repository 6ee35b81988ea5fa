/** Words that tell what kind of name they stand in or beside; written for this project. Lower case. */

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Before a person's name. */
export const TITLES =
  list(`mr mr. mrs mrs. ms ms. miss mx dr dr. prof prof. professor sir dame lord lady king queen prince princess
  emperor empress pope bishop archbishop cardinal father sister brother saint st. rev. reverend rabbi imam sheikh ayatollah
  president vice-president chancellor premier minister secretary senator sen. representative rep. governor gov. mayor
  congressman congresswoman councillor judge justice general gen. colonel col. captain capt. lieutenant lt. sergeant sgt.
  major admiral commander cmdr. private corporal marshal detective inspector officer ambassador spokesman spokeswoman
  spokesperson chairman chairwoman ceo director coach manager author actor actress singer writer poet novelist journalist
  guitarist drummer bassist vocalist composer producer striker midfielder goalkeeper defender captain attorney lawyer
  economist analyst professor scientist`);
export const ORG_ENDS =
  list(`inc inc. corp corp. corporation co co. company ltd ltd. limited llc plc llp group holdings gmbh ag sa
  s.a. spa n.v. nv bv oy ab as & sons brothers bros. partners associates enterprises industries technologies systems
  fc f.c. afc united city rovers wanderers athletic albion hotspur rangers giants tigers lions bears eagles`);
export const ORG_HEADS =
  list(`university college school academy institute institution laboratory hospital clinic church cathedral diocese
  bank fund foundation trust charity association federation union league society club council committee commission agency
  authority department ministry office bureau service board court parliament congress senate assembly house party army navy
  force forces police brigade regiment division corps battalion squadron team band orchestra choir ensemble records studios
  pictures films entertainment press news times post journal herald tribune gazette guardian telegraph magazine radio
  television tv broadcasting network channel airlines airways railway railroad motors electric energy petroleum oil gas steel
  pharmaceuticals software insurance securities capital investments exchange organization organisation confederation
  alliance coalition movement front centre center museum library theatre theater company corporation`);
export const PLACE_HEADS =
  list(`river lake sea ocean bay gulf strait island islands isle peninsula cape coast beach mountain mountains mount
  mt. hill hills valley canyon desert forest park plateau plain plains falls glacier creek canal bridge street st avenue ave
  road rd boulevard highway lane square district county province state region territory republic kingdom emirate city town
  village parish borough township prefecture airport port harbour harbor station stadium arena field fort castle palace
  tower north south east west northern southern eastern western central upper lower new old`);
export const EVENT_HEADS =
  list(`war wars battle siege revolution uprising rebellion massacre treaty act bill accord agreement convention
  conference summit olympics games championship championships cup trophy tournament open series bowl marathon derby prix
  festival award awards prize medal day week month year era age dynasty empire crisis disaster hurricane typhoon cyclone storm
  earthquake election referendum symphony concerto opera album song novel film movie show bible quran book code project
  program programme mission operation campaign expedition theorem syndrome disease virus virus constellation`);
export const DAYS =
  list(`monday tuesday wednesday thursday friday saturday sunday mon. tue. wed. thu. fri. sat. sun. january february march
  april may june july august september october november december jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec.`);
export const PARTICLES = list("de la le du von van der den di da dos bin ibn al el ben mac st ter af zu");
/** Of people, languages, faiths and lands. */
export const PEOPLES =
  list(`american british english scottish welsh irish french german italian spanish portuguese dutch belgian swiss austrian
  polish czech slovak hungarian romanian bulgarian greek turkish russian ukrainian belarusian serbian croatian bosnian slovenian
  macedonian albanian montenegrin kosovan moldovan lithuanian latvian estonian finnish swedish norwegian danish icelandic
  chinese japanese korean taiwanese mongolian vietnamese thai cambodian laotian burmese malaysian malay singaporean indonesian
  filipino indian pakistani bangladeshi nepalese nepali sri-lankan afghan iranian persian iraqi syrian lebanese jordanian israeli
  palestinian saudi yemeni omani emirati qatari kuwaiti bahraini egyptian libyan tunisian algerian moroccan sudanese ethiopian
  eritrean somali kenyan ugandan tanzanian rwandan burundian congolese nigerian ghanaian ivorian senegalese malian cameroonian
  angolan zambian zimbabwean mozambican namibian botswanan malagasy canadian mexican guatemalan honduran salvadoran nicaraguan
  cuban haitian jamaican dominican panamanian colombian venezuelan ecuadorian peruvian bolivian chilean argentine argentinian
  brazilian paraguayan uruguayan australian kiwi fijian samoan tongan maori hawaiian european african asian arab arabic latino
  hispanic latin kurdish kurd tibetan uighur uyghur tamil sikh hindu hindus muslim muslims islamic christian christians catholic
  catholics protestant protestants jewish jew jews buddhist buddhists orthodox sunni shia shiite shi'ite mormon anglican
  methodist baptist lutheran hebrew sanskrit mandarin cantonese hindi urdu bengali swahili gaelic celtic slavic nordic
  scandinavian balkan baltic roman byzantine ottoman soviet nazi nazis communist marxist republican republicans democrat
  democrats democratic labour tory tories conservative liberal socialist californian texan parisian londoner viennese
  americans britons germans italians russians canadians australians indians israelis palestinians iraqis iranians afghans
  africans asians europeans arabs kurds turks greeks poles czechs slovaks hungarians romanians serbs croats ukrainians swedes
  danes norwegians finns spaniards brazilians mexicans cubans koreans thais egyptians saudis syrians`);
export const KNOWN_ORGS =
  list(`un eu nato who imf wto opec unesco unicef unhcr iaea interpol fbi cia nsa nasa fda cdc epa fcc sec irs pentagon
  kremlin congress parliament bundestag bundesbank ecb fed bbc cnn nbc abc cbs itv npr pbs hbo mtv espn reuters bloomberg afp ap
  xinhua google microsoft apple amazon facebook meta twitter netflix ibm intel samsung sony toyota honda nissan ford boeing
  airbus siemens volkswagen bmw daimler renault shell bp exxonmobil chevron gazprom rosneft huawei alibaba tencent nokia hsbc
  barclays citigroup goldman jpmorgan ubs nestle unilever walmart tesco ikea mcdonald's coca-cola pepsico disney warner
  universal paramount fifa uefa ioc nba nfl nhl mlb ncaa pga fia arsenal chelsea liverpool juventus barcelona hamas hezbollah
  taliban al-qaeda isis isil greenpeace amnesty oxfam harvard yale oxford cambridge stanford mit princeton columbia
  riaa gop`);
/** Parts of countries that English texts name most. */
export const REGIONS =
  `alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|west virginia|wisconsin|wyoming|england|scotland|wales|northern ireland|ontario|quebec|british columbia|alberta|manitoba|saskatchewan|nova scotia|new brunswick|newfoundland|victoria|queensland|new south wales|tasmania|bavaria|saxony|hesse|catalonia|andalusia|brittany|normandy|tuscany|sicily|sardinia|lombardy|crimea|siberia|chechnya|kashmir|punjab|gujarat|kerala|bengal|tibet|xinjiang|guangdong|sichuan|hokkaido|okinawa|anatolia|kurdistan|gaza|west bank|darfur|transylvania|flanders|wallonia|europe|asia|africa|north america|south america|latin america|central america|antarctica|oceania|middle east|far east|balkans|caribbean|scandinavia|mediterranean|atlantic|pacific|arctic|u.s.|u.s|us|u.k.|uk|usa|u.s.a.|uae|d.c.|britain|great britain|soviet union|ussr|yugoslavia|czechoslovakia|holland|burma|korea|north korea|south korea|russia|iran|syria|vietnam|palestine|manhattan|brooklyn|hollywood|silicon valley|wall street|yorkshire|kent|essex|sussex|cornwall|devon|norfolk|suffolk|lancashire|surrey|bosnia|kosovo|macedonia|czech republic|ivory coast|east timor|congo|hong kong|macau|taiwan|persian gulf|black sea|caspian sea|red sea|north sea|baltic sea`.split(
    "|",
  );
