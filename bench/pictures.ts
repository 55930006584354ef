import '../src/kit/heap.ts';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../src/kit/clock.ts';
import type { PictureForm, PictureMap } from '../src/pictures/contactPicture.ts';
import { loadCanvas, Painter } from '../src/pictures/draw.ts';
import { Easel } from '../src/pictures/easel.ts';
import { Surfaces } from '../src/pictures/surfaces.ts';
import { cardsByTurns, PICTURES_A_ROUND, type Round } from './pictures/cards.ts';
import { contact } from './pictures/contact.ts';
import { mapPng } from './pictures/map.ts';
import { mainThreadSteps } from './pictures/steps.ts';
import { workAsPitwall } from './pictures/work.ts';

// What the picture of a contact costs: processor time, bytes, memory, and how long the rest of Pitwall waits for it.

const GOALS = { still: 40, animation: 60, kib: 80, turnMs: 10, threadMb: 40 } as const;
const rounds = 30;
/** Contacts of a first corner, on several servers at once. */
const BURST = 60;

const coreMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const isWithin = (what: string, value: number, goal: number, unit: string): boolean => {
  console.log(`${what.padEnd(44)} ${value.toFixed(1).padStart(7)} ${unit.padEnd(4)} goal ${goal} ${unit}`);
  return value <= goal;
};

async function costs(form: PictureForm): Promise<boolean> {
  const canvas = await loadCanvas();
  const painter = new Painter(new Surfaces((width, height) => canvas.createCanvas(width, height)));
  const picture = contact();
  let bytes = 0;
  for (let round = 0; round < 5; round++) bytes = painter.draw(form, picture)?.length ?? 0;
  const times = Array.from({ length: rounds }, () => {
    const began = coreMs();
    painter.draw(form, picture);
    return coreMs() - began;
  });
  const isFast = isWithin(`${form}, of one core`, median(times), GOALS[form], 'ms');
  return isWithin(`${form}, size`, bytes / 1024, GOALS.kib, 'KiB') && bytes > 0 && isFast;
}

const STATUS = '/proc/self/status';

/** Private memory: pages of code that can be read again from a file do not count. */
function ownMb(): number {
  if (!existsSync(STATUS)) return process.memoryUsage().rss / 1e6;
  return (Number(/RssAnon:\s+(\d+)/.exec(readFileSync(STATUS, 'utf8'))?.[1]) * 1024) / 1e6;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The peak of drawing as Pitwall does it: all pictures are requested at once and wait in a queue. */
async function burst(what: string, map?: PictureMap): Promise<boolean> {
  workAsPitwall();
  const easel = new Easel({ clock: systemClock, log: console });
  const before = ownMb();
  let most = 0;
  const look = setInterval(() => {
    most = Math.max(most, ownMb() - before);
  }, 2);
  const forms = Array.from({ length: BURST }, (_, index) => (index % 2 === 0 ? 'still' : 'animation'));
  const drawn = await Promise.all(forms.map((form) => easel.draw(form, () => ({ ...contact(), map }))));
  clearInterval(look);
  await easel.close();
  await pause(500);
  const isAll = drawn.every((each) => each !== undefined);
  const isSmall = isWithin(what, most, GOALS.threadMb, 'MB');
  console.log(`  (left when its thread has ended: ${(ownMb() - before).toFixed(1)} MB)`);
  return isAll && isSmall;
}

/** With the largest map that can be drawn on. */
async function burstOverMap(): Promise<boolean> {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
  const path = join(directory, 'map.png');
  const [widthPx, heightPx] = [1500, 1000];
  writeFileSync(path, mapPng(widthPx, heightPx));
  const map = { path, widthPx, heightPx, offsetX: 1000, offsetZ: 750, scale: 1 };
  const isSmall = await burst(`${BURST} at once, over the track's own map`, map);
  rmSync(directory, { recursive: true, force: true });
  return isSmall;
}

async function burstElsewhere(): Promise<boolean> {
  const [code] = await once(fork(fileURLToPath(import.meta.url), ['map']), 'exit');
  return code === 0;
}

/** Cards with pictures in turns with the same cards without, so that both meet the machine in the same state. */
async function beside(): Promise<boolean> {
  const all = await cardsByTurns();
  const middle = (of: readonly Round[], what: keyof Round): number => median(of.map((round) => round[what]));
  const longest = middle(all.with, 'longest');
  const isFree = isWithin('the main thread works without a pause, at most', longest, GOALS.turnMs, 'ms');
  console.log(`  (p99 ${middle(all.with, 'p99').toFixed(1)} ms)`);
  console.log(
    `  (the same cards without pictures: ${middle(all.without, 'longest').toFixed(1)} ms, p99 ${middle(all.without, 'p99').toFixed(1)} ms)`,
  );
  const core = (middle(all.with, 'core') - middle(all.without, 'core')) / PICTURES_A_ROUND;
  console.log(`  (in all ${core.toFixed(2)} ms for a picture)`);
  return isFree;
}

/** Each step of the main thread for the largest pictures: processor time, without the first. */
function stepsOfMainThread(): boolean {
  const steps = mainThreadSteps();
  return steps.map(({ what, ms }) => isWithin(`  ${what}`, ms, GOALS.turnMs, 'ms')).every(Boolean);
}

// One burst per process, so that the package's memory is not already there.
if (process.argv.includes('map')) process.exitCode = (await burstOverMap()) ? 0 : 1;
else {
  const won = [await burst(`${BURST} at once, the thread that draws`), await burstElsewhere()];
  won.push(await beside(), stepsOfMainThread(), await costs('still'), await costs('animation'));
  process.exitCode = won.every(Boolean) ? 0 : 1;
}
