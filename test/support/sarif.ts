import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { PROJECT } from './installed.js';

/** A SARIF log, as far as tests ask. */
export interface SarifLog {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly SarifRule[] } };
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly SarifNote[];
      readonly toolConfigurationNotifications?: readonly SarifNote[];
    }[];
    readonly results: readonly SarifResult[];
  }[];
}

export interface SarifNote {
  readonly level: string;
  readonly message: { readonly text: string };
  readonly descriptor?: { readonly id: string };
}

export interface SarifRule {
  readonly id: string;
  readonly help: { readonly text: string; readonly markdown: string };
  readonly defaultConfiguration: { readonly level: string };
  readonly properties: { readonly 'security-severity': string; readonly tags: readonly string[] };
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: Readonly<Record<string, number>> };
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

let validate: ValidateFunction | undefined;

/** The log, checked against the official schema (the copy in the package of Microsoft's SARIF SDK). Beside the schema: rules and results belong together. */
export function validSarif(text: string): SarifLog['runs'][number] {
  validate ??= compiled();
  const log = JSON.parse(text) as SarifLog;
  assert.ok(validate(log), JSON.stringify(validate.errors?.slice(0, 3)));
  const [run, ...more] = log.runs;
  assert.ok(run !== undefined && more.length === 0);
  for (const { ruleId, ruleIndex } of run.results) assert.equal(run.tool.driver.rules[ruleIndex]?.id, ruleId);
  return run;
}

function compiled(): ValidateFunction {
  const file = join(PROJECT, 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  // Written for draft 4; what it uses means the same in draft 7, but for the name of its id.
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  // One of its patterns is none with the flag u.
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
}
