import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { filled } from '../support/tokens.js';
import { judged } from '../support/values.js';

/** Passwords as people choose them; none is one we know to be in use. */
const PASSWORDS = [
  'hunter2',
  'Summer2023!',
  'P@ssw0rd',
  'Passw0rd1',
  'letmein123',
  'qwerty123!',
  'Tr0ub4dor&3',
  'correct-horse-battery-staple9',
  'S3cr3t!',
  'admin123',
  'root1234',
  'welcome1',
  'dragon99',
  'x7#kQ9!z',
  'MyDogRex2010',
  'guest01',
  'pa$$word1',
  'iloveyou2',
  '9f8e7d6c',
  'Zx9!mK2@',
  'kJhGtRfDsWqZ',
  'xkqzvwpt',
  'B3rl1n_2019',
  'sup3r-s3cret',
  'db_pass_2020!',
  'Pr0duct10n',
  'ncc1701d',
  'k4t3r1n4',
  '1q2w3e4r',
  'monkey_1987',
  'F00tball',
  'w0rdpr3ss',
  'pa(ss)9w',
  'hello.World1',
  'Th1s/is/9x',
  'ab;cd9!',
  'Pass=word7',
  'p4ss:w0rd',
  'k9.Lm3.Zt',
  'Qx)7vLp2',
  '20230917',
  '8675309',
  'let-me-in!',
  'Orange~Tiger',
  'a%b%c%9',
  '#1Dad4ever',
  '@dmin!stra',
  '[x9]q7!',
  'user@123',
  '!QAZ2wsx',
];

/** What stands beside the word password and is none: labels, types, names, templates, rules, hashes. */
const NO_PASSWORDS = [
  'password',
  'Password',
  'PASSWORD',
  'secret',
  'your-password-here',
  'your_password',
  'changeme',
  'change-me',
  'CHANGE_ME_NOW',
  'replace-me',
  'example',
  'placeholder',
  'dummy-password',
  'fake_password',
  '<password>',
  '<your password>',
  '${DB_PASSWORD}',
  '${env:PASSWORD}',
  '$PASSWORD',
  '$DB_PASS',
  '{{ password }}',
  '{{password}}',
  '{password}',
  '%PASSWORD%',
  '%(password)s',
  '%s',
  '@password@',
  ':password',
  '#{password}',
  '<%= password %>',
  '[PASSWORD]',
  'process.env.PASSWORD',
  'os.environ.get',
  'config.password',
  'config.db2.password',
  'this.password',
  'self.password1',
  'req.body.password',
  'params[password]',
  'getPassword()',
  'getenv(PASSWORD)',
  'user::password',
  'user->password',
  'xxxxxxxx',
  'XXXXXX',
  '********',
  '......',
  'aaaaaa',
  'abcabcabcabc',
  '123456',
  '12345678',
  'abcdef',
  'qwerty',
  '0000000000',
  'Enter your password',
  'Passwort eingeben',
  'contraseña',
  'пароль',
  'current-password',
  'new-password',
  'current_password',
  'confirmPassword',
  'passwordField',
  'PASSWORD_FIELD',
  'userPassword',
  'db_password',
  'dbPassword',
  'reset_password_token',
  'string',
  'boolean',
  'null',
  'undefined',
  'none',
  'false',
  'required',
  'hashed_password',
  'password_hash',
  'invalid_password',
  'https://example.org/reset-password',
  'http://login.internal/password1',
  '/account/password',
  'auth/password/reset',
  'users/password',
  './secrets/password.txt',
  '../.env',
  'password.html',
  'password_reset.html.erb',
  'server1.key',
  'users#password',
  'required|min:8|confirmed',
  'type=password',
  'input[type=password]',
  '.password-input',
  '#password',
  '--password',
  'com.company.Password',
  'MAILER_SMTP_PASSWORD',
  'VARCHAR(255)',
  'char(60)',
  'sha256',
  'bcrypt',
  'PBKDF2WithHmacSHA256',
  '1.2.3',
  '2023-01-15',
  '#ff00aa',
  '!!!',
  '-----',
];

/** Passwords that were hashed, and ids. */
const FILLED_NO_PASSWORDS = [
  '$2b$12${alnum:53}',
  '$2y$10${alnum:53}',
  '$6${alnum:8}${alnum:86}',
  '$1${alnum:8}${alnum:22}',
  '$argon2id$v=19$m=65536,t=3,p=4${b64:22}${b64:43}',
  '{SSHA}{b64:32}',
  '{SHA}{b64:27}=',
  'pbkdf2_sha256$260000${alnum:22}${b64:43}=',
  'sha256:{hex:64}',
  'md5-{hex:32}',
];

describe('a value beside the name of a password', () => {
  it('is a password when a person could have chosen it', () => {
    assert.deepEqual(
      PASSWORDS.filter((value) => judged(value, 'password') !== 'shown'),
      [],
    );
  });

  it('is a password when a generator made it', () => {
    const made = ['{alnum:8}', '{alnum:12}', '{alnum:16}', '{lowalnum:10}', '{hex:8}', '{b64url:12}', '{lower:5}{d:3}', '{upper:1}{lower:6}{d:2}!', '{alnum:32}', '{b64:24}'];
    const values = made.flatMap((template) => Array.from({ length: 40 }, (_, fill) => filled(`${template}/${fill}`, template)));
    const missed = values.filter((value) => judged(value, 'password') !== 'shown');
    // One in fifty may look like something else by chance.
    assert.ok(missed.length <= values.length / 50, missed.join(' '));
  });

  it('is not shown when it talks about passwords or stands for one', () => {
    assert.deepEqual(
      NO_PASSWORDS.filter((value) => judged(value, 'password') === 'shown'),
      [],
    );
  });

  it('is not shown when it is a hash', () => {
    const values = FILLED_NO_PASSWORDS.flatMap((template) => Array.from({ length: 10 }, (_, fill) => filled(`${template}/${fill}`, template)));
    assert.deepEqual(
      values.filter((value) => judged(value, 'password') === 'shown'),
      [],
    );
  });

  it('is a warning when it is a plain word, as a third of all passwords are', () => {
    for (const value of ['sunshine', 'Sunshine', 'BUTTERFLY', 'open-sesame', 'MyFavouriteHorse']) assert.equal(judged(value, 'password'), 'shown', value);
  });

  it('is a note when its words say that it is a password, or what becomes of one', () => {
    for (const value of ['mypass', 'testpassword', 'supersecret', 'wrongpassword', 'existing-value', 'ignored', 'generated'])
      assert.notEqual(judged(value, 'password'), 'shown', value);
  });
});
