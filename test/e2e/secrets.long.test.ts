import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { folded } from '../../src/acserver/chat/fold.ts';
import { DISGUISES } from '../acserver/disguises.ts';
import { eventually } from '../eventually.ts';
import { answerOf, openRig, type Pitwall, type Rig } from './rig.ts';

/** The password of the simulated server. */
const PASSWORD = 'parc-ferme';

/** What is typed with the password, and with a wrong one, which differs each time. */
const FORMS = [
  (word: string) => `/admin ${word}`,
  (word: string) => ` /admin ${word}`,
  (word: string) => `admin ${word}`,
  (word: string) => `!admin ${word}`,
  (word: string) => `/ADMIN  ${word}`,
  (word: string) => `/spectator ${word}`,
];
/** Disguised so that cleaning or reading it gives the password; forms that the game server's console accepts. */
const TYPED = ['a zero-width space', 'an en dash', 'fullwidth letters', 'accented letters', 'capital letters'].map(
  (name) => DISGUISES[name] ?? String,
);
const guess = (name: string, index: number): string => `wrong-${name}-${index}`;
const GUESSES = ['heard', 'missed'].flatMap((name) => FORMS.map((_, index) => guess(name, index)));

let rig: Rig;
/** Pitwall's lives, one after the other. */
const lives: Pitwall[] = [];
let frames: string;
beforeAll(async () => {
  rig = await openRig({ speed: 25, race: 'driven', settings: { LOG_LEVEL: 'debug' } });
  const first = await live();
  frames = '';
  await listen();
  await slash('server', 'start');
  await eventually('the start', () => rig.events().some(({ type }) => type === 'serverStarted'));
  await rig.order('calm');
  await eventually('everybody', () => rig.events().filter(({ type }) => type === 'driverLoaded').length === 8);
  await rig.discord
    .person('Ada')
    .slash({
      channel: rig.discord.channel('race-control'),
      path: ['server', 'set'],
      options: { session: 'Race', setting: 'laps', value: 9 },
    })
    .done();
  await typeEverything('heard');
  await chatIsTold('heard');
  await first.kill();
  await typeEverything('missed');
  const second = await live();
  await listen();
  await chatIsTold('missed');
  await endTheServer();
  await sendBroken(second);
});
afterAll(() => rig.close());

async function live(): Promise<Pitwall> {
  const pitwall = await rig.startPitwall();
  lives.push(pitwall);
  return pitwall;
}

const slash = (...path: string[]) =>
  answerOf(rig.discord.person('Ada').slash({ channel: rig.discord.channel('race-control'), path }));

/** An admin who receives everything. */
async function listen(): Promise<void> {
  const socket = new WebSocket(rig.websocket);
  socket.on('message', (frame) => {
    frames += `${frame}\n`;
  });
  await once(socket, 'open');
  for (const line of ['subscribe', `admin ${PASSWORD}`, `pm 3 it is ${PASSWORD}`, `kick ${PASSWORD}`])
    socket.send(line);
  for (const disguise of TYPED) socket.send(`say ${disguise(PASSWORD)}`);
}

/** One driver types the password, others type wrong ones, and two say the password in the middle of a sentence. */
async function typeEverything(name: 'heard' | 'missed'): Promise<void> {
  for (const [index, form] of FORMS.entries()) {
    await rig.order(`say 0 ${form(PASSWORD)}`);
    await rig.order(`say ${1 + (index % 4)} ${form(guess(name, index))}`);
  }
  await rig.order(`say 7 psst, it is ${PASSWORD}!`);
  await rig.order(`say 7 !report his word was ${PASSWORD}`);
  for (const disguise of TYPED) await rig.order(`say 6 listen: ${disguise(PASSWORD)}`);
  await rig.order(`say 7 that was it: ${name}`);
}

const chatIsTold = (name: string) =>
  eventually('the chat', () => rig.said('race-chat').some((line) => line.includes(`that was it: ${name}`)));

/** Sends chat that is cut off, from the game server's port: it cannot be decoded, and is logged. */
async function sendBroken({ log }: Pitwall): Promise<void> {
  const cfg = readFileSync(join(rig.directory, 'cfg', 'server_cfg.ini'), 'utf8');
  const port = Number(/UDP_PLUGIN_ADDRESS=127\.0\.0\.1:(\d+)/.exec(cfg)?.[1]);
  const text = `/admin ${PASSWORD}`;
  const own = Number(/UDP_PLUGIN_LOCAL_PORT=(\d+)/.exec(cfg)?.[1]);
  const socket = createSocket('udp4').bind(own, '127.0.0.1');
  await once(socket, 'listening');
  for (const length of [text.length + 1, text.length - 1]) {
    socket.send(Buffer.concat([Buffer.from([57, 0, length]), wide(text)]), port, '127.0.0.1');
  }
  await eventually('it is dropped', () => log().includes('dropped a datagram'));
  socket.close();
}

