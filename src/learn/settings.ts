/** What the newsroom may set about trained models. */
import { flag, list, secret, text } from "../settings.ts";

export const learnSettings = {
  TONE_NETWORK: flag({
    about:
      "Hear a network beside the linear model of English tone: better by a point or two, for some 60 MB of memory once it was asked",
    fallback: true,
  }),
  TRAINING_DATA: text({
    about:
      "Folder with the data that models are trained on again; its held-out/<task>.jsonl judges candidates, as does held-out/ in the data folder",
    example: "../shared/data",
  }),
  MODELS_HOSTS: list({
    about: "Hosts that models may be fetched from although their addresses are not public",
    example: "models.newsroom.internal",
  }),
  MODELS_TOKEN: secret({
    about: "Sent to the MODELS_HOSTS alone: the WEB_TOKEN of the Copytaster that models are fetched from",
  }),
};
