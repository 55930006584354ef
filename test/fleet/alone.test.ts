import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, type Source, sourcesIn } from '../architecture.ts';

const sources = new Map(sourcesIn(['src', 'commands']).map((source) => [source.path, source]));

/** The modules loaded together with it. What `import()` names is loaded only when that is called. */
function loadedBy(source: Source): string[] {
  const lines = source.text.split('\n');
  return importsOf(source)
    .filter(({ isType, line }) => !isType && !lines[line - 1]?.includes('import('))
    .map(({ name }) => name);
}

function allLoadedBy(program: string): ReadonlySet<string> {
  const found = new Set([program]);
  for (const path of found) {
    const source = sources.get(path);
    if (!source) continue;
    for (const name of loadedBy(source)) found.add(name.startsWith('.') ? posix.join(posix.dirname(path), name) : name);
  }
  return found;
}

const ofFleet = (path: string): boolean => /^@nats-io|^src\/fleet\/nats\/|^src\/app\/(?:edge|hub)\//.test(path);

test.each(['src/start.ts', 'src/program.ts'])('%s loads no NATS code', (program) => {
  const loaded = allLoadedBy(program);
  expect(loaded.size).toBeGreaterThan(5);
  expect([...loaded].filter(ofFleet)).toEqual([]);
});

test.each(['src/edge.ts', 'src/hub.ts'])('%s loads the NATS package only when it connects', (program) => {
  const loaded = [...allLoadedBy(program)];
  expect(loaded).toContain('src/fleet/nats/connect.ts');
  expect(loaded.filter((path) => path.startsWith('@nats-io'))).toEqual([]);
});

test('src/edge.ts loads no package that only Discord needs', () => {
  const loaded = [...allLoadedBy('src/edge.ts')];
  const packages = loaded.filter((path) => !path.startsWith('src/') && !path.startsWith('commands/'));
  expect(packages.filter((name) => /^discord|canvas|string-width/.test(name))).toEqual([]);
  expect(allLoadedBy('src/hub.ts')).toContain('discord.js');
});
