/** A desk's own categories: what they are learnt from, and what is known of them. */

/** A text that somebody said is of a category. */
export interface CategoryExample {
  id: string;
  deskId: string;
  category: string;
  /** The story's title and opening; no more than is needed to learn from. */
  text: string;
  language: string;
  /** `Person` key of who gave it. */
  by: string;
  at: number;
}

export interface TaughtTopics {
  /** False: this text is an example of the category already. */
  add(example: CategoryExample): Promise<boolean>;
  list(deskId: string): Promise<readonly CategoryExample[]>;
  /** A category with all its examples; how many there were. */
  forget(deskId: string, category: string): Promise<number>;
}

export interface TaughtCategory {
  category: string;
  examples: number;
  /** On examples held out of the training, among the desk's other categories and other stories, 0 … 1; undefined while there are too few examples to use it at all. */
  held?: { precision: number; recall: number; f1: number };
}

/** A desk's own categories, learnt again in moments whenever they change. */
export interface DeskTopics {
  /** Examples that a category needs before it is used. */
  enough: number;
  /** `added` false: this very text was an example of the category before. */
  teach(example: Omit<CategoryExample, "id" | "at">): Promise<{ added: boolean; category: TaughtCategory }>;
  /** How many examples were forgotten with it. */
  forget(deskId: string, category: string): Promise<number>;
  list(deskId: string): Promise<readonly TaughtCategory[]>;
  /** The desk's categories that each text is likely of, most probable first. */
  of(
    deskId: string,
    texts: readonly string[],
  ): Promise<readonly (readonly { category: string; probability: number }[])[]>;
}
