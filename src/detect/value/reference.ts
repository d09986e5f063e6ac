import { recurringValue } from '../../text/recurring.js';
import { rareLength } from './rarity.js';

/** Beginnings and endings of paths. */
const PATH =
  /^(?:\.{1,2}\/|~\/|[a-z]:\\)|\.(?:js|ts|tsx|jsx|mjs|cjs|py|rb|go|java|json|ya?ml|toml|xml|html?|css|scss|md|txt|pem|crt|cer|key|pub|p12|jks|env|conf|cfg|ini|log|sh|sql|csv|png|jpe?g|svg|gif|erb|ejs|hbs|haml|twig|vue|svelte|php|properties)$/;
/** A path, unless a piece of it looks random, since base64 holds slashes too. */
const SLASHES = /^[\w@.:-]*(?:\/[\w@.:-]+)+\/?$/;
/** A host with or without a path, such as an import of Go. */
const HOST = /^(?:[\w-]+\.)+(?:com|org|net|io|dev|in|sh|cloud|app|local)(?:[/:].*)?$/;
const URL = /^[a-z][a-z0-9+.-]*:\/\//;
/** A call, or the beginning of one whose argument held a quote. */
const CALL = /^@?[A-Za-z_$][\w$]*(?:(?:\.|::|->)[A-Za-z_$][\w$]*)*\(.*\)[;,]?$|\($/;
const MEMBER = /^[A-Za-z_$][\w$]*(?:(?:\??\.|::|->)[A-Za-z_$][\w$]*|\[["'\w$]*\]?)+$/;
/** What members that hold a digit are called; a password of two words with a dot between is called otherwise. */
const MEMBER_WORD = /pass|pwd|secret|token|key|env|conf|setting|cred|auth|param|prop|arg|opt|state|user|req|data|this|self|\[/;
/** A value with so many random characters is no member, whatever its dots. */
const LONG_TOKEN = 12;
/** Names of hashes, ciphers and key derivations, also as Java writes them. */
const ALGORITHM =
  /^(?:utf|iso|cp|us|latin)-?[\d-]{1,8}$|^(?:sha|md|aes|[hrep]s)-?\d{1,3}(?:-(?:cbc|gcm|ecb|ctr))?$|^(?:aes|des|desede|rsa|blowfish|rc[24])\/\w+\/\w+|with(?:hmac|rsa|dsa|ecdsa|sha|md5|aes)/;
/** An attribute or a selector by one: `input[type=password]`. */
const ATTRIBUTE = /^[\w-]*\[?[A-Za-z-]+[~|^$*]?=[A-Za-z-]+\]?$/;
/** A version or a range of them, an object identifier, an address, a pair of ports. */
const VERSION = /^\d{2,5}:\d{2,5}$|^[v^~<>=]{0,3}\d+(?:\.(?:\d+|[x*])){1,20}(?:[-+][\w.]+)?$/;
/** An option of a command line, a constant's name. */
const OPTION = /^--?[A-Za-z][\w-]*$|^[A-Z]{2,}(?:_[A-Z0-9]+)+$/;
/** A public key of RSA, EC or Ed25519 (RFC 5280, SubjectPublicKeyInfo). */
const PUBLIC_KEY =
  /^(?:MIIBIjANBgkqhkiG|MIICIjANBgkqhkiG|MIGfMA0GCSqGSIb3|MFkwEwYHKoZIzj0|MHYwEAYHKoZIzj0|MCowBQYDK2Vw|3081[89a-f][0-9a-f]300d06092a864886f70d010101|3082[0-9a-f]{4}300d06092a864886f70d010101)/;
/** Keys whose owner publishes them, by their own prefix. */
const PUBLISHED = /^(?:phc_|pk_(?:live|test)_|pk\.eyJ|sb_publishable_)/;
/** A command of PowerShell that gives the value: https://learn.microsoft.com/en-us/powershell/scripting/developer/cmdlet/approved-verbs-for-windows-powershell-commands */
const CMDLET = /^(?:ConvertTo|ConvertFrom|Get|Read|New|Import|Invoke|Join|Select|Unprotect)-[A-Z][A-Za-z]+$/;
const DATE = /^\d{4}-\d\d-\d\d(?:[T ][\d:.Z+-]*)?$/;
const COLOUR = /^#(?:[0-9a-f]{3,4}){1,2}$/;
/** The scheme of what is looked up elsewhere (Bank-Vaults, Serverless Framework, Spring Cloud), an open file (https://docs.openssl.org/master/man1/openssl-passphrase-options/), or the kind of a hash. */
const INTEGRITY =
  /^(?:arn|urn|npm|workspace|patch|link|portal|hash|vault|bao|ssm|secretsmanager|keyvault|awssm|gcpsm|env|file):|^fd:\d{1,3}$|^(?:sha(?:1|224|256|384|512)|md5)[-:]/;
/** `controller#action`, as routes name it. */
const ACTION = /^[a-z_/]+#[a-z_]+$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * A value that was encrypted before it was written down: sops (https://getsops.io/docs/) and hiera-eyaml, a sealed secret of Kubernetes, which begins with the length of a session key
 * under RSA of 4096 bits (https://github.com/bitnami-labs/sealed-secrets), a password of Maven's settings (https://maven.apache.org/guides/mini/guide-encryption.html).
 */
const ENCRYPTED = /^ENC\[[A-Z\d_]{2,20},|^Ag[A-D][A-Za-z\d+/]{150,}|^\{[A-Za-z\d+/]{16,}={0,2}\}$/;

interface Shape {
  /** Characters of which one stands in every such value: to look for them is quicker than to compile a pattern. */
  readonly holds: string;
  readonly pattern: RegExp;
}

/** Of values in lower case: the flag i costs more to compile than all the rest. */
const FOLDED: readonly Shape[] = [
  { holds: '/\\.', pattern: PATH },
  { holds: '.', pattern: HOST },
  { holds: '/', pattern: URL },
  { holds: '0123456789/w', pattern: ALGORITHM },
  { holds: '#', pattern: COLOUR },
  { holds: '-:', pattern: INTEGRITY },
];
const EXACT: readonly Shape[] = [
  { holds: '(', pattern: CALL },
  { holds: 'M3', pattern: PUBLIC_KEY },
  { holds: '_.', pattern: PUBLISHED },
  { holds: '.:', pattern: VERSION },
  { holds: '-', pattern: DATE },
  { holds: '#', pattern: ACTION },
  { holds: '-', pattern: CMDLET },
  { holds: '[{A', pattern: ENCRYPTED },
];

function has(value: string, { holds, pattern }: Shape): boolean {
  for (const character of holds) if (value.includes(character)) return pattern.test(value);
  return false;
}

/** Is this value the name of something else: a path, a host, a URL, a call, a member, an algorithm, a version, a date, a colour, an integrity hash, an action? */
export const isReference = recurringValue((value) => {
  const lower = value.toLowerCase();
  if (FOLDED.some((shape) => has(lower, shape)) || EXACT.some((shape) => has(value, shape))) return true;
  const digits = /[0-9]/.test(value);
  if (has(value, { holds: '=', pattern: ATTRIBUTE })) return rareLength(value) === 0;
  if (has(value, { holds: '.:->[', pattern: MEMBER }) && (!digits || MEMBER_WORD.test(lower))) return rareLength(value) < LONG_TOKEN;
  if (has(value, { holds: '-_', pattern: OPTION })) return rareLength(value) < LONG_TOKEN;
  return has(value, { holds: '/', pattern: SLASHES }) && (!digits || rareLength(value) === 0);
});

export function isUuid(value: string): boolean {
  return UUID.test(value.toLowerCase());
}
