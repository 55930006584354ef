/** How long a program waits for an answer on the websocket, next to a bare server that sends the same answer. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { type BareWebsocket, openBareWebsocket } from './bare.ts';
import { at, type Figures } from './figures.ts';
import type { AnswersRig } from './rig.ts';

const LINES = ['server sessions', 'server info'] as const;
const LIMIT_MS = 0.15;

/** The program has asked before, so loading and compiling for the first question is not counted. */
const WARM_BURSTS = 6;
const BURSTS = 6;
/** No more than the rate limit allows: fifty a second, plus what is left of the burst. */
const BURST = 50;
/** The two sides take turns of this many questions, so that both meet the machine in the same state. */
const IN_A_TURN = 10;

/** One question a second for an hour. V8 has optimized what answers them by then. */
const AN_HOUR = 3600;
/** How many each of several clients may ask at once. */
const AT_ONCE = 100;
/** Enough for the audit of an hour's questions to be written, 10 per turn. */
const RECORDED_MS = 6000;

/**
 * Of a Pitwall that was asked some hundred times, and of one that was asked for an hour. V8 optimizes the asking side, and
 * the bare server, before both: they are not what is measured.
 */
export async function questions(rig: AnswersRig, figures: Figures): Promise<void> {
  const bare = await openBareWebsocket();
  for (const line of LINES) {
    bare.answersWith((await asked(rig.socket, line)).text);
    await askForAnHour(bare.socket.url, line);
  }
  for (const line of LINES) await compare(line, { rig, bare, figures, when: '', warmBursts: WARM_BURSTS });
  for (const line of LINES) await askForAnHour(rig.socket.url, line);
  await sleep(RECORDED_MS);
  for (const line of LINES) await compare(line, { rig, bare, figures, when: ', an hour on', warmBursts: 1 });
  await bare.close();
}

interface Comparison {
  readonly rig: AnswersRig;
  readonly bare: BareWebsocket;
  readonly figures: Figures;
  readonly when: string;
  readonly warmBursts: number;
}

async function compare(line: string, { rig, bare, figures, when, warmBursts }: Comparison): Promise<void> {
  bare.answersWith((await asked(rig.socket, line)).text);
  const taken = { bare: [] as number[], pitwall: [] as number[] };
  for (let burst = -warmBursts; burst < BURSTS; burst += 1) {
    await sleep(1050);
    for (let turn = 0; turn < BURST / IN_A_TURN; turn += 1) {
      for (const [side, { socket }] of [['bare', bare] as const, ['pitwall', rig] as const]) {
        for (let time = 0; time < IN_A_TURN; time += 1) {
          const { ms } = await asked(socket, line);
          if (burst >= 0) taken[side].push(ms);
        }
      }
    }
  }
  const [own, other] = [at(taken.pitwall, 0.5), at(taken.bare, 0.5)];
  const beside = `a bare ws server with the same answer ${other.toFixed(3)}, Pitwall ${(own - other).toFixed(3)} more`;
  figures.tell(`websocket ${line}${when}, median`, own, { limit: LIMIT_MS, unit: 'ms', beside });
}

/** By several clients: a single one would run into the rate limit. */
async function askForAnHour(url: string, line: string): Promise<void> {
  for (let left = AN_HOUR; left > 0; left -= AT_ONCE) {
    const socket = new WebSocket(url);
    await once(socket, 'open');
    // Pitwall sends its welcome first.
    await sleep(10);
    for (let time = 0; time < AT_ONCE; time += 1) await asked(socket, line);
    socket.terminate();
  }
}

/** From sending the line to receiving the frame, without the bench's own work. */
function asked(socket: WebSocket, line: string): Promise<{ readonly ms: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    socket.once('message', (data) => {
      const ms = performance.now() - begun;
      const text = String(data);
      // More than fifty a second are refused, and a refusal is much quicker than an answer.
      if (text.includes('Too many lines')) reject(new Error(`"${line}" was refused`));
      else resolve({ ms, text });
    });
    const begun = performance.now();
    socket.send(line);
  });
}
