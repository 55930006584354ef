/** What a program waits for an answer on the websocket, beside a bare server that gives the same one. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { type BareWebsocket, openBareWebsocket } from './bare.ts';
import { at, type Figures } from './figures.ts';
import type { AnswersRig } from './rig.ts';

const LINES = ['server sessions', 'server info'] as const;
const LIMIT_MS = 0.15;

/** A program that asks has asked before: what is read and compiled at the first question is no part of it. */
const WARM_BURSTS = 6;
const BURSTS = 6;
/** No more than are answered: fifty a second, and what was not used of them. */
const BURST = 50;
/** Both sides in turns, so that the machine is as quick for one as for the other; one behind the other within a turn. */
const IN_A_TURN = 10;

/** Who asks once a second for an hour asks so often. What is done that often is compiled by then, on both sides. */
const AN_HOUR = 3600;
/** So many are answered at once to each of several programs. */
const AT_ONCE = 100;
/** By then the answers of an hour are recorded, 10 in a turn. */
const RECORDED_MS = 6000;

/** Of a program that has just begun, and of one that has asked for an hour. */
export async function questions(rig: AnswersRig, figures: Figures): Promise<void> {
  const bare = await openBareWebsocket();
  for (const line of LINES) await compare(line, { rig, bare, figures, when: '', warmBursts: WARM_BURSTS });
  for (const { url } of [bare.socket, rig.socket]) for (const line of LINES) await askForAnHour(url, line);
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

/** As several programs, for no single one is answered that many in a moment. */
async function askForAnHour(url: string, line: string): Promise<void> {
  for (let left = AN_HOUR; left > 0; left -= AT_ONCE) {
    const socket = new WebSocket(url);
    await once(socket, 'open');
    // Pitwall welcomes whoever comes; nobody asks before.
    await sleep(10);
    for (let time = 0; time < AT_ONCE; time += 1) await asked(socket, line);
    socket.terminate();
  }
}

/** From the line to the frame; what the bench does before and after that is no part of it. */
function asked(socket: WebSocket, line: string): Promise<{ readonly ms: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    socket.once('message', (data) => {
      const ms = performance.now() - begun;
      const text = String(data);
      // More than fifty in a second are refused, which takes no time at all.
      if (text.includes('Too many lines')) reject(new Error(`"${line}" was refused`));
      else resolve({ ms, text });
    });
    const begun = performance.now();
    socket.send(line);
  });
}
