// Compares every fixture of the project with the collection it was copied from: node scripts/compareFixtures.mjs DIR
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const [collection] = process.argv.slice(2);
if (!collection) {
  console.error('Name the directory of the collection.');
  process.exit(2);
}

const filesIn = (directory) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^README/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

const byName = new Map();
for (const path of filesIn(collection)) byName.set(basename(path), [...(byName.get(basename(path)) ?? []), path]);

const copies = ['test/fixtures', 'sandbox/recordings'].filter((each) => existsSync(each)).flatMap(filesIn);
const changed = copies.filter((path) => {
  const candidates = byName.get(basename(path)) ?? [];
  return candidates.length > 0 && !candidates.some((each) => readFileSync(each).equals(readFileSync(path)));
});
const own = copies.filter((path) => !byName.has(basename(path)));
console.log(
  `${copies.length - own.length} copied fixtures compared, ${changed.length} changed, ${own.length} of our own`,
);
for (const path of changed) console.error(`changed: ${path}`);
process.exit(changed.length > 0 ? 1 : 0);
