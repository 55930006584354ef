import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { report } from '../../commands/report.ts';
import type { Caller } from '../../src/command/caller.ts';
import { inWords } from '../../src/texts/catalogue.ts';
import { english } from '../../src/texts/english/index.ts';
import { caller, driver, fakeServer, worldOf } from '../command/world.ts';
import { car, type IncidentRig } from '../features/incidents/rig.ts';
import { commandsOn, rigWithIncident } from '../features/incidents/world.ts';

const GUID = '76561198000000001';

const formOf = (line: string, who: Partial<Caller>) =>
  worldOf(commands).dispatcher.formOf({ line, caller: caller('driver', who), server: 'gt3', canAsk: true });

describe('the report button', () => {
  it('asks what happened, as it can be pressed by mistake', () => {
    expect(formOf('report', { via: 'component', guid: GUID })?.fields.map(({ name }) => name)).toEqual([
      'words',
      'lap',
    ]);
  });

  it.each([
    ['a driver who has already described it', 'report he hit me', { via: 'component', guid: GUID }],
    ['a driver who types the command', 'report', { via: 'slash', guid: GUID }],
    ['a driver in the car', 'report', { via: 'chat', guid: GUID }],
    ['an unknown driver, who is refused instead', 'report', { via: 'component' }],
  ] as const)('shows no form to %s', (_, line, who) => {
    expect(formOf(line, who)).toBeUndefined();
  });
});

describe('a report', () => {
  let rig: IncidentRig;
  beforeEach(() => {
    rig = rigWithIncident();
  });
  afterEach(() => rig.remove());

  const { world, say } = commandsOn(() => rig);
  const byDriver = (line: string, n = 1) => say(line, 'driver', { via: 'chat', guid: car(n).guid, carId: n });
  const reports = (number: number) =>
    rig.actions.show(number).reports.map(({ against, words }) => [against?.carId, words]);

  it.each([
    ['report', [undefined, '']],
    ['report he dived in', [undefined, 'he dived in']],
    ['report Driver 2 dived in', [2, 'dived in']],
    ['report 2 dived in', [2, 'dived in']],
    ['report 99 laps of this', [undefined, '99 laps of this']],
    ['report lap:1 he dived in', [undefined, 'lap:1 he dived in']],
    ['report "Driver 3"', [3, '']],
  ])('is read in the car: %s', async (line, told) => {
    expect(await byDriver(line)).toBe('text');
    expect(reports(1)).toEqual([told]);
  });

  it('is answered with the driver it names, and the stewards read the other words', async () => {
    const { guid } = car(2);
    rig.tell({ type: 'driverLeft', driver: car(2) });
    rig.tell({ type: 'driverJoined', driver: { carId: 2, guid, name: 'Otto Brandt' }, model: 'abarth500', skin: '' });
    const answerTo = async (line: string) => {
      const outcome = await world().dispatcher.dispatch({
        line,
        caller: caller('driver', { via: 'chat', guid: car(1).guid }),
      });
      return outcome.kind === 'done' && outcome.answer.kind === 'text' && inWords(english, outcome.answer.text);
    };
    expect(await answerTo('report Otto pushed me off in T1')).toBe(
      'Report about Otto Brandt received: INC-1. The stewards will review it.',
    );
    expect(reports(1)).toEqual([[2, 'pushed me off in T1']]);
    expect(await answerTo('report somebody did')).toBe('Report received: INC-1. The stewards will review it.');
  });

  it('is answered with the name of the league, and the car of a driver with a namesake', async () => {
    const rows = [
      driver(car(1)),
      { ...driver(car(2)), leagueName: 'Sam Porter Jr' },
      ...[3, 4].map((n) => ({ ...driver(car(n)), leagueName: 'Bo Falk' })),
    ];
    const { server } = fakeServer('gt3', { incidents: rig.actions, drivers: () => rows, state: rig.feed.state() });
    const answerTo = async (line: string) =>
      await worldOf([report], [server]).dispatcher.dispatch({
        line,
        caller: caller('driver', { via: 'chat', guid: car(1).guid }),
      });
    const against = (name: string) => ({ answer: { text: { params: { against: name } } } });
    expect(await answerTo('report Sam Porter Jr hit me')).toMatchObject(against('Sam Porter Jr'));
    expect(await answerTo('report 3 hit me')).toMatchObject(against('Bo Falk (car 3)'));
  });

  it('takes a driver who has left, in the car and after the race', async () => {
    for (const n of [1, 2]) rig.tell({ type: 'driverLeft', driver: car(n) });
    expect(await byDriver('report Driver 2 dived in')).toBe('text');
    expect(reports(1)).toEqual([[2, 'dived in']]);
    const call = { line: 'report', caller: caller('driver', { guid: car(3).guid, via: 'slash' }) } as const;
    const named = { session: 'S-1', driver: car(2).guid, words: 'and then me' };
    expect(await world().dispatcher.dispatch({ ...call, named })).toMatchObject({
      kind: 'done',
      answer: { text: { params: { incident: 1, against: 'Driver 2' } } },
    });
  });

  it('in the button’s form accepts a lap as a bare number', async () => {
    const call = { line: 'report', caller: caller('driver', { guid: car(1).guid, via: 'component' }) } as const;
    const answer = (lap: string) => world().dispatcher.dispatch({ ...call, named: { words: 'he dived in', lap } });
    expect(await answer('1')).toMatchObject({ kind: 'done' });
    expect(await answer('99')).toMatchObject({
      kind: 'failed',
      sentence: 'There is no lap 99 yet: the race is on lap 1.',
    });
  });

  it('in a form must name a driver who is known', async () => {
    const call = { line: 'report', caller: caller('driver', { guid: car(1).guid }) };
    const { dispatcher } = world();
    expect(await dispatcher.dispatch({ ...call, named: { driver: 'Nobody', words: 'x' } })).toMatchObject({
      kind: 'failed',
    });
    expect(await dispatcher.dispatch({ ...call, named: { driver: car(2).guid, words: 'x' } })).toMatchObject({
      kind: 'done',
      answer: { kind: 'text', text: { key: 'reportTaken', params: { incident: 1, against: 'Driver 2' } } },
    });
  });

  it('from an unlinked account is refused', async () => {
    expect(await say('report', 'driver', { via: 'slash' })).toMatch(/^Not linked to a driver yet/);
    expect(await say('report', 'driver', { via: 'socket' })).toBe('"report" only works on Discord and in the game.');
  });

  it('gets a private answer', () => {
    expect(world().dispatcher.isPrivate('report he dived in', 'driver')).toBe(true);
    expect(world().dispatcher.isPrivate('incident decide 1 2 warning', 'steward')).toBe(true);
  });
});
