import { type ChildProcess, fork } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CARS, Field, opening, RATE, SERVERS } from './receive/field.ts';
import type { Ports, Side, Spent } from './receive/side.ts';

// What it costs to hear 25 game servers with 40 cars each, ten times a second, over real sockets; in turns with a process
// that does nothing but receive the same datagrams.

const SECONDS = Number(process.env.SECONDS ?? 8);
const TURNS = 3;
/** Compiling, opening, and greeting a thousand drivers who join are not counted. */
const WARM_UP_SECONDS = 12;
const LIMIT = 1.6;

interface Receiver {
  readonly child: ChildProcess;
  readonly senders: readonly { readonly socket: Socket; readonly plugin: number }[];
}

const sides: readonly Side[] = ['bare', 'pitwall'];
const receivers = await Promise.all(sides.map(receiverOf));
const field = new Field();
let secondsDriven = 0;
for (const receiver of receivers) {
  for (const datagram of opening()) {
    send(receiver, [datagram]);
    await sleep(2);
  }
}
for (const receiver of receivers) await drive(receiver, WARM_UP_SECONDS);

const shares: Record<Side, number[]> = { bare: [], pitwall: [] };
for (let turn = 0; turn < TURNS; turn += 1) {
  for (const [index, receiver] of receivers.entries()) {
    const share = await measured(receiver);
    shares[sides[index] ?? 'bare'].push(share);
  }
}
const [bare, pitwall] = [median(shares.bare), median(shares.pitwall)];
const ratio = pitwall / bare;
console.log(
  `${SERVERS} servers x ${CARS} cars x ${RATE} Hz   bare receiving ${percent(bare)} of a core   Pitwall ${percent(pitwall)}   ratio ${ratio.toFixed(2)} (limit ${LIMIT})`,
);
console.log(
  `memory of Pitwall with their traces   ${Math.round((await spent(receivers[1])).rss / 1e6)} MB (limit 200)`,
);
for (const { child, senders } of receivers) {
  child.disconnect();
  for (const { socket } of senders) socket.close();
}
process.exitCode = ratio <= LIMIT ? 0 : 1;

async function receiverOf(side: Side): Promise<Receiver> {
  const ends = await Promise.all(Array.from({ length: SERVERS }, boundSocket));
  const plugins = await Promise.all(Array.from({ length: SERVERS }, freePort));
  const ports = ends.map((socket, index): Ports => ({ server: socket.address().port, plugin: plugins[index] ?? 0 }));
  const program = fileURLToPath(new URL(`receive/${side}.js`, import.meta.url));
  const child = fork(program, [JSON.stringify(ports)], {
    execArgv: process.env.PROFILE ? ['--cpu-prof', '--cpu-prof-dir', process.env.PROFILE] : [],
  });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${side} ended`))),
  ]);
  return { child, senders: ends.map((socket, index) => ({ socket, plugin: plugins[index] ?? 0 })) };
}

async function boundSocket(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.on('message', () => {});
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

async function freePort(): Promise<number> {
  const socket = await boundSocket();
  const { port } = socket.address();
  socket.close();
  return port;
}

function send({ senders }: Receiver, datagrams: readonly Buffer[]): void {
  for (const { socket, plugin } of senders)
    for (const datagram of datagrams) socket.send(datagram, plugin, '127.0.0.1');
}

/** Each game server sends all its cars at once, as acServer does, at its own moments. */
async function drive(receiver: Receiver, seconds: number): Promise<void> {
  const stepMs = 1000 / RATE / SERVERS;
  const start = performance.now();
  for (let step = 0; step < seconds * RATE * SERVERS; step += 1) {
    const late = start + step * stepMs - performance.now();
    if (late > 0) await sleep(late);
    const sender = receiver.senders[step % SERVERS];
    if (sender) send({ child: receiver.child, senders: [sender] }, field.at(secondsDriven + (step * stepMs) / 1000));
  }
  secondsDriven += seconds;
  await sleep(50);
}

/** The share of a processor that it took. */
async function measured(receiver: Receiver): Promise<number> {
  const before = await spent(receiver);
  await drive(receiver, SECONDS);
  const after = await spent(receiver);
  const expected = SECONDS * RATE * SERVERS * CARS;
  const missing = expected - (after.received - before.received);
  if (missing > expected / 100) console.log(`${missing} of ${expected} datagrams did not arrive`);
  return (after.cpu - before.cpu) / 1e6 / SECONDS;
}

async function spent(receiver: Receiver | undefined): Promise<Spent> {
  if (!receiver) throw new Error('there is nobody to ask');
  const answer = once(receiver.child, 'message');
  receiver.child.send('spent');
  const [found] = await answer;
  return found as Spent;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
