import { expect, it } from 'vitest';
import { Closers } from '../../src/kit/closers.ts';

it('closes in reverse order, one after the other, each only once', async () => {
  const closed: string[] = [];
  const closers = new Closers(() => {});
  closers.keep({ close: () => void closed.push('store') });
  closers.keep({
    async close() {
      await Promise.resolve();
      closed.push('server');
    },
  });
  await closers.close();
  await closers.close();
  expect(closed).toEqual(['server', 'store']);
});

it('closes the others if one fails, and reports the failure', async () => {
  const faults: unknown[] = [];
  const closed: string[] = [];
  const closers = new Closers((error) => faults.push(error));
  const fault = new Error('stuck');
  closers.add(() => void closed.push('store'));
  closers.add(async () => {
    throw fault;
  });
  await closers.close();
  expect([closed, faults]).toEqual([['store'], [fault]]);
});
