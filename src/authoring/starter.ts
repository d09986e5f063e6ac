import type { Kind } from '../model/rule.js';

/** The text of a file with one new rule: complete, so that it can be tried at once, and changed from there. */
export function starter(id: string, kind: Extract<Kind, 'secret' | 'insecure-code'>): string {
  const head = `# How rules are written: patterns/README.md in the package. npx precommit-guard rules check tells what is wrong.\n- id: ${id}\n`;
  return head + (kind === 'secret' ? SECRET : CODE);
}

const SECRET = `  title: Acme API key
  keywords: [acme_live_]
  pattern: \\b(?<secret>acme_live_[A-Za-z0-9]{32})\\b
  entropy: 3.0
  level: error
  confidence: high
  advice: Revoke the key and read it from the environment.
  docs: https://example.com/docs/api-keys
  examples:
    match:
      - 'ACME_KEY=acme_live_{alnum:32}'
      - 'const key = "acme_live_{alnum:32}";'
      - '{"key": "acme_live_{alnum:32}"}'
    ignore:
      - 'ACME_KEY=acme_live_your-key-here'
      - 'acme_live_{alnum:12}'
      - 'key = os.environ["ACME_KEY"]'
`;

const CODE = `  title: Unchecked call of the legacy gateway
  kind: insecure-code
  languages: [javascript, typescript]
  keywords: [legacyGateway.send]
  pattern: \\blegacyGateway\\.send\\(
  in: code
  unless: 'checked[ ]{0,4}:[ ]{0,4}true'
  level: warning
  confidence: medium
  cwe: [CWE-20]
  advice: Say that the message was checked.
  why: The legacy gateway takes whatever it is sent.
  instead: 'legacyGateway.send(message, { checked: true });'
  docs: https://example.com/docs/gateway
  examples:
    match:
      - 'legacyGateway.send(message);'
      - 'await legacyGateway.send(message, { retries: 3 });'
      - 'return legacyGateway.send(body);'
    ignore:
      - 'legacyGateway.send(message, { checked: true });'
      - '// legacyGateway.send(message)'
      - 'gateway.send(message);'
`;
