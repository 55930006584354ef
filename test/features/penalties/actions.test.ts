import { describe, expect, it } from 'vitest';
import { DIALECTS } from '../../../src/acserver/dialect.ts';
import { PENALTY_TYPES } from '../../../src/events/penalty.ts';
import { executionOf } from '../../../src/features/penalties/execution.ts';
import { plain } from '../../../src/kit/sentence.ts';
import { ADA, BOB, penaltyRig } from './rig.ts';

const DISQUALIFICATION = { type: 'disqualification' } as const;
const steward = { by: 'The steward', reason: 'contact' };

function race() {
  const rig = penaltyRig();
  rig.session('race');
  rig.join(ADA);
  return rig;
}

/** Ada races against a driver of the same name. */
const NAMESAKE = { carId: 7, guid: '76561198000000007', name: 'Ada Quick' };

describe('a disqualification', () => {
  it('needs a confirmation that names driver and session, unlike a time penalty', () => {
    const rig = race();
    rig.join(BOB);
    const cost =
      'It counts in the result until it is withdrawn, and everyone on the server is told. The car stays on the server: kicking it is a second step.';
    expect(rig.actions.questionBefore(ADA, DISQUALIFICATION)).toBe(`Disqualify Ada Quick from race (S-1)? ${cost}`);
    expect(rig.actions.questionBefore(ADA, { type: 'time', amount: 5 })).toBeUndefined();
    rig.join(NAMESAKE);
    rig.lap(ADA);
    rig.end();
    rig.session('practice');
    // The race before: its result is still open.
    expect(rig.actions.questionBefore({ guid: NAMESAKE.guid }, DISQUALIFICATION)).toBe(
      `Disqualify Ada Quick (car 7) from race (S-1)? ${cost}`,
    );
    expect(rig.ledger.newest(9)).toEqual([]);
  });

  it('is refused without asking for an unknown driver or a final result', async () => {
    const rig = race();
    const unknown = () => rig.actions.questionBefore({ guid: BOB.guid }, DISQUALIFICATION);
    expect(unknown).toThrow(`Nobody with the GUID ${BOB.guid}`);
    rig.lap(ADA);
    rig.end();
    await rig.results.finalise('Stig');
    expect(() => rig.actions.questionBefore(ADA, DISQUALIFICATION)).toThrow('The result of race is final.');
  });
});

describe('sending a disqualified driver away', () => {
  it('is possible only for a disqualification in force', async () => {
    const rig = race();
    await rig.actions.give(ADA, DISQUALIFICATION, steward);
    await rig.actions.give(ADA, { type: 'time', amount: 5 }, steward);
    expect(rig.kicked).toEqual([]);
    expect(rig.actions.disqualified(1, steward).driver).toEqual(ADA);
    expect(() => rig.actions.disqualified(2, steward)).toThrow(
      'P-2 is not an active disqualification (5-second time penalty, issued); to kick anybody else use "kick".',
    );
    rig.actions.clear(1, steward);
    expect(() => rig.actions.disqualified(1, steward)).toThrow('P-1 is not an active disqualification');
    expect(() => rig.actions.disqualified(9, steward)).toThrow('There is no penalty P-9');
  });
});

