// Our own bad and good functions, and what the built program says of them.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { Detector } from '../../dist/lib/detect/detector.js';
import { scanText } from '../../dist/lib/detect/scan-text.js';
import { builtIn } from '../../dist/lib/rules/built-in.js';
import { regexEngine } from '../../dist/lib/rules/regex-engine.js';
import { Ruleset } from '../../dist/lib/rules/ruleset.js';
import { languageOf } from '../../dist/lib/text/language-of.js';

const FOLDER = join(import.meta.dirname, '../quality');
const PATHS = {
  python: 'app.py',
  javascript: 'app.js',
  java: 'App.java',
  php: 'page.php',
  go: 'app.go',
  csharp: 'App.cs',
  c: 'app.c',
  ruby: 'app.rb',
  kotlin: 'App.kt',
  rust: 'app.rs',
  swift: 'App.swift',
  scala: 'App.scala',
  shell: 'run.sh',
  infra: 'app.txt',
  mixed: 'app.txt',
};
/** Samples whose weakness is a value in the code: there secrets count, elsewhere they would hide that the weakness was missed. */
const OF_SECRETS = new Set(['credential']);

export const { rules } = builtIn();
const detector = new Detector(new Ruleset(rules, regexEngine('auto')), rules);

/** What is said of a function, notes too; of its secrets only where they are what is wrong with it. */
export function findingsIn({ path, category, text }) {
  const source = { path, bytes: Buffer.from(text), language: languageOf(path), added: { kind: 'all' }, origin: { door: 'file' } };
  return scanText(source, detector).findings.filter(({ kind, level }) => kind !== 'secret' || (OF_SECRETS.has(category) && level !== 'note'));
}

/** `samples/*.txt`: a sample begins with `#### bad|good <category> [<path>]`; those of `flow-*.txt` differ by nothing but where a value comes from. */
export function* ownSamples() {
  for (const file of readdirSync(join(FOLDER, 'samples')).sort()) {
    const usual = PATHS[basename(file, '.txt').replace(/^flow-|-\d+$/g, '')];
    for (const part of readFileSync(join(FOLDER, 'samples', file), 'utf8')
      .split(/^#### /m)
      .slice(1)) {
      const [head, ...lines] = part.split('\n');
      const [, verdict, category, path = usual] = /^(bad|good) (\S+)(?: \[(.+)\])?$/.exec(head) ?? [];
      if (verdict === undefined) throw new Error(`not a sample's head: ${head}`);
      yield { file: basename(file, '.txt'), verdict, category: category.replace(/^(?:ts|vue|svelte|html)-/, ''), path, text: lines.join('\n') };
    }
  }
}

/**
 * `functions/*.yaml`: each wrapper of a language around each body of a category, or each of the category's own where it has `wrappers`.
 * A body stands where its wrapper has BODY, as far in as that.
 */
export function* ownFunctions() {
  for (const file of readdirSync(join(FOLDER, 'functions')).sort()) {
    const { file: path, wrappers, ...suite } = parse(readFileSync(join(FOLDER, 'functions', file), 'utf8'));
    for (const [category, bodies] of Object.entries(suite)) {
      for (const verdict of ['bad', 'good']) {
        for (const wrapper of bodies.wrappers ?? wrappers) {
          for (const body of bodies[verdict]) {
            yield { file: basename(file, '.yaml'), verdict, category, path, text: filled(wrapper, body) };
          }
        }
      }
    }
  }
}

function filled(wrapper, body) {
  return wrapper.replace(/^([ \t]*)BODY/m, (_, indent) => body.trimEnd().replace(/^(?=.)/gm, indent)).replaceAll(/\bVALUE\b/g, 'name');
}

/** `part` of `whole` as a percentage with one decimal. */
export function percent(part, whole) {
  return `${((100 * part) / whole).toFixed(1)} %`;
}
