/** The OpenAPI document as its own judge: real answers are held to what it says of them. */
import { Ajv2020 } from "ajv/dist/2020.js";

export interface Judge {
  /** What is wrong with a body under this schema (a JSON Pointer into the document); empty where all fits. */
  wrong(pointer: string, body: unknown): readonly string[];
}

export function judgeBy(document: object): Judge {
  // Formats are for readers; "uri" and "date-time" are checked by the house itself.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(document, "api");
  return {
    wrong(pointer, body) {
      const validate = ajv.getSchema(`api#${pointer}`);
      if (!validate) throw new Error(`the document has no ${pointer}`);
      validate(body);
      return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
    },
  };
}

/** Where the schema of an operation's body stands. */
export const bodyOf = (path: string) =>
  `/paths/${escaped(path)}/post/requestBody/content/application~1json/schema`;

export const answerOf = (path: string) =>
  `/paths/${escaped(path)}/post/responses/200/content/application~1json/schema`;

const escaped = (path: string) => path.replaceAll("~", "~0").replaceAll("/", "~1");
