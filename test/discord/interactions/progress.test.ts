import { expect, test } from 'vitest';
import { ProgressNotes } from '../../../src/discord/interactions/progress.ts';
import { FakeClock } from '../../fakes/clock.ts';

function notes() {
  const clock = new FakeClock();
  const shown: string[] = [];
  return { clock, shown, progress: new ProgressNotes(clock, async (note) => shown.push(note)) };
}

test('the first note is shown at once, then the newest one once a second', () => {
  const { clock, shown, progress } = notes();
  for (const note of ['starting', 'loading', 'waiting']) progress.note(note);
  expect(shown).toEqual(['starting']);
  clock.advance(999);
  expect(shown).toEqual(['starting']);
  clock.advance(1);
  expect(shown).toEqual(['starting', 'waiting']);
  clock.advance(5000);
  progress.note('up');
  expect(shown).toEqual(['starting', 'waiting', 'up']);
});

test('no note is shown after the end', async () => {
  const { clock, shown, progress } = notes();
  progress.note('starting');
  progress.note('waiting');
  await progress.end();
  progress.note('late');
  clock.advance(5000);
  expect(shown).toEqual(['starting']);
});

test('the end waits for a note still being sent', async () => {
  let arrive = (): void => {};
  const progress = new ProgressNotes(new FakeClock(), () => new Promise<void>((resolve) => (arrive = resolve)));
  progress.note('starting');
  let hasEnded = false;
  const ended = progress.end().then(() => (hasEnded = true));
  await Promise.resolve();
  expect(hasEnded).toBe(false);
  arrive();
  await ended;
});
