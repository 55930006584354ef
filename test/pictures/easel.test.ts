import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/kit/clock.ts';
import { Easel } from '../../src/pictures/easel.ts';
import { dive } from './contacts.ts';

// The thread runs what `npm run build` made.

const program = new URL('../../dist/src/pictures/worker.js', import.meta.url);
const inline = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`);

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function easelWith(url: URL, clock: Pick<typeof systemClock, 'after'> = systemClock) {
  const warned: string[] = [];
  const easel = new Easel({ clock, log: { warn: (_fields, sentence) => warned.push(sentence) }, program: url });
  closers.push(() => easel.close());
  return { easel, warned };
}

describe('the drawing thread', () => {
  it('draws stills and animations, several at once', async () => {
    const { easel, warned } = easelWith(program);
    expect(easel.isOpen).toBe(false);
    const [png, gif, other] = await Promise.all([
      easel.draw('still', dive),
      easel.draw('animation', dive),
      easel.draw('still', dive),
    ]);
    expect(png?.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(gif?.bytes.subarray(0, 3).toString()).toBe('GIF');
    expect(other).toEqual(png);
    expect(warned).toEqual([]);
  });

  it('reads the contact when its turn comes, and refuses a picture if too many are waiting', async () => {
    const { easel, warned } = easelWith(program);
    const asked: number[] = [];
    const wanted = Array.from({ length: 202 }, (_, index) =>
      easel.draw('still', () => {
        asked.push(index);
        return index === 0 ? dive() : undefined;
      }),
    );
    // The first one is being drawn, two hundred wait, and the last one is refused.
    expect(asked).toEqual([0]);
    expect(warned).toEqual(['a picture was not drawn: too many are waiting']);
    expect(await wanted[201]).toBeUndefined();
    const drawn = await Promise.all(wanted);
    expect(drawn.filter((each) => each !== undefined)).toHaveLength(1);
    expect(asked).toEqual(Array.from({ length: 201 }, (_, index) => index));
  });

  it('continues with the next picture after a failure', async () => {
    const { easel, warned } = easelWith(program);
    const unreadable = (): never => {
      throw new Error('the store is gone');
    };
    const unsendable = { ...dive(), title: (() => 'x') as unknown as string };
    const [one, other, last] = await Promise.all([
      easel.draw('still', unreadable),
      easel.draw('still', () => unsendable),
      easel.draw('still', dive),
    ]);
    expect([one, other]).toEqual([undefined, undefined]);
    expect(last?.alt).toContain('Map of the contact: T4.');
    expect(warned).toEqual(['a picture could not be drawn', 'a picture could not be drawn']);
  });

  it('returns nothing if there is nothing to show', async () => {
    const { easel, warned } = easelWith(program);
    const empty = { number: '1', trace: [] };
    expect(await easel.draw('still', () => ({ ...dive(), cars: [empty, empty] }))).toBeUndefined();
    expect(warned).toEqual([]);
  });

  it('ends when idle and starts again when needed', async () => {
    const timers: (() => void)[] = [];
    const { easel } = easelWith(program, {
      after(ms, task) {
        if (ms === 60 * 60_000) timers.push(task);
        return () => {};
      },
    });
    await easel.draw('still', dive);
    expect(easel.isOpen).toBe(true);
    timers.at(-1)?.();
    expect(easel.isOpen).toBe(false);
    expect((await easel.draw('still', dive))?.bytes.length).toBeGreaterThan(1000);
  });

  it('logs once that its packages are missing, and does not try again', async () => {
    const missing = `import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ missing: 'Cannot find package' });`;
    const { easel, warned } = easelWith(inline(missing));
    expect(await Promise.all([easel.draw('still', dive), easel.draw('still', dive)])).toEqual([undefined, undefined]);
    expect(await easel.draw('animation', dive)).toBeUndefined();
    expect(easel.isOpen).toBe(false);
    expect(warned).toEqual(['there will be no pictures: the packages that draw them cannot be used']);
  });

  it.each([
    ['ends', 'process.exit(3)'],
    ['throws', 'throw new Error("no")'],
    ['needs too much memory', 'const all = []; for (;;) all.push(new Array(100000).fill("x" + all.length))'],
  ])('costs only one picture if it %s', async (_name, code) => {
    const { easel, warned } = easelWith(inline(`import 'node:worker_threads'; ${code}`));
    expect(await easel.draw('still', dive)).toBeUndefined();
    expect(warned).toEqual(['a picture could not be drawn']);
    expect(easel.isOpen).toBe(false);
  });

  it('is given up if it takes too long', async () => {
    const { easel, warned } = easelWith(inline('setInterval(() => {}, 1000)'), {
      after: (_ms, task) => {
        setTimeout(task, 20);
        return () => {};
      },
    });
    expect(await easel.draw('still', dive)).toBeUndefined();
    expect(warned).toEqual(['a picture took too long']);
    expect(easel.isOpen).toBe(false);
  });
});
