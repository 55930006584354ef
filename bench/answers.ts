import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { encode } from '../src/acserver/udp/codec.ts';
import { openAnswersRig } from './answers/rig.ts';
import { CARS } from './receive/field.ts';

// How long people and tools wait: the log of the game server, slash commands, the websocket, and what Discord shows of a
// chat and of a pile-up. Discord is on this machine, so all of it is Pitwall's own time and that of two processes.

const TIMES = Number(process.env.TIMES ?? 100);
const CONTACTS = 200;

const rig = await openAnswersRig();
const missed: string[] = [];
try {
  await sleep(3000);
  const memory = rig.memory();
  if (memory !== undefined) tell('memory of one server, 40 cars', memory / 1e6, { limit: 130, unit: 'MB' });
  rig.socket.send('subscribe');
  await once(rig.socket, 'message');
  const logged = await times(TIMES, 40, logToPush);
  tell('log line -> websocket push, median', at(logged, 0.5), { limit: 5, unit: 'ms' });
  console.log(`${' '.repeat(46)}p99 ${at(logged, 0.99).toFixed(2)} ms`);
  for (const line of ['server sessions', 'server info'])
    tell(`websocket ${line}, median`, at(await costing(() => inBursts(8, () => asked(line))), 0.5), {
      limit: 0.15,
      unit: 'ms',
    });
  await times(20, 20, slash);
  tell('slash -> answer at 10 a second, p99', at(await costing(() => paced(TIMES, slash)), 0.99), {
    limit: 10,
    unit: 'ms',
  });
  tell('autocomplete at 10 a second, p99', at(await costing(() => paced(TIMES, autocomplete)), 0.99), {
    limit: 10,
    unit: 'ms',
  });
  tell('event -> visible message, p99', at(await costing(() => times(12, 1000, visible)), 0.99), {
    limit: 10,
    unit: 'ms',
  });
  await pileUp();
} finally {
  await rig.close();
}
if (missed.length > 0) console.log(`missed: ${missed.join('; ')}`);
process.exit(missed.length === 0 ? 0 : 1);

/** Of what nothing but the log tells. */
async function logToPush(index: number): Promise<void> {
  const attempt = index + 1;
  const pushed = frame((text) => text.includes('lobbyFailed') && text.includes(`"attempt": ${attempt}`));
  rig.log(`Registering to AC central server\nCONNECTION TO LOBBY FAILED, ATTEMPT NUMBER  ${attempt}`);
  await pushed;
}

async function asked(line: string): Promise<void> {
  const answer = once(rig.socket, 'message');
  rig.socket.send(line);
  const [text] = await answer;
  // More than fifty in a second are refused, which takes no time at all.
  if (String(text).includes('Too many lines')) throw new Error(`"${line}" was refused`);
}

async function slash(): Promise<void> {
  await use()
    .slash({ channel: rig.discord.channel('race-control'), path: ['server', 'sessions'] })
    .done();
}

async function autocomplete(): Promise<void> {
  const options = { driver: 'Driver 1' };
  const channel = rig.discord.channel('race-control');
  const handle = use().autocomplete({ channel, path: ['kick'], options, focused: 'driver' });
  await handle.until(({ choices }) => choices !== undefined);
}

function use() {
  return rig.discord.person('Ada');
}

async function visible(index: number): Promise<void> {
  const text = `the track is quick today, ${index}`;
  const seen = post((body) => JSON.stringify(body).includes(text));
  rig.send(encode({ type: 'chat', carId: 3, message: text }));
  await seen;
}

/** Two by two, ten times a second each pair somewhere else: what a first corner at its worst tells. */
async function pileUp(): Promise<void> {
  const begun = { posts: rig.posts.count, at: performance.now() };
  const first = post(() => true).then(() => performance.now() - begun.at);
  for (let contact = 0; contact < CONTACTS; contact += 1) {
    rig.send(contactOf(contact));
    const late = begun.at + (contact * 2000) / CONTACTS - performance.now();
    if (late > 0) await sleep(late);
  }
  tell('200 contacts in 2 s: the first card after', (await first) / 1000, { limit: 1, unit: 's' });
  let [posts, lastAt] = [rig.posts.count, performance.now()];
  while (performance.now() - lastAt < 6000) {
    await sleep(50);
    if (rig.posts.count !== posts) [posts, lastAt] = [rig.posts.count, performance.now()];
  }
  tell('  all told after', (lastAt - begun.at) / 1000, { limit: 10, unit: 's' });
  tell('  requests', posts - begun.posts, { limit: 8, unit: '' });
}

function contactOf(index: number): Buffer {
  const carId = (index * 2) % CARS;
  return encode({
    type: 'clientEvent',
    subtype: 'car',
    carId,
    otherCarId: (carId + 1) % CARS,
    impactSpeed: 20 + (index % 60),
    worldPos: [index * 3, 0, 12],
    relPos: [0.5, 0, 1.5],
  });
}

function frame(isIt: (text: string) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const listen = (data: unknown): void => {
      if (!isIt(String(data))) return;
      rig.socket.off('message', listen);
      resolve();
    };
    rig.socket.on('message', listen);
  });
}

function post(isIt: (body: unknown) => boolean): Promise<void> {
  return new Promise((resolve) => {
    rig.posts.onPost = (body) => {
      if (!isIt(body)) return;
      rig.posts.onPost = () => {};
      resolve();
    };
  });
}

/** One after the other. */
async function times(count: number, pauseMs: number, work: (index: number) => Promise<void>): Promise<number[]> {
  const taken: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const begun = performance.now();
    await work(index);
    taken.push(performance.now() - begun);
    // Not in step with any clock of Pitwall's.
    if (pauseMs > 0) await sleep(pauseMs + (index % 7) * 3);
  }
  return taken;
}

/** Says what each has cost Pitwall: other programs' work is no part of that, as it is of the time that passed. */
async function costing(work: () => Promise<number[]>): Promise<number[]> {
  const before = rig.spent();
  const taken = await work();
  const after = rig.spent();
  if (before !== undefined && after !== undefined)
    console.log(`${' '.repeat(46)}${((after - before) / taken.length).toFixed(2)} ms of a processor each, of Pitwall:`);
  return taken;
}

/** One behind the other, and no more than are answered: fifty a second, a hundred at once. */
async function inBursts(bursts: number, work: () => Promise<void>): Promise<number[]> {
  const taken: number[] = [];
  for (let burst = 0; burst < bursts; burst += 1) {
    await sleep(1100);
    taken.push(...(await times(50, 0, work)));
  }
  return taken;
}

/** Ten a second, whether the one before is answered or not. */
async function paced(count: number, work: () => Promise<void>): Promise<number[]> {
  const asked = Array.from({ length: count }, async (_, index) => {
    await sleep(index * 100);
    const begun = performance.now();
    await work();
    return performance.now() - begun;
  });
  return Promise.all(asked);
}

function at(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;
}

function tell(what: string, value: number, { limit, unit }: { readonly limit: number; readonly unit: string }): void {
  console.log(`${what.padEnd(46)}${value.toFixed(2)} ${unit} (limit ${limit})`);
  if (value > limit) missed.push(what);
}
