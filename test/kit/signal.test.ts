import { expect, it } from 'vitest';
import { Signal } from '../../src/kit/signal.ts';

it('calls listeners in the order they were added, until they stop', () => {
  const heard: string[] = [];
  const signal = new Signal<number>();
  const stop = signal.listen((value) => heard.push(`first ${value}`));
  signal.listen((value) => heard.push(`second ${value}`));
  signal.tell(1);
  expect([stop(), stop()]).toEqual([true, false]);
  signal.tell(2);
  expect(heard).toEqual(['first 1', 'second 1', 'second 2']);
});
