import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { encode } from '../src/acserver/udp/codec.ts';
import { BareDisk, openBareGateway } from './answers/bare.ts';
import {
  at,
  collect,
  Figures,
  paced,
  spread,
  type Taken,
  timed,
  times,
  undisturbed,
  type Work,
} from './answers/figures.ts';
import { questions } from './answers/questions.ts';
import { type AnswersRig, openAnswersRig } from './answers/rig.ts';
import { CARS } from './receive/field.ts';

// How long people and tools wait: for the game server's log, slash commands, the websocket, and messages on Discord about a
// chat line and a pile-up. Discord is simulated on this machine, so all of it is Pitwall's time and that of two processes.
// `npm run bench -- answers slash` runs one part.

/** Enough samples for a p99. */
const TIMES = Number(process.env.TIMES ?? 200);
const CONTACTS = 200;

const PARTS: Readonly<Record<string, (rig: AnswersRig) => Promise<void>>> = {
  memory: memoryOfOne,
  log: logLines,
  websocket: (rig) => questions(rig, figures),
  slash: commands,
  contacts: pileUp,
  messages,
};

const figures = new Figures();
const chosen = process.argv.slice(3);
const parts = Object.entries(PARTS).filter(([name]) => chosen.length === 0 || chosen.includes(name));
// Messages get their own Discord with windows 50 times shorter: a p99 would take minutes with the real rate limits.
for (const haste of [1, 50])
  await measure(
    parts.filter(([name]) => (name === 'messages') === haste > 1),
    haste,
  );
if (figures.missed.length > 0) console.log(`missed: ${figures.missed.join('; ')}`);
process.exit(figures.missed.length === 0 ? 0 : 1);

async function measure(these: typeof parts, haste: number): Promise<void> {
  if (these.length === 0) return;
  const rig = await openAnswersRig({ haste });
  try {
    await sleep(3000);
    for (const [, part] of these) await part(rig);
  } finally {
    await rig.close();
  }
}

async function memoryOfOne(rig: AnswersRig): Promise<void> {
  const memory = rig.memory();
  if (memory !== undefined) figures.tell('memory of one server, 40 cars', memory / 1e6, { limit: 130, unit: 'MB' });
}

/** A fact that only the log has: it is written to disk before it is pushed. In turns with the disk alone. */
async function logLines(rig: AnswersRig): Promise<void> {
  const disk = new BareDisk();
  const waited: Taken[] = [];
  rig.socket.send('subscribe');
  await once(rig.socket, 'message');
  const logged: Taken[] = [];
  for (let attempt = 1; attempt <= TIMES; attempt += 1) {
    const pushed = frame(rig.socket, (text) => text.includes('lobbyFailed') && text.includes(`"attempt": ${attempt}`));
    logged.push(
      await timed(async () => {
        rig.log(`Registering to AC central server\nCONNECTION TO LOBBY FAILED, ATTEMPT NUMBER  ${attempt}`);
        await pushed;
      }),
    );
    await sleep(40 + (attempt % 7) * 3);
    waited.push(await timed(() => disk.write()));
    await sleep(20);
  }
  disk.close();
  const beside = `${spread(logged)}; the disk alone, one page: ${spread(waited)}`;
  figures.tell('log line -> websocket push, median', at(undisturbed(logged), 0.5), { limit: 5, unit: 'ms', beside });
}

async function commands(rig: AnswersRig): Promise<void> {
  const channel = rig.discord.channel('race-control');
  const slash: Work = () =>
    rig.discord
      .person('Ada')
      .slash({ channel, path: ['server', 'sessions'] })
      .done();
  const autocomplete: Work = async () => {
    const typed = { channel, path: ['kick'], options: { driver: 'Driver 1' }, focused: 'driver' };
    await rig.discord
      .person('Ada')
      .autocomplete(typed)
      .until(({ choices }) => choices !== undefined);
  };
  const bare = await openBareGateway();
  await times(30, 20, bare.ask);
  for (const [what, work] of [
    ['slash -> answer', slash],
    ['autocomplete', autocomplete],
  ] as const) {
    await times(30, 20, work);
    const taken = await costing(rig, TIMES, () => paced(TIMES, noted(rig, work)));
    const beside = `${spread(taken)}; a bare frame and its request: ${spread(await paced(TIMES / 2, bare.ask))}`;
    figures.tell(`${what} at 10 a second, p99`, at(undisturbed(taken), 0.99), { limit: 10, unit: 'ms', beside });
  }
  await bare.close();
}

