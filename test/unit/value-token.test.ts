import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { filled } from '../support/tokens.js';
import { judged } from '../support/values.js';

/** How tokens without a documented prefix look; each is filled many times. */
const TOKENS = [
  '{hex:32}',
  '{HEX:32}',
  '{hex:40}',
  '{hex:64}',
  '{hex:20}',
  '{lowalnum:16}',
  '{lowalnum:20}',
  '{lowalnum:32}',
  '{lowalnum:40}',
  '{ALNUM:16}',
  '{ALNUM:20}',
  '{ALNUM:32}',
  '{alnum:16}',
  '{alnum:20}',
  '{alnum:24}',
  '{alnum:32}',
  '{alnum:40}',
  '{alnum:64}',
  '{b32:32}',
  '{b64:24}',
  '{b64:32}',
  '{b64:40}',
  '{b64:43}=',
  '{b64:64}',
  '{b64:86}==',
  '{b64url:22}',
  '{b64url:32}',
  '{b64url:43}',
  '{b64url:86}',
  'key-{hex:32}',
  'sk_{alnum:24}',
  'live_{lowalnum:32}',
  'app-{lowalnum:24}',
  '{d:10}:{alnum:35}',
  '{d:12}-{lowalnum:32}',
  '{lower:4}-{alnum:24}',
  '{alnum:8}-{alnum:8}-{alnum:8}',
  's.{alnum:24}',
  '{alnum:24}.{alnum:6}.{b64url:27}',
  '{lower:2}{alnum:14}.{alnum:32}',
  '{jwt:HS256}',
  '{alnum:20}/{alnum:20}',
  '{alnum:12}/{alnum:12}/{alnum:14}',
  '{lowalnum:24}!{d:4}',
  'prod-signing-key-{hex:24}',
];
const FILLS = 100;

/** What stands beside the name of a token and is none. */
const NO_TOKENS = [
  'my-very-long-placeholder-token',
  'your_api_key_goes_here_123',
  'replace-with-your-key-12345',
  'my_secret_key_12345',
  'test-api-key-12345678',
  'super-secret-key-2023',
  '<your-api-key-from-console-2>',
  'https://auth.example.com/oauth2/token',
  '/run/secrets/database_password_2',
  './config/keys/server-2048.pem',
  'src/components/Auth2/TokenForm.tsx',
  'assets/img/icon-256x256.png',
  'node_modules/.bin/tokenize2',
  'secret/data/prod/db1/password',
  'projects/my-project-123456/secrets/db-password/versions/3',
  'arn:aws:iam::123456789012:role/deploy-role',
  'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db',
  'registry.example.com:5000/app/api:1.2.3',
  'eu-west-1.compute.amazonaws.com',
  'smtp.mailserver01.example.com',
  'user123@mail.example.com',
  'process.env.API_KEY_V2_TOKEN',
  'config.auth.oauth2.clientSecret',
  'com.amazonaws.services.s3.AmazonS3Client',
  'user.settings.items[0].token2',
  'getTokenFromHeader(request2)',
  'AuthenticationTokenV2Provider',
  'oauth2_authorization_code',
  'TOKEN_TYPE_REFRESH_V2_LONG',
  'X-Auth-Token-Header-2',
  'HmacSHA256Signature1',
  'PBKDF2WithHmacSHA256',
  'AES/CBC/PKCS5Padding',
  'RSA/ECB/OAEPWithSHA-256AndMGF1Padding',
  'ecdsa-sha2-nistp256-cert-v01@openssh.com',
  'application/vnd.api.v2+json',
  '2021-09-30T12:00:00Z',
  '2023-01-15T10:30:00.000Z',
  '1.2.3-beta.4+build567',
  'v1.2.3-alpine3.18-slim',
  '1234567890123456',
  '5105105105105100',
  'ABCDEFGHIJKLMNOP',
  'aaaaaaaaaaaaaaa1',
  '00000000000000000000000000000001',
  '0123456789abcdef',
  '0123456789abcdef0123456789abcdef',
  'abcdefghijklmnopqrstuvwxyz0123456789',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  '00112233445566778899aabbccddeeff',
  'deadbeefdeadbeefdeadbeefdeadbeef',
  'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4',
  '${process.env.API_KEY_2}',
  '{{ vault.secret_token_1 }}',
  '%(api_key_production_1)s',
  '$(cat /run/secrets/key2)',
  'token-expires-in-3600-seconds',
  'max_tokens_per_request_4096',
  'gpt-4-turbo-2024-04-09',
  'my-service-x7k2q9-frontend-1',
];

/** Formats of hashes and ids, filled. */
const FILLED_NO_TOKENS = [
  'sha256-{b64:43}=',
  'sha512-{b64:86}==',
  'sha1:{hex:40}',
  '{hex:8}-{hex:4}-4{hex:3}-a{hex:3}-{hex:12}',
  '{d:18}',
  'https://cdn.example.com/{hex:32}.js',
  './assets/{hex:20}.png',
  '${{alnum:20}}',
];

describe('a value beside the name of a token', () => {
  for (const template of TOKENS) {
    it(`is a token when it looks like ${template}`, () => {
      const missed = Array.from({ length: FILLS }, (_, fill) => filled(`${template}/${fill}`, template)).filter((value) => judged(value, 'token') !== 'shown');
      // One in fifty may be too regular by chance.
      assert.ok(missed.length <= FILLS / 50, `${missed.length} of ${FILLS} missed: ${missed.slice(0, 3).join(' ')}`);
    });
  }

  it('is none when it is a word, a path, a name, a version or a template', () => {
    assert.deepEqual(
      NO_TOKENS.filter((value) => judged(value, 'token') !== 'nothing'),
      [],
    );
  });

  it('is none when it is a hash, an id or a file', () => {
    const found = FILLED_NO_TOKENS.flatMap((template) => Array.from({ length: 20 }, (_, fill) => filled(`${template}/${fill}`, template))).filter(
      (value) => judged(value, 'token') !== 'nothing',
    );
    assert.deepEqual(found, []);
  });
});
