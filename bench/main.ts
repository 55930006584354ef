// npm run bench: how fast datagrams are decoded. -- start: what a start with a million events takes. -- evidence: how
// right the evidence of contacts is. -- pictures: what the picture of a contact costs. -- board: what the board of a race costs.

const BENCHES: Readonly<Record<string, () => Promise<unknown>>> = {
  codec: () => import('./codec.ts'),
  start: () => import('./start.ts'),
  positions: () => import('./positions.ts'),
  receive: () => import('./receive.ts'),
  pictures: () => import('./pictures.ts'),
  evidence: () => import('./evidence.ts'),
  board: () => import('./board.ts'),
};

const [which = 'codec'] = process.argv.slice(2);
const bench = BENCHES[which];
if (bench) await bench();
else {
  console.error(`There is no measurement ${which}; there are ${Object.keys(BENCHES).join(', ')}.`);
  process.exitCode = 2;
}
