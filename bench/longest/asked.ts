/** What people and tools ask of a Pitwall that has the largest of everything around it: the longest step of each. */
import { setTimeout as sleep } from 'node:timers/promises';
import { writeFiles } from './files.ts';
import { type Installed, openInstalled } from './installed.ts';

/** Until what follows an answer is over, ms. */
const AFTER_MS = 150;
/** The board has been shown, and everybody greeted. */
const SETTLED_MS = 5000;
const TIMES = 3;

const LONGEST_LINE = 64 * 1024 - 100;
const filledWith = (piece: string): string => piece.repeat(LONGEST_LINE / piece.length);

/** What is asked, by what the bench calls it. */
const ASKED: Readonly<Record<string, string>> = {
  'server sessions, configuration of 250 kB': 'server sessions',
  'server info': 'server info',
  'server order, 60 cars': 'server order',
  'client_list, 60 cars': 'client_list',
  'server entries, 900 slots': 'server entries',
  'grid entries, 900 slots': 'grid entries',
  'grid order, 900 slots': 'grid order',
  'incident list of 5000': 'incident list',
  'incident show of 5000': 'incident show 5000',
  'points of 1000 drivers': 'points',
  'penalty list of 5000 that stand': 'penalty list',
  'penalty list of one driver': 'penalty list 76561190000000001',
  'a penalty given': 'penalty give 76561190000000001 time 5 x',
  'somebody banned, blacklist.txt of 1 MB': 'ban 76561192000000001 1h x',
  'somebody unbanned': 'unban 76561192000000001',
  'roster reload, 1 MB': 'roster reload',
  doctor: 'doctor',
  help: 'help',
  'the longest line: one word': filledWith('x'),
  'the longest line: words': filledWith('a '),
  'the longest line: quotes': filledWith('"'),
  'the longest line: chat': `say ${filledWith('y ')}`,
};

export async function askAll(tell: (what: string, ms: number) => void): Promise<void> {
  const rig = await openInstalled(writeFiles);
  try {
    await sleep(SETTLED_MS);
    for (const [what, line] of Object.entries(ASKED)) tell(what, await longest(rig, () => rig.asked(line)));
    tell('/metrics', await longest(rig, async () => (await fetch(rig.metrics)).text()));
  } finally {
    await rig.close();
  }
}

async function longest(rig: Installed, ask: () => Promise<unknown>): Promise<number> {
  let most = 0;
  for (let time = 0; time < TIMES; time += 1) {
    await rig.longestMs();
    await ask();
    await sleep(AFTER_MS);
    most = Math.max(most, await rig.longestMs());
  }
  return most;
}
