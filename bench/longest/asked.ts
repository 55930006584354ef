/** What people and tools ask of a Pitwall with the largest of everything: the longest step of each question. */
import { setTimeout as sleep } from 'node:timers/promises';
import { writeFiles } from './files.ts';
import { type Installed, openInstalled } from './installed.ts';
import { TYPED } from './typed.ts';

/** Until the work that follows an answer is done, ms. */
const AFTER_MS = 150;
/** Until the board is posted and everybody is greeted, ms. */
const SETTLED_MS = 5000;
const TIMES = 3;

const AFTER_A_START = 'behind a start: 60 cars join, and the first board is shown';

const LONGEST_LINE = 64 * 1024 - 100;
const filledWith = (piece: string): string => piece.repeat(LONGEST_LINE / piece.length);

/** The lines that are asked, by their name in the report. */
const ASKED: Readonly<Record<string, string | ((time: number) => string)>> = {
  'server sessions, configuration of 250 kB': 'server sessions',
  'server info': 'server info',
  'server order, 60 cars': 'server order',
  'client_list, 60 cars': 'client_list',
  'server entries, 900 slots': 'server entries',
  'grid entries, 900 slots': 'grid entries',
  'grid order, 900 slots': 'grid order',
  'incident list of 5000': 'incident list',
  'incident list, the older ones': 'incident list INC-2500',
  'incident list of those taken, all looked through': 'incident list mine',
  'incident next of 5000': 'incident next',
  'incident show of 5000': 'incident show 5000',
  'points of 1000 drivers': 'points',
  'penalty list of 5000 that stand': 'penalty list',
  'penalty list, the older ones': 'penalty list P-2500',
  'penalty list of one driver': 'penalty list 76561190000000001',
  'a penalty given': 'penalty give 76561190000000001 time 5 x',
  'results show': 'results show S-50',
  'results export, 60 cars of 960 laps': 'results export S-51',
  'a result made final, the first ever, with 100 penalties': (time) => `results finalise S-${50 - time}`,
  'the same opened again': (time) => `results reopen S-${50 - time} appealed`,
  'somebody banned, blacklist.txt of 1 MB': 'ban 76561192000000001 1h x',
  'somebody unbanned': 'unban 76561192000000001',
  'roster reload, 1 MB': 'roster reload',
  doctor: 'doctor',
  help: 'help',
  subscribe: 'subscribe',
  'the longest line: one word': filledWith('x'),
  'the longest line: words': filledWith('a '),
  'the longest line: quotes': filledWith('"'),
  'the longest line: chat': `say ${filledWith('y ')}`,
};

interface Asking {
  readonly tell: (what: string, times: readonly number[]) => void;
  readonly isWanted: (what: string) => boolean;
}

export async function askAll({ tell, isWanted }: Asking): Promise<void> {
  const rig = await openInstalled(writeFiles);
  const told = async (what: string, ask: (time: number) => Promise<unknown>): Promise<void> => {
    if (isWanted(what)) tell(what, await longest(rig, ask));
  };
  try {
    await sleep(SETTLED_MS);
    const started = await rig.longestMs();
    if (isWanted(AFTER_A_START)) tell(AFTER_A_START, [started]);
    for (const [what, line] of Object.entries(ASKED))
      await told(what, (time) => rig.asked(typeof line === 'string' ? line : line(time)));
    for (const page of ['/metrics', '/healthz'])
      await told(page, async () => (await fetch(new URL(page, rig.health))).text());
    await told('results export, 60 cars of 220 laps, sent to Discord', () =>
      rig.slashed({ path: ['results', 'export'], options: { session: '52' } }),
    );
    for (const [what, use] of Object.entries(TYPED)) await told(`typed: ${what}`, () => rig.typed(use));
    await told('pitwall backup beside it', () => rig.backUp());
    await told('30 contacts in one incident, and what became of the cars', () => rig.pilesUp());
    await told('a session begins, and 60 cars are in it', (time) => rig.begins(1 + time));
  } finally {
    await rig.close();
  }
}

async function longest(rig: Installed, ask: (time: number) => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    await rig.longestMs();
    const answer = await ask(time);
    if (process.env.VERBOSE) console.log(String(answer).slice(0, 200));
    await sleep(AFTER_MS);
    times.push(await rig.longestMs());
  }
  return times;
}