/** Its last lines, including some that were typed, are stored with it, to be posted in their turn. */
async function endTheServer(): Promise<void> {
  await rig.order(`say 0 /admin ${PASSWORD}`);
  const starting = rig.events().find((event) => event.type === 'serverStarting');
  process.kill(starting?.type === 'serverStarting' ? starting.pid : 0, 'SIGKILL');
  await eventually('the end', () => rig.events().some(({ type }) => type === 'serverStopped'));
}

const postsOf = (channel: string): string => JSON.stringify(rig.discord.world.posts.list(rig.discord.channel(channel)));

/** The encoding of the protocol. */
const wide = (text: string): Buffer => Buffer.from([...text].flatMap((each) => [each.charCodeAt(0), 0, 0, 0]));

/** Every encoding of a word in which it could be found again. */
function writings(word: string): readonly Buffer[] {
  const raw = [Buffer.from(word), Buffer.from(word, 'utf16le'), wide(word)];
  const dumped = raw.flatMap((bytes) => [bytes.toString('hex'), bytes.toString('hex').toUpperCase()]);
  const spaced = raw.map((bytes) => bytes.toString('hex').replace(/..(?!$)/g, '$& '));
  return [...raw, ...[...dumped, ...spaced, Buffer.from(word).toString('base64')].map((text) => Buffer.from(text))];
}

const holds = (bytes: Buffer, word: string): boolean => writings(word).some((each) => bytes.includes(each));

const filesBelow = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile());

/** Files that the game server itself writes, and copies of its configuration. */
const isItsOwn = (path: string): boolean => /^servers\/sprint\/(logs|backups)\//.test(relative(rig.data, path));

describe('a typed password', () => {
  test('is in the log of the game server, readable only by its owner', () => {
    const own = filesBelow(rig.data).filter(isItsOwn);
    const [log = ''] = own.filter((path) => path.includes('/logs/'));
    const bytes = readFileSync(log);
    expect([PASSWORD, ...GUESSES].filter((word) => !holds(bytes, word))).toEqual([]);
    expect(own.some((path) => path.includes('/backups/'))).toBe(true);
    expect(own.map((path) => (statSync(path).mode & 0o777).toString(8))).toEqual(own.map(() => '600'));
  });

  test('is in no other file of Pitwall, including the store and its write-ahead log', () => {
    const files = filesBelow(rig.data).filter((path) => !isItsOwn(path));
    expect(files.map((path) => relative(rig.data, path))).toEqual(
      expect.arrayContaining(['pitwall.db', 'pitwall.db-wal']),
    );
    for (const path of files) {
      const bytes = readFileSync(path);
      expect([path, [PASSWORD, ...GUESSES].filter((word) => holds(bytes, word))]).toEqual([path, []]);
    }
  });

  test.each([
    ['Pitwall’s log', () => lives.map(({ log }) => log()).join('\n')],
    ['the websocket frames', () => frames],
    [
      'the Discord channels',
      () => JSON.stringify(rig.discord.world.channels().map(({ id }) => rig.discord.world.posts.list(id))),
    ],
    ['the queued posts', () => JSON.stringify(rig.toPost())],
    [
      'the chat sent to drivers',
      () =>
        rig
          .serverLog()
          .filter((line) => line.startsWith('UDP_PLUGIN'))
          .join('\n'),
    ],
  ])('is not in %s', (_, read) => {
    const text = read();
    expect(text.length).toBeGreaterThan(20);
    expect([PASSWORD, ...GUESSES].filter((word) => holds(Buffer.from(text), word))).toEqual([]);
    expect(folded(text).text).not.toContain(PASSWORD);
  });

  test('is redacted from chat and reports that mention it', async () => {
    await eventually('the report', () => postsOf('stewards').includes('his word was'));
    expect(postsOf('stewards')).not.toContain(PASSWORD);
    const said = rig.said('race-chat').filter((line) => line.includes('psst'));
    expect(said).toHaveLength(2);
    expect(said.every((line) => line.includes('it is \\[redacted\\]!'))).toBe(true);
  });
});
