import type { LoggedCommit } from '../sources/commit-log.js';

/** By which end of a push each of its commits leaves: by one of them, where several reach it. */
export class PushTips {
  readonly #tips = new Map<string, string>();
  /** The end, where there is only one. */
  readonly only: string | undefined;

  constructor(tips: readonly string[]) {
    for (const tip of tips) this.#tips.set(tip, tip);
    this.only = this.#tips.size === 1 ? tips[0] : undefined;
  }

  /** To be told of commits before their parents. git does not promise that order: a commit that came too early stays without an end. */
  see({ id, parents }: LoggedCommit): void {
    const tip = this.#tips.get(id);
    if (tip === undefined || this.only !== undefined) return;
    for (const parent of parents) if (!this.#tips.has(parent)) this.#tips.set(parent, tip);
  }

  of(commit: string): string | undefined {
    return this.only ?? this.#tips.get(commit);
  }
}
