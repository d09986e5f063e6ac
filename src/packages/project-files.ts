/** The files of a project as a change would leave them: what a judge of packages looks at beside the changed text. Paths are relative to the root, with `/`. */
export interface ProjectFiles {
  /** The folder on the disk: what is installed lies there, and is in no index. */
  readonly root: string;
  /** The text of a file; undefined where there is none, or it is no text of sensible size. */
  text(path: string): Promise<string | undefined>;
  /** All paths. Worked out when first asked for, which in a large repository takes longer than all the rest. */
  list(): Promise<readonly string[]>;
}
