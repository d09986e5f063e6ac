import { TemplateFiller } from '../../scripts/patterns/template.js';

/** Made-up secrets, shaped like real ones, filled at run time so that none lies in the repository. Another seed gives another secret. */
export function awsKey(seed: string): string {
  return new TemplateFiller(`aws/${seed}`).fill('AKIA{b32:16}');
}

/** A GitHub token with a valid checksum. */
export function githubToken(seed: string): string {
  return new TemplateFiller(`github/${seed}`).fill('ghp_{crc62:30}');
}

export function slackToken(seed: string): string {
  return new TemplateFiller(`slack/${seed}`).fill('xoxb-{d:12}-{d:12}-{alnum:24}');
}

export function password(seed: string): string {
  return new TemplateFiller(`password/${seed}`).fill('{lower:5}{d:3}{upper:2}');
}

/** A PEM block of an RSA key's size, with nothing of a key in it. */
export function privateKey(seed: string): string {
  const filler = new TemplateFiller(`pem/${seed}`);
  const lines = Array.from({ length: 24 }, () => filler.fill('{b64:64}'));
  const mark = (word: string): string => `-----${word} RSA PRIVATE KEY-----`;
  return [mark('BEGIN'), ...lines, mark('END'), ''].join('\n');
}

/** Any other template of patterns/README.md. */
export function filled(seed: string, template: string): string {
  return new TemplateFiller(`filled/${seed}`).fill(template);
}
