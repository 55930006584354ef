/** How often the evidence of a contact is right, from duels whose truth is known: `npm run bench -- evidence [DUELS]`. */
import {
  type Case,
  type CaseShape,
  casesOf,
  quantile,
  type Score,
  scoreApex,
  scoreFigures,
  scoreTouch,
} from './evidence/judge.ts';

const SEED = 20_261_121;

const ROWS: readonly (readonly [string, CaseShape])[] = [
  ['as usual: 18 Hz, 10 to 70 ms, 2 % lost', {}],
  ['games feel it up to 20 ms apart', { network: { apartMs: 20 } }],
  ['games feel it up to 50 ms apart', { network: { apartMs: 50 } }],
  ['clients at 30 Hz', { network: { hz: 30 } }],
  ['positions every 250 ms', { network: { intervalMs: 250 } }],
  ['positions every 100 ms', { network: { intervalMs: 100 } }],
  ['places 0.5 m off', { network: { placeErrorM: 0.5 } }],
  ['lines of 10 to 150 ms, 10 % lost', { network: { latencyMs: [10, 150], loss: 0.1 } }],
  ['jitter of 10 ms', { network: { jitterMs: 10 } }],
  ['one game alone tells', { oneSided: true }],
  ['the second game 4 m off', { offM: 4 }],
  ['one car spun by 120 degrees', { spunBy: 120 }],
];

function runEvidence(duels: number): void {
  console.log(`${duels} duels a row, seed ${SEED}\n`);
  console.log(
    '| duels | on one clock | at the apex: rms / p95 | right | silent | within ± | by the reports: speaks | within ± |',
  );
  console.log('|---|---|---|---|---|---|---|---|');
  const rows = ROWS.map(([name, shape]) => [name, casesOf(SEED, duels, shape)] as const);
  for (const [name, cases] of rows) console.log(rowOf(name, cases));
  console.log('\n| figure | rms | p95 | within ± |\n|---|---|---|---|');
  for (const [name, score] of Object.entries(scoreFigures(rows[1]?.[1] ?? []))) console.log(figureRow(name, score));
}

function rowOf(name: string, cases: readonly Case[]): string {
  const clocked = cases.filter(({ evidence }) => evidence.timing === 'contact');
  const [apex, touch] = [scoreApex(clocked), scoreTouch(cases)];
  return `| ${[
    name,
    percent(clocked.length, cases.length),
    apex.errors.length === 0 ? '–' : `${rms(apex.errors)} / ${quantile(apex.errors, 0.95).toFixed(2)} m`,
    percent(apex.right, apex.right + apex.wrong),
    percent(apex.silent, apex.errors.length),
    percent(apex.within, apex.errors.length),
    percent(touch.errors.length, cases.length),
    percent(touch.within, touch.errors.length),
  ].join(' | ')} |`;
}

const figureRow = (name: string, { errors, within }: Score): string =>
  `| ${name} | ${rms(errors)} | ${quantile(errors, 0.95).toFixed(2)} | ${percent(within, errors.length)} |`;

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`);

const rms = (values: readonly number[]): string =>
  Math.sqrt(values.reduce((sum, each) => sum + each * each, 0) / values.length).toFixed(2);

runEvidence(Number(process.argv[3] ?? 400));