describe('giving a penalty', () => {
  it('returns drivers with the same name, and adds the car id to the announcement', async () => {
    const rig = race();
    rig.join(NAMESAKE);
    const { namesakes } = await rig.actions.give(ADA, { type: 'drive-through' }, steward);
    expect(namesakes?.every((other) => other.guid === NAMESAKE.guid)).toBe(true);
    expect(namesakes).not.toEqual([]);
    expect(rig.said[0]).toBe('Race control: drive-through for Ada Quick (car 0).');
    rig.join(BOB);
    expect((await rig.actions.give(BOB, { type: 'warning' }, steward)).namesakes).toBeUndefined();
  });

  it.each([
    [{ type: 'ballast' }, 'ballast needs an amount: kg from 1 to 5000'],
    [{ type: 'ballast', amount: 151 }, /^This server allows at most 150 kg ballast/],
    [{ type: 'restrictor', amount: 101 }, /^This server allows at most a 100 % restrictor/],
    [{ type: 'time', amount: 3601 }, 'time needs an amount: seconds from 1 to 3600'],
    [{ type: 'time', amount: 5, laps: 2 }, 'time takes no laps.'],
    [{ type: 'warning', amount: 3 }, 'A warning takes no number'],
    [{ type: 'drive-through', amount: 1, laps: 2 }, 'A drive-through has no amount'],
    [{ type: 'stop-and-go' }, 'stop-and-go needs an amount: seconds from 1 to 3600, such as "stop-and-go 10".'],
    [{ type: 'stop-and-go', amount: 10, laps: 201 }, 'laps must be a whole number from 1 to 200, not 201.'],
    [{ type: 'grid' }, 'grid needs an amount: places from 1 to 99, such as "grid 3".'],
    [{ type: 'grid', amount: 100 }, 'grid needs an amount: places from 1 to 99'],
    [{ type: 'grid', amount: 3, laps: 2 }, 'grid takes no laps.'],
    [{ type: 'reprimand', amount: 3 }, 'A reprimand takes no number'],
    [{ type: 'kick', amount: 3 }, 'A kick takes no number'],
    [{ type: 'disqualification', laps: 3 }, 'A disqualification takes no number'],
    [{ type: 'drive-through', amount: 201 }, 'laps must be a whole number from 1 to 200, not 201.'],
  ] as const)('refuses %j', async (order, sentence) => {
    const rig = race();
    await expect(rig.actions.give(ADA, order, steward)).rejects.toThrow(sentence);
    expect(rig.ledger.newest(9)).toEqual([]);
  });

  it.each([
    [
      { type: 'drive-through', amount: 5 },
      { amount: 0, laps: 5 },
      'A drive-through has no amount, so 5 counts as the race laps',
    ],
    [{ type: 'drive-through', laps: 5 }, { amount: 0, laps: 5 }, undefined],
    [{ type: 'drive-through' }, { amount: 0, laps: 2 }, undefined],
    [{ type: 'stop-and-go', amount: 5 }, { amount: 5, laps: 2 }, undefined],
    [{ type: 'time', amount: 5 }, { amount: 5 }, undefined],
    [{ type: 'grid', amount: 5 }, { amount: 5 }, undefined],
    [{ type: 'ballast', amount: 5 }, { amount: 5 }, undefined],
    [{ type: 'restrictor', amount: 5, laps: 3 }, { amount: 5, laps: 3 }, undefined],
  ] as const)('explains the number of %j if it is not an amount', async (order, size, said) => {
    const { penalty, note = '' } = await race().actions.give(ADA, order, steward);
    expect(penalty).toMatchObject(size);
    if (said === undefined) expect(note).not.toContain('has no amount');
    else expect(note).toContain(`${said} to serve it within.`);
  });

  it('names the commands that apply a grid drop, as commands', async () => {
    const { note = '' } = await race().actions.give(ADA, { type: 'grid', amount: 5 }, steward);
    expect(plain(note)).toBe(
      'It applies to the grid of a later race: "grid finish" and "grid reverse" apply it, and "grid order" shows it.',
    );
    expect(note).toContainEqual({ line: 'grid finish' });
  });

  it('works for a driver who has left, but not for one never seen', async () => {
    const rig = race();
    rig.lap(ADA);
    rig.leave(ADA);
    const { penalty } = await rig.actions.give({ guid: ADA.guid }, { type: 'time', amount: 5 }, steward);
    expect(penalty.driver).toEqual(ADA);
    await expect(rig.actions.give({ guid: BOB.guid }, { type: 'time', amount: 5 }, steward)).rejects.toThrow(
      `Nobody with the GUID ${BOB.guid} has been on this server recently.`,
    );
  });

  it('stores it with its history, across a restart', async () => {
    const before = race();
    await before.actions.give(ADA, { type: 'drive-through', laps: 3 }, steward);
    const rig = before.reopen();
    rig.actions.clear(1, { by: 'Another', reason: 'racing incident' });
    expect(rig.ledger.get(1)).toMatchObject({ state: 'withdrawn', laps: 3, by: 'The steward', reason: 'contact' });
    expect(rig.ledger.history(1)).toMatchObject([
      { state: 'serving', by: 'The steward', reason: 'contact' },
      { state: 'withdrawn', by: 'Another', reason: 'racing incident' },
    ]);
  });

  it('tells the second of two stewards what the first did', async () => {
    const rig = race();
    await rig.actions.give(ADA, { type: 'drive-through' }, steward);
    rig.actions.served(1, { by: 'One' });
    expect(() => rig.actions.served(1, { by: 'Two' })).toThrow('One already marked P-1 as served (D-2).');
    expect(() => rig.actions.served(1, { by: 'Two', seen: 2 })).toThrow('P-1 cannot be served: it is served.');
    expect(() => rig.actions.clear(99, { by: 'Two' })).toThrow('There is no penalty P-99 on main');
  });

  it('gives nothing if it cannot be stored', async () => {
    const rig = race();
    rig.feed.bus.durable(({ type }) => {
      if (type === 'penaltyGiven') throw new Error('the disk is full');
      return undefined;
    });
    await expect(rig.actions.give(ADA, { type: 'time', amount: 5 }, steward)).rejects.toThrow('the disk is full');
    expect(rig.ledger.newest(9)).toEqual([]);
    expect(rig.told('penaltyGiven')).toEqual([]);
  });
});

describe('the penalties a server carries out by itself', () => {
  it.each(DIALECTS)('on %s are ballast, restrictor and kick', (dialect) => {
    const own = PENALTY_TYPES.filter((type) => executionOf(type, dialect).by === 'server');
    expect(own).toEqual(['ballast', 'restrictor', 'kick']);
  });

  it('all other penalties explain in a sentence how they are carried out', () => {
    for (const type of PENALTY_TYPES) {
      for (const dialect of DIALECTS) {
        const execution = executionOf(type, dialect);
        if (execution.by === 'pitwall') expect(plain(execution.how)).toMatch(/^(?:[A-Z]|acServer).*\.$/);
      }
    }
    expect(executionOf('time', 'assettoserver').how).toContain('no results file');
  });
});
