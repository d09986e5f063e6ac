import { recurring } from '../../text/recurring.js';
import type { Extent } from '../call.js';
import { pieces } from '../value/word.js';

/** An identifier, key, flag or tag that talks of a password or a token. Offsets in bytes, the end exclusive. */
export interface Name extends Extent {
  readonly text: string;
}

/** No name goes on further than this from the word in it: what does is encoded, or generated. */
const REACH = 64;
/** Bytes of a name: 1 anywhere, 2 only before the word. */
const BYTES = new Uint8Array(256);
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$-') BYTES[char.charCodeAt(0)] = 1;
BYTES['.'.charCodeAt(0)] = 2;

/** `?`, `&` and the like in a URL inside a URL. */
const ENCODED = /^(?:26|3[fFbB]|22|7[bB])[A-Za-z]/;
const KEY = /^[ ][kK](?:ey|EY)(?![A-Za-z])/;
const SECTIONS = /["']((?:[\w.-]{1,30}:){1,4})$/;
const KEY_KIND = /(?:api|access|secret|private|auth|account|encryption|signing|service|master)$/i;

/** The name around an offset, if it is one. It may begin with the dashes of a flag, and holds the dots before the word but none behind it. */
export function nameAt(text: string, offset: number): Name | undefined {
  let start = offset;
  while (start > 0 && offset - start < REACH && BYTES[text.charCodeAt(start - 1)] !== 0) start--;
  if (start > 0 && BYTES[text.charCodeAt(start - 1)] !== 0) return undefined;
  // The letter of an escaped line break is no part of the word behind it.
  if (text[start - 1] === '\\' && /[nrt]/.test(text[start] ?? '')) start++;
  // The number of a character of a URL is none either: `%26token%3D`.
  if (text[start - 1] === '%' && ENCODED.test(text.slice(start, start + 3))) start += 2;
  // `"Jwt:Key"`: sections of one quoted key.
  if (text[start - 1] === ':') start -= SECTIONS.exec(text.slice(Math.max(0, start - REACH), start))?.[1]?.length ?? 0;
  let end = offset;
  while (end < text.length && end - offset < REACH && BYTES[text.charCodeAt(end)] === 1) end++;
  if (end < text.length && BYTES[text.charCodeAt(end)] === 1) return undefined;
  // "API key", "Access Key": two words of prose are one name.
  if (text[end] === ' ' && KEY.test(text.slice(end, end + 5)) && KEY_KIND.test(text.slice(start, end))) end += 4;
  return { start, end, text: text.slice(start, end) };
}

const PASSWORD_WORD =
  /(?<!^no)(?:password|passwd|passphrase|passcode|passwort|pwd|pswd|psk|kennwort|contraseny?a|senha|haslo|heslo|wachtwoord|jelszo|salasana|sifre|parola|lozinka|losenord|passord|motdepasse|mdp)s?$|^pw$|^(?:password|passwd|pwd)(?!less|ed$)/;
/** "pass" alone is a verb and a stage of rendering: it counts alone, or behind what has a password. */
const PASS_OWNER =
  'db|database|my|mysql|sql|pg|postgres|user|usr|root|admin|key|store|keystore|trust|truststore|ssh|ftp|sftp|http|mail|email|smtp|imap|ldap|proxy|login|client|server|auth|rpc|redis|test|svn|git|wifi|require|master|ca|app|service|account|default|jdbc|mongo|vnc|rdp|sudo|wp|api|remote|ssid|wlan|sasl|bind|rabbit|rabbitmq|mq|amqp|kafka|es|elastic|oracle|ora|sys|system|guest|web|site|host|local|prod|dev|stage|staging|backup|repl|tomcat|jenkins|nexus|docker|registry|gmail|sender|neo4j|influx|grafana|cert|pfx|p12|jks|pem|private|tls|ssl|encrypt|zip|bot|old|new|my|the|owner|keychain|hub|box|cluster|node|broker|cache|queue|maria|mariadb|mssql|couch|odoo|joomla|drupal|magento|become|mqtt|zabbix|snmp|radius|pppoe|vpn|openvpn|ipsec|rtsp|camera|nas|smb|samba|gitlab|github|bitbucket|nexus|artifactory|sonar|jira|kibana|vault|minio|plesk|cpanel|ddns|relay|pop3|xmpp|irc|nickserv|dba|superuser|postgresql|psql|sqlserver|hive|cassandra|activemq|stomp|portal|manager|nagios|member|customer|device|wireless|network|ap|hotspot|ota|blynk|esp|influxdb|clickhouse|dbuser|dbadmin|cdb|pdb|schema|owner|operator|agent|bastion|jump|deploy|ci|runner|sonarqube|keycloak|okta|ad|domain|vsphere|vcenter|esxi|ilo|idrac|ipmi|bmc|console|webmail|dovecot|postfix|cyrus|sa|httpapi|netconf';
const PASS_WORD = new RegExp(`^(?:${PASS_OWNER})pass$`);
const OWNER_WORD = new RegExp(`^(?:${PASS_OWNER})$`);

/** What follows the word when the name only talks about a password, a token or a key. */
const ABOUT = new Set(
  (
    'id ids name names file files filename path paths dir folder url uri urls link endpoint type types kind length len size field fields label labels title text message msg description desc help ' +
    'hint placeholder prompt policy policies rule rules regex pattern format validator validation valid invalid error errors header headers column col attribute attr param params parameter ' +
    'property prop props option options arg expires expiry expiration expired lifetime timeout ttl duration age date time at on count num limit min max attempts retries usage strength score ' +
    'enabled disabled required allowed visible shown hidden reset forgot forgotten change changed update updated confirm confirmed confirmation hash hashed hasher hashing digest fingerprint checksum thumbprint ' +
    'salt encoder encoding algorithm algo alg cipher method version ver index idx position offset start end env var variable ref reference arn store storage manager mgr realm provider service handler factory ' +
    'helper generator builder parser resolver callback function class style icon button btn input form page view screen modal dialog component selector xpath locator element template ' +
    'schema model table mask char chars character symbol address contract supply price mode status state scope scopes claim claims issuer audience request response result event ' +
    'spec info rotation kms secret ref refs too short long weak strong box badge panel card mismatch mismatches must should replacement charset alphabet oid authentication modify grant verifier token tokens policy repeat'
  ).split(' '),
);
/** What stands before the word when the name talks about it, or is public. */
const BEFORE = new Set(
  'hashed encoded crypted no is has have need needs require requires use uses show hide toggle forgot forgotten reset change invalid wrong incorrect missing csrf xsrf'.split(' '),
);

/** What a key or token is that nobody hides. */
const PUBLIC = new Set(
  (
    'encrypted wrapped spreadsheet sheet document doc asset recv gpg pgp apt device verify verification public pub primary foreign cache partition sort translation i18n hash group unique row map dict object index lookup search query sub short hot shortcut arrow enter idempotency dedupe ' +
    'list item parent child first last next prev previous site routing event message sha registry continuation page paging pagination sync cursor csrf xsrf csrftoken primarykey publickey ' +
    'cancellation cancel authenticity client-token design syntax lexer identifier punctuation operator keyword eof whitespace ssh-rsa host partitionkey recaptcha sitekey vapid ordering composite natural surrogate ' +
    'data node element react tree path file field column param header property config setting label str string num int type id name'
  ).split(' '),
);

const TOKEN_WORD =
  /(?:token|secret|apikey|accesskey|authkey|secretkey|credential|pepper|signingkey|privatekey|encryptionkey|accountkey|appkey|masterkey|geheimnis)s?$|^(?:token|secret|apikey)/;

/** @param own how many of the words stand before the last dot. */
function judged(judge: (words: readonly string[], own: number) => boolean): (name: Name) => boolean {
  const says = recurring((text) => {
    const words = pieces(text).map((word) => word.toLowerCase());
    const dot = text.lastIndexOf('.') + 1;
    return judge(words, dot === 0 ? 0 : words.length - pieces(text.slice(dot)).length);
  });
  return ({ text }) => says(text);
}

/** Does the name say that a password stands beside it? */
export const isPasswordName = judged((words) => {
  const at = words.findLastIndex(
    (word, place) => PASSWORD_WORD.test(word) || (word.endsWith('pass') && PASS_WORD.test(word)) || (word === 'pass' && (place === 0 || OWNER_WORD.test(words[place - 1] ?? ''))),
  );
  // A key that both sides know beforehand is a password.
  if (at < 0 && words.at(-1) === 'passe') return words.at(-2) === 'de';
  if (at < 0) return words.at(-1) === 'key' && (words.at(-2) === 'preshared' || (words.at(-2) === 'shared' && words.at(-3) === 'pre'));
  return !talksAbout(words, at);
});

/** Does the name say that a token, a secret or a key stands beside it? */
export const isTokenName = judged((words, own) => {
  let at = words.findLastIndex((word) => TOKEN_WORD.test(word));
  // "API key" where the key comes first.
  if (at < 0 && words.at(-1) === 'api') return /^(?:clave|chave|chiave|cle)$/.test(words.at(-2) ?? '');
  if (at < 0) {
    at = words.findLastIndex((word) => /^keys?\d*$/.test(word));
    const before = words[at - 1];
    // A lone "key" is an index into anything.
    if (at < 0 || before === undefined) return false;
  }
  // In `config.secret_key` the first word is an object, which says nothing of the second.
  const publicKind = PUBLIC.has(words[at - 1] ?? '') && (at !== own || words[at] === 'key');
  return !talksAbout(words, at) && !publicKind && !/^[cx]srf/.test(words[at] ?? '') && !words.slice(0, at).some((word) => word === 'public' || word === 'publishable');
});

function talksAbout(words: readonly string[], at: number): boolean {
  return words.slice(at + 1).some((word) => ABOUT.has(word)) || BEFORE.has(words[at - 1] ?? '') || BEFORE.has(words[0] ?? '');
}
