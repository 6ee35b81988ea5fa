/** What the newsroom may set about trained models. */
import { list, secret, text } from "../settings.ts";

export const learnSettings = {
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
