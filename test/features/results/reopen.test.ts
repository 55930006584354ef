import { describe, expect, it } from 'vitest';
import { nextTurn } from '../../../src/kit/wait.ts';
import { ADA, BOB, penaltyRig } from '../penalties/rig.ts';

const steward = { by: 'The steward', reason: 'contact' };
const ADMIN = { by: 'Chief', byId: 'discord:1', reason: 'the replay shows another car' };

/** A race that is over, with Ada and Bob; Ada won it by a second. */
async function finished() {
  const rig = penaltyRig();
  rig.session('race');
  rig.join(ADA);
  rig.join(BOB);
  for (const lapMs of [90_000, 91_000]) {
    rig.lap(ADA, lapMs);
    rig.lap(BOB, lapMs + 500);
  }
  rig.end('');
  await rig.actions.give(ADA, { type: 'time', amount: 5 }, steward);
  await rig.actions.give(BOB, { type: 'warning' }, steward);
  await rig.settled();
  return rig;
}

describe('a final result that is reopened', () => {
  it('becomes version 2, keeps its penalties and takes new decisions', async () => {
    const rig = await finished();
    const { rows } = await rig.results.finalise('Stig');
    expect(rig.ledger.get(1).state).toBe('applied');
    const open = await rig.results.reopen(1, ADMIN);
    expect(open).toMatchObject({ version: 2, rows, reopened: { by: 'Chief', reason: ADMIN.reason } });
    expect(open.final).toBeUndefined();
    expect([1, 2].map((number) => rig.ledger.get(number).state)).toEqual(['issued', 'issued']);
    expect(rig.ledger.history(1).at(-1)).toMatchObject({ by: 'Chief', reason: ADMIN.reason, state: 'issued' });
    rig.actions.clear(1, steward);
    await rig.settled();
    expect((await rig.results.show()).rows[0]).toMatchObject({ name: 'Ada Quick', position: 1 });
    expect(await rig.results.finalise('Stig')).toMatchObject({ version: 2, final: { by: 'Stig' } });
    expect(rig.ledger.get(1).state).toBe('withdrawn');
    await rig.results.reopen(1, ADMIN);
    expect((await rig.results.show()).version).toBe(3);
  });

  it('gets all of its many penalties back, even if Pitwall is killed meanwhile', async () => {
    const rig = await finished();
    for (let index = 0; index < 20; index += 1) {
      await rig.actions.give(ADA, { type: 'time', amount: 1, session: 1 }, steward);
    }
    await rig.settled();
    const standing = () => rig.actions.list().length;
    await rig.results.finalise('Stig');
    expect(standing()).toBe(0);
    const open = rig.results.reopen(1, ADMIN);
    // The call does not wait for any of them.
    expect(standing()).toBe(0);
    expect((await open).version).toBe(2);
    expect(standing()).toBe(22);
    await rig.settled();
    await rig.results.finalise('Stig');
    rig.silence();
    const killed = rig.results.reopen(1, ADMIN).catch(() => {});
    while (standing() === 0) await nextTurn();
    const after = rig.reopen();
    await killed;
    expect(after.actions.list()).toHaveLength(1);
    after.resume();
    await after.settled();
    expect(after.actions.list()).toHaveLength(22);
    expect(await after.results.show()).toMatchObject({ version: 3, reopened: { by: 'Chief', reason: ADMIN.reason } });
    expect(Object.keys((await after.results.show()).reopened ?? {})).toEqual(['by', 'at', 'reason']);
    const row = after.store.get<{ reopened: string }>('SELECT reopened FROM ended_sessions');
    expect(row?.reopened).not.toContain('finalAt');
  });

  it('is announced once, with who reopened it and why', async () => {
    const rig = await finished();
    await rig.results.finalise('Stig');
    await rig.results.reopen(1, ADMIN);
    const result = { run: 1, session: 1, id: 1, name: 'race', version: 2 };
    expect(rig.told('resultReopened')).toMatchObject([{ ...ADMIN, result }]);
  });

  it('leaves the penalties of another final result as they are', async () => {
    const rig = await finished();
    await rig.results.finalise('Stig');
    rig.session('race', 1);
    rig.lap(ADA);
    rig.lap(BOB);
    await rig.actions.give(BOB, { type: 'time', amount: 3 }, steward);
    rig.end('');
    await rig.settled();
    await rig.results.finalise('Stig');
    await rig.results.reopen(2, ADMIN);
    expect([1, 2, 3].map((number) => rig.ledger.get(number).state)).toEqual(['applied', 'applied', 'issued']);
    expect(rig.ledger.isFinal(1, 1)).toBe(true);
  });

  it('stays reopened after a restart', async () => {
    const rig = await finished();
    await rig.results.finalise('Stig');
    await rig.results.reopen(1, ADMIN);
    expect((await rig.reopen().results.show()).version).toBe(2);
  });

  it('a result that is not final yet cannot be reopened', async () => {
    const rig = await finished();
    await expect(rig.results.reopen(1, ADMIN)).rejects.toThrow(
      'The result of race is not final yet, so there is nothing to reopen.',
    );
    expect(rig.told('resultReopened')).toEqual([]);
  });
});

describe('while the next race runs', () => {
  it('no earlier result is finalised by accident', async () => {
    const rig = await finished();
    rig.session('race', 1);
    const sentence = 'S-2 (race) is not over, so it has no result yet; for the result of race before it use S-1.';
    await expect(rig.results.finalise('Stig')).rejects.toThrow(sentence);
    expect(() => rig.results.openIssues()).toThrow(sentence);
    await expect(rig.results.finalise('Stig', 2)).rejects.toThrow('S-2 (race) is not over, so it has no result yet.');
    expect((await rig.results.finalise('Stig', 1)).final?.by).toBe('Stig');
  });
});
