// What the benches of the core use, bundled by core.mjs.

export { anchorOf } from '../../scripts/patterns/anchor.js';
export { filled } from '../../scripts/patterns/check-examples.js';
export { hostileInputs } from '../../scripts/patterns/hostile-input.js';
export { readRules } from '../../scripts/patterns/read-rules.js';
export { TemplateFiller } from '../../scripts/patterns/template.js';
export { goPattern } from '../../src/authoring/go-pattern.js';
export { Detector } from '../../src/detect/detector.js';
export { encodedRuns } from '../../src/detect/encoded-runs.js';
export { LEXICAL } from '../../src/detect/lexical-table.js';
export { matchRules } from '../../src/detect/match.js';
export { scanText } from '../../src/detect/scan-text.js';
export { builtIn } from '../../src/rules/built-in.js';
export { regexEngine } from '../../src/rules/regex-engine.js';
export { Ruleset } from '../../src/rules/ruleset.js';
export { ScannerCore } from '../../src/rules/scanner-core.js';
export { scannerTables } from '../../src/rules/scanner-tables.js';
export { languageOf } from '../../src/text/language-of.js';
export { numbers, samplePattern } from '../../test/support/sample-pattern.js';
export { NAMED_SYNTAXES, named, valued } from '../quality/syntaxes.js';
