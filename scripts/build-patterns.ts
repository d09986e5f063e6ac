import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { POLICY_RULES } from '../src/rules/policy-rules.js';
import { storedTable } from '../src/rules/rule-table.js';
import { anchorOf } from './patterns/anchor.js';
import { gateOf } from './patterns/gate.js';
import { readRules } from './patterns/read-rules.js';

/** Builds `dist/rules.dat`: all rules as the program reads them. */
const root = process.argv[2] ?? '.';
const { rules, judged, problems } = readRules(join(root, 'patterns'));
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else {
  const presets: unknown = parse(readFileSync(join(root, 'patterns/presets.yaml'), 'utf8'));
  const policies = POLICY_RULES.map((rule) => ({ ...rule, anchors: rule.keywords.map(anchorOf) }));
  const all = [...rules.map(({ rule }) => rule), ...policies, ...judged];
  const gates = rules.map(({ rule }) => gateOf(rule)); // The others have no pattern.
  const stored = storedTable(all, gates, { presets });
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist/rules.dat'), stored);
}
