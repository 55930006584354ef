import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { nameOf } from '../../../sandbox/discord/route.ts';
import { routes } from '../../../sandbox/discord/routes/index.ts';
import { CALLERS } from '../../judges/callers.ts';

const FOLDER = fileURLToPath(new URL('../../../sandbox/discord', import.meta.url));

it('the routes of the local Discord are exactly those listed with a caller', () => {
  const called = new Set<string>(Object.values(CALLERS).flat());
  expect(routes.map(nameOf).sort()).toEqual([...called].sort());
});

/** What every file in the folder imports from outside; the route files are one level deeper. */
function importedFromOutside(): readonly string[] {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const imports = files.flatMap((name) => {
    const source = readFileSync(join(FOLDER, name), 'utf8');
    return [...source.matchAll(/from '(\.[^']+)'/g)].map(([, path = '']) => join(name, '..', path));
  });
  return [...new Set(imports.filter((path) => path.startsWith('..')))].sort();
}

it('the local Discord imports nothing from the bot except a clock and an error', () => {
  const imported = importedFromOutside();
  expect(imported).not.toEqual([]);
  expect(imported.filter((path) => !/^..\/..\/src\/(kit\/)?(clock|errors)\.ts$/.test(path))).toEqual([]);
});
