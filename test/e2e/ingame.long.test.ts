import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { answerOf, openRig, type Pitwall, type Rig } from './rig.ts';

/** Everybody has joined within a second of the start. */
const SPEED = 25;
/** The password of the simulated server. */
const PASSWORD = 'parc-ferme';

/** As in the documentation of the commands: "Billy", connected to car 4. */
const BILLY = { carId: 4, name: 'Billy', guid: '99999999999999999' };
// More than a few lines in five seconds count as noise, so one driver cannot say them all.
const ADMIN = 0;
const DIRECTOR = 1;
const DRIVER = 2;
const LATER_DRIVER = 3;
const PAULA = 6;
const BYSTANDER = 7;

/** Lines that vanilla does not know, and lines that it does not see as commands. */
const BY_PITWALL = ['/kick 4', '/kick 99999999999999999', '!kick Billy', '!kick 4 blocking everyone'] as const;

let rig: Rig;
let pitwall: Pitwall;
beforeAll(async () => {
  rig = await openRig({ speed: SPEED, race: 'driven', settings: { GREETING: 'off' } });
  edit('entry_list.ini', (text) => reservedFor(BILLY, text));
  // No session ends by itself.
  edit('server_cfg.ini', (text) => text.replace(/^TIME=3$/m, 'TIME=600').replace(/^LAPS=6$/m, 'LAPS=500'));
  pitwall = await rig.startPitwall();
  await answerOf(
    rig.discord.person('Ada').slash({ channel: rig.discord.channel('race-control'), path: ['server', 'start'] }),
  );
  await eventually('the start', () => count('serverStarted') === 1);
  await rig.order('calm');
  await eventually('everybody', () => count('driverLoaded') === 8);
});
afterAll(() => rig.close());

const edit = (file: string, change: (text: string) => string): void => {
  const path = join(rig.directory, 'cfg', file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
};
const count = (type: string): number => rig.events().filter((event) => event.type === type).length;
const type = (carId: number, text: string): Promise<void> => rig.order(`say ${carId} ${text}`);
const lines = (begin: string): string[] => rig.serverLog().filter((line) => line.startsWith(begin));
const readIn = (carId: number): string[] => lines(`UDP_PLUGIN: Send chat to car ${carId} MESSAGE: `);

/** Waits until everything this driver typed before is answered: a driver's lines are answered in order. */
async function settle(carId: number): Promise<void> {
  const answers = () => readIn(carId).filter((line) => line.endsWith('You were not linked.')).length;
  const before = answers();
  await type(carId, '!unlink');
  await eventually('an answer', () => answers() > before);
}

/** What somebody has read once everything they typed is answered, without the answer to `settle`. */
async function readAfter(carId: number, ...typed: readonly string[]): Promise<string[]> {
  const before = readIn(carId).length;
  for (const line of typed) await type(carId, line);
  await settle(carId);
  return readIn(carId).slice(before, -1);
}

/** Waits until everything before is stored: an answer does not wait for that, but somebody else's line does. */
async function keepAll(): Promise<void> {
  const before = count('chat');
  await type(BYSTANDER, 'good luck');
  await eventually('a line that is kept', () => count('chat') > before);
}

describe('in the car', () => {
  test('a server admin is an admin for Pitwall too, and only they are told', async () => {
    for (const carId of [ADMIN, DIRECTOR]) {
      expect((await readAfter(carId, `/admin ${PASSWORD}`)).join(' ')).toContain('You are logged in as admin.');
    }
    expect(lines('Making ')).toHaveLength(2);
    expect(lines('UDP_PLUGIN: Broadcast chat')).toEqual([]);
  });

  test('slash commands of other drivers do nothing: /kick and /ban are refused, others ignored', async () => {
    expect(await readAfter(DRIVER, '/next_session', '/ballast 4 50', '/st help', '/whatever')).toEqual([]);
    const answers = (await readAfter(DRIVER, '/kick 4', '/ban Billy')).join(' ');
    expect(answers).toContain('!kick is for stewards; your role here is driver.');
    expect(answers).toContain('!ban is for admins; your role here is driver.');
    expect(answers).toContain('"/admin" and the');
    expect([count('sessionStarted'), lines('Kicking user')]).toEqual([1, []]);
  });

  test.each(['/kick Billy', ...BY_PITWALL])('"%s" by an admin kicks Billy exactly once', async (line) => {
    const [kicks, loaded] = [lines('Kicking user  Billy').length, count('driverLoaded')];
    await type(DIRECTOR, line);
    await eventually('the kick', () => lines('Kicking user  Billy').length > kicks);
    await rig.order(`join "${BILLY.name}" ${BILLY.guid}`);
    await eventually('Billy is back', () => count('driverLoaded') > loaded);
    expect(lines('Kicking user')).toHaveLength(kicks + 1);
  });

  test('only the admin reads answers, and only about kicks made by Pitwall', async () => {
    await settle(DIRECTOR);
    const answers = readIn(DIRECTOR).filter((line) => line.includes('Kicked Billy'));
    expect(answers).toHaveLength(BY_PITWALL.length);
    expect(lines('UDP_PLUGIN: Broadcast chat')).toEqual([]);
  });

  describe('/next_session advances exactly one session', () => {
    async function advancesBy(carId: number): Promise<{ sessions: number; read: string[] }> {
      const before = count('sessionStarted');
      const read = await readAfter(carId, '/next_session');
      await keepAll();
      return { sessions: count('sessionStarted') - before, read };
    }

    test('for an admin who logged in', async () => {
      expect(await advancesBy(ADMIN)).toEqual({ sessions: 1, read: [] });
    });

    test('for a driver who connected with the admin password', async () => {
      await rig.order(`leave ${PAULA}`);
      const loaded = count('driverLoaded');
      await rig.order(`join "Paula" 76561197900009002 ks_mazda_mx5_cup ${PASSWORD}`);
      await eventually('Paula', () => count('driverLoaded') > loaded);
      expect(await advancesBy(PAULA)).toEqual({ sessions: 1, read: [] });
    });

    test('for an admin who logged in before Pitwall restarted', async () => {
      await pitwall.kill();
      pitwall = await rig.startPitwall();
      expect(await advancesBy(ADMIN)).toEqual({ sessions: 1, read: [] });
    });

    test('but not for anybody else', async () => {
      expect(await advancesBy(LATER_DRIVER)).toEqual({ sessions: 0, read: [] });
    });
  });

  test('the password is in no event', () => {
    expect(JSON.stringify(rig.events())).not.toContain(PASSWORD);
  });
});

function reservedFor({ carId, name, guid }: typeof BILLY, list: string): string {
  const [before = '', after = ''] = list.split(`[CAR_${carId}]`);
  const slot = after.replace('DRIVERNAME=', `DRIVERNAME=${name}`).replace('GUID=', `GUID=${guid}`);
  return `${before}[CAR_${carId}]${slot}`;
}
