import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cards } from '../../../src/discord/cards/index.ts';

const FOLDER = new URL('../../../src/discord/cards/', import.meta.url);

/** The table of each file that has one: `export const ...Cards`. */
async function tables(): Promise<object[]> {
  const files = readdirSync(FOLDER).filter((name) => name !== 'index.ts');
  const modules = await Promise.all(files.map((name) => import(new URL(name, FOLDER).href) as Promise<object>));
  return modules.flatMap((module) =>
    Object.entries(module).flatMap(([name, table]) => (name.endsWith('Cards') ? [table] : [])),
  );
}

test('the list has the cards of every file, and no event has cards in two of them', async () => {
  const types = (await tables()).flatMap((table) => Object.keys(table));
  expect(types.length).toBeGreaterThan(20);
  expect(types.toSorted()).toEqual(Object.keys(cards).toSorted());
});
