/** Commits and what they brought, for one stretch of time. */
export interface Tally {
  commits: number;
  /** Of these, assistants'. */
  assisted: number;
  /** Warnings and errors, each counted where it came in first. */
  findings: number;
  /** Of these, in assistants' commits. */
  inAssisted: number;
}

export interface Stats {
  /** By month, `2026-11`, the oldest first; months without commits are left out. */
  readonly months: readonly (Tally & { readonly month: string })[];
  readonly total: Tally;
  /** How many commits each assistant has, the most first. */
  readonly assistants: readonly { readonly name: string; readonly commits: number }[];
  /** Findings that no commit brought: in tags, notes, or before the time that was asked for. */
  readonly elsewhere: number;
  readonly complete: boolean;
}
