import { beforeEach, describe, expect, it } from 'vitest';
import { driver, extraInfoRig } from './rig.ts';

const [elena, bea] = [driver(2, 4), driver(3, 5)];

let rig: ReturnType<typeof extraInfoRig>;
beforeEach(() => {
  rig = extraInfoRig();
  rig.session();
  rig.join(elena);
  rig.join(bea);
});

/** The cars that are told of a contact. */
function toldOf(carId = 2): string[] {
  rig.wall(carId);
  return rig.news().map((line) => line.replace(/<.*/, ''));
}

describe('extra information', () => {
  it('goes only to drivers who asked for it', () => {
    expect(toldOf()).toEqual([]);
    rig.actions.optIn(elena);
    expect([toldOf(2), toldOf(3)]).toEqual([['2'], ['2']]);
    rig.actions.optIn(bea);
    rig.actions.optIn(bea);
    expect(toldOf()).toEqual(['2', '3']);
  });

  it('ends when the driver opts out', () => {
    rig.actions.optIn(elena);
    rig.actions.optOut(bea);
    expect(toldOf()).toEqual(['2']);
    rig.actions.optOut(elena);
    rig.actions.optOut(elena);
    expect(toldOf()).toEqual([]);
  });

  it('ends when the driver leaves', () => {
    rig.actions.optIn(elena);
    rig.leave(elena);
    rig.join(elena);
    expect(toldOf()).toEqual([]);
  });

  it('does not go to the next driver of the car', () => {
    rig.actions.optIn(elena);
    rig.join(driver(2, 6));
    expect(toldOf()).toEqual([]);
  });

  it('continues in the next session', () => {
    rig.actions.optIn(elena);
    rig.end();
    rig.session('qualify');
    expect(toldOf()).toEqual(['2']);
  });

  it('continues when Pitwall is killed and restarted', () => {
    rig.actions.optIn(elena);
    rig = rig.reopen();
    expect(toldOf()).toEqual(['2']);
    rig.actions.optOut(elena);
    rig = rig.reopen();
    expect(toldOf()).toEqual([]);
  });

  it('ends with the game server, even for a driver who comes back', () => {
    rig.actions.optIn(elena);
    rig = rig.reopen();
    rig.feed.beginRun();
    rig.session();
    rig.join(elena);
    expect(toldOf()).toEqual([]);
  });

  it('is refused to a driver who is not on the server', () => {
    for (const seat of [driver(4), { ...elena, guid: bea.guid }, { guid: elena.guid }, {}]) {
      expect(() => rig.actions.optIn(seat)).toThrow('You are no longer on the game server.');
    }
    rig.leave(elena);
    expect(() => rig.actions.optIn(elena)).toThrow('You are no longer on the game server');
  });
});
