/** A rewrite of a call or setting that a rule found: only where the secure form is certain, and does what the old one did. */
export interface Rewrite {
  readonly find: RegExp;
  readonly put: string;
  /** A module that the new text needs. */
  readonly module?: string;
}

const to = (find: RegExp, put: string, module?: string): Rewrite => (module === undefined ? { find, put } : { find, put, module });

/** `settings: false` becomes `true`, quotes around the name and blanks kept. */
const on = (names: string): Rewrite => to(new RegExp(`\\b(${names})(["']?[ \\t]*[:=][ \\t]*)(?:false\\b|!1|0\\b)`), '$1$2true');
const off = (names: string): Rewrite => to(new RegExp(`\\b(${names})(["']?[ \\t]*[:=][ \\t]*)(?:true\\b|!0)`), '$1$2false');
const pythonOn = (names: string): Rewrite => to(new RegExp(`\\b(${names})(["']?\\]?[ ]*=[ ]*)False\\b`), '$1$2True');
const pythonOff = (names: string): Rewrite => to(new RegExp(`\\b(${names})(["']?\\]?[ ]*=[ ]*)True\\b`), '$1$2False');

/** A value without markup, put into an element as text. */
const AS_TEXT = to(/\.innerHTML([ \t]*=(?!=))(?=[^<>]*$)(?![\s\S]*html)/i, '.textContent$1');

/** By rule; the first that matches in what the rule found is done. Rules that are not here need a person, or a decision. */
export const REWRITES: Readonly<Record<string, readonly Rewrite[]>> = {
  'js-tls-off': [
    on('rejectUnauthorized|strictSSL|sslValidate'),
    off('tlsAllowInvalidCertificates|tlsAllowInvalidHostnames|tlsInsecure|trustServerCertificate'),
    to(/(NODE_TLS_REJECT_UNAUTHORIZED["']?\]?[ \t]*[:=][ \t]*["']?)0/, '$11'),
  ],
  'js-tls-old': [to(/(\bminVersion[ \t]*[:=][ \t]*["'])TLSv1(?:\.1)?(["'])/, '$1TLSv1.2$2')],
  'js-autoescape-off': [off('noEscape'), on('autoescape')],
  'js-xml-entities': [off('noent')],
  'js-jwt-expiry-ignored': [off('ignoreExpiration')],
  'js-jwt-none': [to(/(\[[^\]\n]*?["'][A-Z]{2}\d{3}["'][^\]\n]*?)[ \t]*,[ \t]*["']none["']/i, '$1'), to(/(\[[ \t]*)["']none["'][ \t]*,[ \t]*(?=["'][A-Z]{2}\d{3}["'])/i, '$1')],
  'js-cookie-script': [on('httpOnly')],
  'js-csrf-off': [on('checkOrigin|csrfPrevention')],
  'js-chmod-world': [to(/(,[ \t]*|mode:[ ]?)0o?777\b/, '$10o775'), to(/(,[ \t]*["']0?)77[67](["'])/, '$1775$2')],
  'js-weak-work-factor': [
    to(/(\bmodulusLength[ \t]*:[ \t]*)(?:512|768|1024)\b/, '$13072'),
    to(/(\bgenSalt(?:Sync)?\([ \t]*)[1-7](?=[ \t]*[,)])/, '$112'),
    to(/(\bhash(?:Sync)?\([^;]{1,80},\s*)[1-7](?=\s*[,)])/, '$112'),
  ],
  'js-weak-random': [
    to(/\bMath\.random\(\)\s*\.toString\(36\)(?:\s*\.(?:slice|substr|substring)\([ \t]*\d+(?:[ \t]*,[ \t]*-?\d+)?[ \t]*\))?(?![\s\S]*\bMath\.random\()/, 'crypto.randomUUID()'),
    to(/\bpseudoRandomBytes\(/, 'randomBytes('),
  ],
  'js-html-assign': [AS_TEXT],
  'js-dom-xss': [AS_TEXT],
  'js-dom-flow': [AS_TEXT],
  'js-script-over-http': [to(/( src=["'])http:/, '$1https:')],
  'python-yaml-load': [to(/\byaml\.load\(/, 'yaml.safe_load('), to(/\byaml\.load_all\(/, 'yaml.safe_load_all(')],
  'python-yaml-unsafe-loader': [
    to(/\byaml\.unsafe_load(_all)?\(/, 'yaml.safe_load$1('),
    to(/\b(yaml\.)(C?)(?:Unsafe)?Loader\b/, '$1$2SafeLoader'),
    to(/(Loader[ ]?=[ ]?)(C?)UnsafeLoader\b/, '$1yaml.$2SafeLoader'),
  ],
  'python-tls-verify-off': [pythonOn('verify')],
  'python-tls-option-off': [pythonOn('verify|verify_ssl|verify_certs?|ssl_verify|validate_certs?|tls_verify|verify_tls|ssl')],
  'python-tls-unverified-context': [to(/\bssl\._create_unverified_context\b/, 'ssl.create_default_context')],
  'python-tls-check-off': [pythonOn('check_hostname'), to(/\bCERT_NONE\b/, 'CERT_REQUIRED')],
  'python-ssh-any-host-key': [to(/\bset_missing_host_key_policy\([ ]?[\w.]*(?:AutoAddPolicy|WarningPolicy)(?:\(\))?[ ]?\)/, 'load_system_host_keys()')],
  'python-tar-extractall': [to(/(\.extractall\()\s*\)/, '$1filter="data")'), to(/(\.extractall\((?:[^()]|\([^()]*\))*?),?(\s*)\)/, '$1, filter="data"$2)')],
  'python-mktemp': [to(/\btempfile\.mktemp\(([^()]*)\)/, 'tempfile.mkstemp($1)[1]')],
  'python-world-writable': [to(/\b0o?0?777\b/, '0o775'), to(/\b0o?0?666\b/, '0o664')],
  'python-flask-debug': [pythonOff('debug|DEBUG')],
  'python-flask-debug-exposed': [pythonOff('debug')],
  'python-django-debug': [to(/\bDEBUG = True\b/, 'DEBUG = os.environ.get("DJANGO_DEBUG") == "1"', 'os')],
  'python-autoescape-off': [pythonOn('autoescape')],
  'python-xml-entities-on': [pythonOff('resolve_entities'), to(/(feature_external_[gp]es[ ]?,[ ]?)(?:True|1)\b/, '$1False')],
  'python-cookie-flags-off': [pythonOn('\\w+_COOKIE_(?:SECURE|HTTPONLY)|secure|httponly')],
  'python-random-secret': [
    to(/\brandom\.choice\(/, 'secrets.choice(', 'secrets'),
    to(/\brandom\.(random|randint|choices|sample|randrange|getrandbits|uniform)\(/, 'secrets.SystemRandom().$1(', 'secrets'),
  ],
};
