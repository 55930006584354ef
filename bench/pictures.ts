import { existsSync, readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '../src/kit/clock.ts';
import type { ContactPicture, PictureForm, PictureSample } from '../src/pictures/contactPicture.ts';
import { drawPicture, loadCanvas } from '../src/pictures/draw.ts';
import { Easel } from '../src/pictures/easel.ts';

// What the picture of a contact costs: time of one core, bytes, memory, and how long the rest of Pitwall waits for it.

const GOALS = { still: 40, animation: 60, kib: 80, loopMs: 10, threadMib: 40 } as const;
const rounds = 30;

/** Two cars through a left-hander, and one that goes off and comes back: the widest of the made-up contacts. */
function contact(): ContactPicture {
  const turned = (s: number) => {
    const angle = Math.max(0, Math.min(s, 94)) / 60;
    const beyond = Math.max(0, s - 94);
    return {
      x: Math.min(s, 0) + 60 * Math.sin(angle) + beyond * Math.cos(angle),
      z: -60 * (1 - Math.cos(angle)) - beyond * Math.sin(angle),
      hx: Math.cos(angle),
      hz: -Math.sin(angle),
    };
  };
  const trace = (speed: number, offset: (t: number) => number): PictureSample[] =>
    Array.from({ length: 33 }, (_, index) => {
      const t = -5 + index * 0.245;
      const { x, z, hx, hz } = turned(60 + speed * t);
      return { t, x: x + offset(t) * hz, z: z - offset(t) * hx, vx: speed * hx, vz: speed * hz };
    });
  return {
    title: 'INC-12 · T4 · lap 7',
    place: 'T4',
    line: Array.from({ length: 100 }, (_, index) => turned(-200 + 5 * index)),
    cars: [
      { number: '12', trace: trace(36, () => -1) },
      { number: '7', trace: trace(11, (t) => -10 + 2.2 * Math.min(4.5, Math.max(0, t + 4))) },
    ],
    others: [{ number: '33', trace: trace(40, () => 3) }],
    contact: turned(60),
    errorM: 0.7,
  };
}

const coreMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const isWithin = (what: string, value: number, goal: number, unit: string): boolean => {
  console.log(`${what.padEnd(28)} ${value.toFixed(1).padStart(7)} ${unit.padEnd(4)} goal ${goal} ${unit}`);
  return value <= goal;
};

async function costs(form: PictureForm): Promise<boolean> {
  const canvas = await loadCanvas();
  const picture = contact();
  let bytes = 0;
  for (let round = 0; round < 5; round++) bytes = drawPicture(canvas, form, picture)?.length ?? 0;
  const times = Array.from({ length: rounds }, () => {
    const began = coreMs();
    drawPicture(canvas, form, picture);
    return coreMs() - began;
  });
  const isFast = isWithin(`${form}, of one core`, median(times), GOALS[form], 'ms');
  return isWithin(`${form}, size`, bytes / 1024, GOALS.kib, 'KiB') && bytes > 0 && isFast;
}

const STATUS = '/proc/self/status';

/** Memory of nobody else's: the code of a package, which lies in a file, can be had again and is not in it. */
function ownMib(): number {
  if (!existsSync(STATUS)) return process.memoryUsage().rss / 2 ** 20;
  return Number(/RssAnon:\s+(\d+)/.exec(readFileSync(STATUS, 'utf8'))?.[1]) / 1024;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function longestWaits(work: () => Promise<void>): Promise<{ readonly p99: number; readonly max: number }> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  await pause(200);
  delays.enable();
  await work();
  delays.disable();
  return { p99: delays.percentile(99) / 1e6, max: delays.max / 1e6 };
}

/** With a thread of its own, as Pitwall draws them. */
async function beside(): Promise<boolean> {
  const easel = new Easel({ clock: systemClock, log: { warn: (fields, sentence) => console.log(sentence, fields) } });
  const picture = contact();
  const idle = await longestWaits(() => pause(2000));
  const without = ownMib();
  let taken = 0;
  const drawing = await longestWaits(async () => {
    await easel.draw('still', picture);
    await easel.draw('animation', picture);
    taken = ownMib() - without;
    for (let round = 0; round < 20; round++) await easel.draw(round % 2 === 0 ? 'still' : 'animation', picture);
  });
  await easel.close();
  const isFree = isWithin('the event loop waits, p99', drawing.p99, GOALS.loopMs, 'ms');
  const [inAll, without99] = [drawing.max.toFixed(1), idle.p99.toFixed(1)];
  console.log(`  (longest ${inAll} ms; with nothing to draw p99 ${without99} ms, longest ${idle.max.toFixed(1)} ms)`);
  const isSmall = isWithin('the thread, one of each drawn', taken, GOALS.threadMib, 'MiB');
  console.log(`  (left when it has ended: ${(ownMib() - without).toFixed(1)} MiB)`);
  return isFree && isSmall;
}

// The thread comes first: what the package takes is not in memory before.
const won = [await beside(), await costs('still'), await costs('animation')];
process.exitCode = won.every(Boolean) ? 0 : 1;
