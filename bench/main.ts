/** `npm run bench`, or `npm run bench -- pictures`. Each exits with 1 where its goal is missed. */

const BENCHES: Readonly<Record<string, () => Promise<unknown>>> = {
  codec: () => import('./codec.ts'),
  pictures: () => import('./pictures.ts'),
};

const [name = 'codec'] = process.argv.slice(2);
const bench = BENCHES[name];
if (!bench) throw new Error(`there is no bench ${name}; there are ${Object.keys(BENCHES).join(', ')}`);
await bench();
