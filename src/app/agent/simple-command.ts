/** One command with its words. */
export interface SimpleCommand {
  /** `NAME=value` before the words. */
  readonly assignments: readonly (readonly [name: string, value: string])[];
  readonly words: readonly string[];
  /** Files that its output is written to. */
  readonly outputs: readonly string[];
  /** What a here-document or here-string gives it to read. */
  readonly input: string | undefined;
  /** The words of the command whose output it reads, in a pipe. */
  readonly pipedFrom: readonly string[] | undefined;
}

/** The same while it is read. */
export type Draft = {
  -readonly [Field in keyof SimpleCommand]: Field extends 'words' | 'outputs' ? string[] : Field extends 'assignments' ? [string, string][] : SimpleCommand[Field];
};

export function emptyCommand(): Draft {
  return { assignments: [], words: [], outputs: [], input: undefined, pipedFrom: undefined };
}
