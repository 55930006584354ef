import { type MemoryRig, openMemoryRig, type Racing } from './memory/rig.ts';

// The memory of the whole process as the system sees it: by servers, by cars, and by hours of one race. Each row of servers
// and cars is its own Pitwall, measured after some seconds of racing. The hours are one Pitwall whose clocks run SPEED times
// as fast, as do its races and Discord's limits. The cars touch too lightly for a picture.
// `npm run bench -- memory hours` runs one part.

/** Of driving, before the memory is read. */
const SECONDS = Number(process.env.SECONDS ?? 12);
/** An hour takes a minute. */
const SPEED = Number(process.env.SPEED ?? 60);
const HOURS = [0.1, 0.3, 1];

/** MB, by the number of servers. */
const LIMITS: Readonly<Record<number, number>> = { 1: 130, 25: 200 };

const missed: string[] = [];

const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  servers: () => rows([1, 5, 25].map((servers) => ({ servers, cars: 40, speed: 1 }))),
  cars: () => rows([10, 20, 40].map((cars) => ({ servers: 1, cars, speed: 1 }))),
  hours,
};

const chosen = process.argv.slice(3);
for (const [name, part] of Object.entries(PARTS)) if (chosen.length === 0 || chosen.includes(name)) await part();
if (missed.length > 0) console.log(`missed: ${missed.join('; ')}`);
process.exit(missed.length === 0 ? 0 : 1);

async function rows(all: readonly Racing[]): Promise<void> {
  for (const racing of all) {
    const rig = await openMemoryRig(racing);
    await rig.driveUntil(SECONDS);
    tell(`${racing.servers} x ${racing.cars} cars, ${SECONDS} s`, rig, LIMITS[racing.servers]);
    await rig.close();
  }
}

async function hours(): Promise<void> {
  const rig = await openMemoryRig({ servers: 1, cars: 40, speed: SPEED });
  for (const each of HOURS) {
    await rig.driveUntil(each * 3600);
    tell(`1 x 40 cars, ${each} h at ${SPEED} times speed`, rig, LIMITS[1]);
  }
  await rig.close();
}

function tell(what: string, { program }: MemoryRig, limit = Number.POSITIVE_INFINITY): void {
  const [all, own] = [program.memory(), program.own()];
  if (all === undefined || own === undefined) throw new Error('the system does not say what a program takes');
  const held = Number.isFinite(limit) ? ` (limit ${limit})` : '';
  console.log(`${what.padEnd(36)} ${mb(all)} MB${held}, of which ${mb(all - own)} are read from files`);
  if (all / 1e6 > limit) missed.push(what);
}

function mb(bytes: number): number {
  return Math.round(bytes / 1e6);
}
