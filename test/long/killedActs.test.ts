/** A kill with a command in flight: what was done is reported as done, what was not as not done, and all is kept. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Handle } from '../../sandbox/discord/handle.ts';
import type { EventOf } from '../../src/events/events.ts';
import { answerOf, openRig, type Pitwall, type Rig } from '../e2e/rig.ts';
import { eventually, pause } from '../eventually.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig({ speed: 2 });
});
afterEach(() => rig.close());

/** Milliseconds from the promise of an answer to the kill. */
const KILLS = [0, 2, 6, 15, 40, 120, 600];

const slash = (person: string, name: string, options: Readonly<Record<string, string | number>> = {}) =>
  rig.discord.person(person).slash({ channel: rig.discord.channel('race-control'), path: name.split(' '), options });

const present = (): EventOf<'driverJoined'>['driver'][] => {
  const events = rig.events();
  const gone = events.flatMap((event) => (event.type === 'driverLeft' ? [event.driver.guid] : []));
  return events.flatMap((event) =>
    event.type === 'driverJoined' && event.driver.guid.length === 17 && !gone.includes(event.driver.guid)
      ? [event.driver]
      : [],
  );
};

/** What the answer says about an act: that it was done, that it was not, or that nobody knows. */
function claimOf(answer: string): 'done' | 'not done' | 'not known' {
  expect(answer).not.toMatch(/went wrong in Pitwall/);
  if (/nothing was done/.test(answer)) return 'not done';
  expect(answer, 'it is not to be given again').not.toMatch(/please try again/);
  if (/Not done: /.test(answer)) return 'not done';
  return /not confirmed|not known|does not confirm|still connected/.test(answer) ? 'not known' : 'done';
}

/** Answers yes to the question that a command asks first. */
async function confirmed(person: string, question: Handle): Promise<Handle> {
  await question.done();
  const message = question.reply();
  const [row] = message?.components ?? [];
  const button = row && 'components' in row ? row.components.find((part) => 'custom_id' in part) : undefined;
  const customId = button && 'custom_id' in button ? button.custom_id : '';
  return rig.discord.person(person).click({ message: message?.id ?? '', customId });
}

/** In a race, the command asks first. */
function kicked(guid: string): Handle | Promise<Handle> {
  const [newest] = rig
    .events()
    .flatMap((event) => (event.type === 'sessionStarted' ? [event.facts.kind] : []))
    .slice(-1);
  const handle = slash('Stig', 'kick', { driver: guid });
  return newest === 'race' ? confirmed('Stig', handle) : handle;
}

interface Flight {
  readonly give: () => Handle | Promise<Handle>;
  readonly command: string;
  /** Whether it has happened, according to the game server and the tables. */
  readonly happened: () => boolean;
}

/** @returns what was claimed, and what is true */
async function killedInFlight(pitwall: Pitwall, { give, command, happened }: Flight, afterMs: number) {
  const before = rig.audit().filter((row) => row.command === command).length;
  const handle = await give();
  await handle.until(({ state }) => state !== 'sent');
  await pause(afterMs);
  await pitwall.kill();
  const next = await rig.startPitwall();
  await eventually('the reply', () => handle.state === 'answered', 20_000);
  await eventually('what became of it', () => rig.unanswered() === 0, 20_000);
  const claim = claimOf(await answerOf(handle));
  const isTrue = claim === 'done' ? await eventually('it shows', happened, 10_000).catch(() => false) : happened();
  const rows = rig.audit().filter((row) => row.command === command);
  expect(rows.map(({ outcome }) => outcome)).not.toContain('asked');
  expect(rows.map(({ outcome }) => outcome)).not.toContain('attempting');
  if (isTrue) expect(rows.length, `${command} is kept`).toBe(before + 1);
  return { next, claim, isTrue };
}

function agree({ claim, isTrue }: { claim: string; isTrue: boolean }, when: string): void {
  if (claim === 'not known') return;
  expect(claim, when).toBe(isTrue ? 'done' : 'not done');
}

test('commands in flight are reported truthfully, whenever Pitwall is killed', async () => {
  let pitwall = await rig.startPitwall();
  await answerOf(slash('Ada', 'server start'));
  const claims: string[] = [];
  let laps = 5;
  for (const [index, afterMs] of KILLS.entries()) {
    const driver = await eventually('somebody', () => present()[0], 60_000);
    const left = () => rig.events().some((event) => event.type === 'driverLeft' && event.driver.guid === driver.guid);
    const given = () => rig.events().filter(({ type }) => type === 'penaltyGiven').length;
    laps += 1;
    const [value, penalties] = [laps, given()];
    const flights: Flight[] = [
      {
        command: 'penalty give',
        give: () => slash('Stig', 'penalty give', { driver: driver.guid, type: 'time', amount: 5 }),
        happened: () => given() > penalties,
      },
      {
        command: 'server set',
        give: () => slash('Ada', 'server set', { session: 'RACE', setting: 'laps', value }),
        happened: () => rig.serverCfg().includes(`LAPS=${value}`),
      },
      index % 2 === 0
        ? { command: 'kick', give: () => kicked(driver.guid), happened: left }
        : {
            command: 'ban',
            give: () => confirmed('Ada', slash('Ada', 'ban', { driver: driver.guid, duration: '2h' })),
            happened: () => rig.bans().includes(driver.guid),
          },
    ];
    for (const flight of flights) {
      const { next, claim, isTrue } = await killedInFlight(pitwall, flight, afterMs);
      pitwall = next;
      agree({ claim, isTrue }, `${flight.command} killed after ${afterMs} ms`);
      claims.push(`${flight.command}: ${claim}`);
    }
  }
  expect(claims).toEqual(expect.arrayContaining(['kick: done', 'ban: done', 'penalty give: done', 'server set: done']));
}, 600_000);

test('a game server that was starting during a kill is found again and can be stopped', async () => {
  for (const afterMs of KILLS) {
    const pitwall = await rig.startPitwall();
    const handle = slash('Ada', 'server start');
    await handle.until(({ state }) => state !== 'sent');
    await pause(afterMs);
    await pitwall.kill();
    const next = await rig.startPitwall();
    await eventually('what became of it', () => handle.state === 'answered' && rig.unanswered() === 0, 20_000);
    const claim = claimOf(await answerOf(handle));
    const info = await answerOf(slash('Dora', 'server info'));
    const isRunning = /Running|Starting/.test(info);
    expect([claim, isRunning], `killed after ${afterMs} ms: ${info}`).not.toEqual(['done', false]);
    expect([claim, isRunning], `killed after ${afterMs} ms: ${info}`).not.toEqual(['not done', true]);
    if (isRunning) {
      const stops = rig.events().filter(({ type }) => type === 'serverStopped').length;
      await confirmed('Ada', slash('Ada', 'server stop'));
      await eventually(
        'its end',
        () => rig.events().filter(({ type }) => type === 'serverStopped').length > stops,
        60_000,
      );
    }
    await next.kill();
  }
}, 600_000);