/** At idle: nothing else happens, and the work of the previous one is done. In turns with the disk alone. */
async function messages(rig: AnswersRig): Promise<void> {
  const [disk, bare] = [new BareDisk(), await openBareGateway()];
  const [shown, waited]: [Taken[], Taken[]] = [[], []];
  const chat: Work = async (index) => {
    const message = `the track is quick today, ${index}`;
    const seen = post(rig, (body) => JSON.stringify(body).includes(message));
    rig.send(encode({ type: 'chat', carId: 3, message }));
    // acServer writes every chat line to its log as well.
    setImmediate(() => rig.log(`CHAT\nCHAT [Driver 3]: ${message}`));
    await seen;
  };
  // The first ones create the channel's webhook.
  await times(10, 200, chat);
  await times(30, 20, bare.ask);
  await costing(rig, TIMES, async () => {
    for (let index = 0; index < TIMES; index += 1) {
      shown.push(await timed(() => noted(rig, chat)(100 + index)));
      await sleep(80 + (index % 7) * 3);
      waited.push(await timed(() => disk.write()));
      if (index % 10 === 0) collect();
      await sleep(40);
    }
  });
  const sent = await times(TIMES / 2, 120, bare.ask);
  disk.close();
  await bare.close();
  const beside = `${spread(shown)}; the disk alone, one page: ${spread(waited)}; a bare frame and its request: ${spread(sent)}`;
  figures.tell('event -> visible message, p99', at(undisturbed(shown), 0.99), { limit: 10, unit: 'ms', beside });
}

/** Pairs of cars touch, each pair ten times and somewhere else: the worst that a first corner can report. */
async function pileUp(rig: AnswersRig): Promise<void> {
  const begun = { posts: rig.posts.count, at: performance.now() };
  const first = post(rig, () => true).then(() => performance.now() - begun.at);
  for (let contact = 0; contact < CONTACTS; contact += 1) {
    rig.send(contactOf(contact));
    const late = begun.at + (contact * 2000) / CONTACTS - performance.now();
    if (late > 0) await sleep(late);
  }
  figures.tell('200 contacts in 2 s: the first card after', (await first) / 1000, { limit: 1, unit: 's' });
  let [posts, lastAt] = [rig.posts.count, performance.now()];
  while (performance.now() - lastAt < 6000) {
    await sleep(50);
    if (rig.posts.count !== posts) [posts, lastAt] = [rig.posts.count, performance.now()];
  }
  figures.tell('  all told after', (lastAt - begun.at) / 1000, { limit: 10, unit: 's' });
  figures.tell('  requests', posts - begun.posts, { limit: 8, unit: '' });
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

function frame(socket: WebSocket, isIt: (text: string) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const listen = (data: unknown): void => {
      if (!isIt(String(data))) return;
      socket.off('message', listen);
      resolve();
    };
    socket.on('message', listen);
  });
}

function post(rig: AnswersRig, isIt: (body: unknown) => boolean): Promise<void> {
  return new Promise((resolve) => {
    rig.posts.onPost = (body) => {
      if (!isIt(body)) return;
      rig.posts.onPost = () => {};
      resolve();
    };
  });
}

/** With its phases noted, where PHASES is set. */
function noted({ timeline }: AnswersRig, work: Work): Work {
  return (index) => (timeline ? timeline.noted(() => work(index)) : work(index));
}

/** Also prints the processor time per answer, which leaves out other programs; the time that passed does not. */
async function costing<T>(rig: AnswersRig, count: number, work: () => Promise<T>): Promise<T> {
  const before = rig.spent();
  const done = await work();
  const after = rig.spent();
  if (before !== undefined && after !== undefined)
    console.log(`${' '.repeat(46)}${((after - before) / count).toFixed(2)} ms of a processor each, of Pitwall:`);
  return done;
}
