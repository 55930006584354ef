import { get } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPage } from '../../../sandbox/discord/page.ts';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { openLeague } from './bot.ts';
import { openConnection, refusalOf } from './pageClient.ts';

let discord: LocalDiscord;

beforeEach(async () => {
  discord = await openLeague({ page: openPage });
});

afterEach(() => discord.close());

describe('the files of the page', () => {
  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/?channel=1', 'text/html; charset=utf-8'],
    ['/page/app.js', 'text/javascript; charset=utf-8'],
    ['/page/marked.js', 'text/javascript; charset=utf-8'],
    ['/page/theme.css', 'text/css; charset=utf-8'],
    ['/page/icon.svg', 'image/svg+xml'],
  ])('%s is served as %s', async (path, type) => {
    const answer = await fetch(discord.url + path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
  });

  it('have a content security policy that allows only its own files', async () => {
    const policy = (await fetch(discord.url)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('unsafe');
  });

  it.each([
    '/page/',
    '/page/none.js',
    '/page/constructor',
    '/page/../discord/page.ts',
    '/page/../../package.json',
    '/page/..%2f..%2fpackage.json',
    '/page/%2e%2e/%2e%2e/package.json',
    '/page//etc/passwd',
    '/page/..\\..\\package.json',
    '/page/app.js%00.html',
    '/page/marked.esm.js',
    '/page/node_modules/marked/lib/marked.esm.js',
    '/elsewhere',
  ])('%s is not found', async (path) => {
    expect(await statusOf(path)).toBe(404);
  });

  it('are only served to GET requests', async () => {
    expect((await fetch(`${discord.url}/page/app.js`, { method: 'POST' })).status).toBe(404);
  });

  it('are all there that the page refers to', async () => {
    const html = await (await fetch(discord.url)).text();
    const paths = [...html.matchAll(/(?:href|src)="(.*?)"/g)].map(([, path]) => path ?? '');
    expect(paths.length).toBeGreaterThan(2);
    expect(await Promise.all(paths.map(statusOf))).toEqual(paths.map(() => 200));
  });
});

describe('the page connection', () => {
  it.each(['https://evil.example', 'null', 'http://127.0.0.1:1'])('refuses a page from %s', async (origin) => {
    expect(await refusalOf(discord, { origin })).toBe(403);
  });

  it('refuses a foreign host name that resolves to this machine', async () => {
    expect(await refusalOf(discord, { origin: 'http://evil.example', host: 'evil.example' })).toBe(403);
  });

  it('accepts its own page', async () => {
    const page = await openConnection(discord, { origin: discord.url });
    expect(await page.next('snapshot')).toBeDefined();
  });
});

/** The path as it is: `fetch` would normalise the dots. */
function statusOf(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(discord.url);
    get({ hostname, port, path }, (answer) => resolve(answer.resume().statusCode)).on('error', reject);
  });
}
