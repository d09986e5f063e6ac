import type { Language } from '../model/language.js';
import type { Level, Rule } from '../model/rule.js';
import type { RegexEngine } from './regex-engine.js';
import { type RuleTable, tableOf } from './rule-table.js';
import { FARTHEST, ScannerCore } from './scanner-core.js';

/** What becomes of each rule of a table: it runs at its own level, at another, or not at all. */
export type Choice = Level | 'own' | 'off';

export interface SelectedRules {
  readonly table: RuleTable;
  readonly choices: readonly Choice[];
}

/** More than what begins a pattern and holds its keyword is long, with what may stand before a word. */
const OPENING = 256;

/** Most have one element, or are in order: then there is nothing to be made. */
function sort(offsets: number[]): void {
  let before = -1;
  for (const offset of offsets) {
    if (offset < before) {
      offsets.sort((a, b) => a - b);
      return;
    }
    before = offset;
  }
}

/** Tables are long-lived and rulesets share them: one core serves all that are made from one table. */
const CORES = new WeakMap<RuleTable, ScannerCore>();

/** Rules made ready to run: one pass over a text finds the literals of all, patterns are compiled when first needed. */
export class Ruleset {
  readonly engine: RegexEngine;
  readonly #selected: SelectedRules;
  readonly #rules = new Map<number, Rule>();
  readonly #indexes = new Map<Rule, number>();
  /** For each rule whether it runs, and whether it runs and is for secrets, as 1 or 0. */
  #running: Uint8Array | undefined;
  #secret: Uint8Array | undefined;

  constructor(rules: readonly Rule[] | SelectedRules, engine: RegexEngine) {
    this.#selected = 'table' in rules ? rules : { table: tableOf(rules), choices: rules.map(() => 'own') };
    this.engine = engine;
  }

  /** How many rules run. */
  get size(): number {
    return this.#selected.choices.filter((choice) => choice !== 'off').length;
  }

  /** What becomes of the rule with that id; undefined when there is none. */
  choiceOf(id: string): Choice | undefined {
    const index = this.#selected.table.ids.indexOf(id);
    return index < 0 ? undefined : (this.#selected.choices[index] ?? 'own');
  }

  /** Does a rule with that id run? */
  runs(id: string): boolean {
    return (this.choiceOf(id) ?? 'off') !== 'off';
  }

  /** Do no rules run but those for secrets, and for what people tell the program? */
  get onlySecrets(): boolean {
    const { table, choices } = this.#selected;
    return choices.every((choice, index) => choice === 'off' || table.kinds[index] === 'secret' || table.kinds[index] === 'policy');
  }

  /** The rule with that id, as it runs. */
  named(id: string): Rule | undefined {
    return !this.runs(id) ? undefined : this.#rule(this.#selected.table.ids.indexOf(id));
  }

  /** Does every rule there is run? */
  get whole(): boolean {
    return this.#selected.choices.every((choice) => choice !== 'off');
  }

  /**
   * Sorted offsets of the literals of each rule that runs, where the rule may match for all that its gate can tell.
   *
   * @param language of the text: rules for others are left out.
   * @param torn the bytes are lines out of a text: rules that look further than a line are let in whatever stands around.
   * @param not another language: rules for it too are left out.
   */
  hits(bytes: Uint8Array, language?: Language, torn = false, not?: Language): Map<Rule, number[]> {
    this.#running ??= this.#thatRun(() => true);
    return this.#hits(bytes, this.#running, language, torn, not);
  }

  /** The same of the rules for secrets alone, in whatever language. */
  secretHits(bytes: Uint8Array): Map<Rule, number[]> {
    const { kinds } = this.#selected.table;
    this.#secret ??= this.#thatRun((index) => kinds[index] === 'secret');
    return this.#hits(bytes, this.#secret);
  }

  /** For each rule whether it runs and is wanted, as 1 or 0. */
  #thatRun(wanted: (index: number) => boolean): Uint8Array {
    return Uint8Array.from(this.#selected.choices, (choice, index) => (choice !== 'off' && wanted(index) ? 1 : 0));
  }

  #hits(bytes: Uint8Array, running: Uint8Array, language?: Language, torn = false, not?: Language): Map<Rule, number[]> {
    const found = new Map<Rule, number[]>();
    const { table } = this.#selected;
    const hit = (index: number, offset: number): void => {
      // The engine knows sets of languages, the last of which may be several.
      if ((language !== undefined && !table.applies(index, language)) || (not !== undefined && table.applies(index, not))) return;
      const rule = this.#rule(index);
      const offsets = found.get(rule);
      if (offsets === undefined) found.set(rule, [offset]);
      else offsets.push(offset);
    };
    this.#core.called(bytes, running, hit, language === undefined ? undefined : table.setsOf(language, not), torn);
    found.forEach(sort);
    return found;
  }

  /**
   * Those of the literals' offsets around which the rules may match for all that their gates can tell of the whole text.
   *
   * @param torn what `hits` found in lines out of the text, with offsets in the text itself.
   */
  admitted(torn: ReadonlyMap<Rule, readonly number[]>, bytes: Uint8Array): Map<Rule, number[]> {
    const places: { readonly rule: number; readonly offset: number; readonly before: number; readonly of: Rule }[] = [];
    torn.forEach((offsets, of) => {
      const rule = this.#indexes.get(of) ?? 0;
      const before = of.opening === undefined ? FARTHEST : OPENING;
      for (const offset of offsets) places.push({ rule, offset, before, of });
    });
    if (places.some(({ offset }, at) => offset < (places[at - 1]?.offset ?? 0))) places.sort((a, b) => a.offset - b.offset);
    const found = new Map<Rule, number[]>();
    this.#core.admitted(bytes, places, ({ of, offset }) => {
      const offsets = found.get(of);
      if (offsets === undefined) found.set(of, [offset]);
      else offsets.push(offset);
    });
    return found;
  }

  /** Runs of at least `least` token characters with at least `bits` bits of entropy a character that may hold text in some encoding, as half-open offsets in order. */
  encodedRuns(bytes: Buffer, least: number, bits: number): readonly (readonly [start: number, end: number])[] {
    return this.#core.runs(bytes, least, bits, true);
  }

  /** May the text hold what `src/detect/joined-texts.ts` and `escaped-texts.ts` find? */
  mayFold(bytes: Uint8Array): boolean {
    return this.#core.mayFold(bytes);
  }

  /** Where a script may name a package: is there a place for which `hit` says yes? Undefined for a text that is too long to say. */
  someImport(bytes: Uint8Array, hit: (word: number, name: number) => boolean): boolean | undefined {
    return this.#core.imports(bytes, hit);
  }

  #rule(index: number): Rule {
    let rule = this.#rules.get(index);
    if (rule === undefined) {
      const choice = this.#selected.choices[index] ?? 'own';
      rule = this.#selected.table.rule(index);
      if (choice !== 'own' && choice !== 'off') rule = { ...rule, level: choice };
      this.#rules.set(index, rule);
      this.#indexes.set(rule, index);
    }
    return rule;
  }

  /** Builds the tables ahead of the first text, while there is nothing else to do. */
  prepare(): void {
    void this.#core;
  }

  /** Built when the first text comes: a commit without added content needs none. */
  get #core(): ScannerCore {
    const { table } = this.#selected;
    let core = CORES.get(table);
    if (core === undefined) {
      core = new ScannerCore(table.scanner(), table.calls(), table.gate);
      CORES.set(table, core);
    }
    return core;
  }
}
