import { describe, expect, it } from 'vitest';
import { lifeWarning, type Surroundings, surroundings, unitIn } from '../../../src/acserver/process/surroundings.ts';

const plain: Surroundings = {
  pid: 4242,
  invocationId: undefined,
  cgroup: '0::/user.slice/user-1000.slice/session-3.scope\n',
  inContainer: false,
  firstProcess: 'systemd',
  killModeOf: () => undefined,
};
const unit = { ...plain, invocationId: '0'.repeat(32), cgroup: '0::/system.slice/pitwall.service\n' };

describe('the systemd unit in a cgroup', () => {
  it.each([
    ['0::/system.slice/pitwall.service\n', { name: 'pitwall.service', user: false }],
    ['2:cpu:/x\n1:name=systemd:/system.slice/pitwall.service\n0::/\n', { name: 'pitwall.service', user: false }],
    [
      '0::/user.slice/user-1000.slice/user@1000.service/app.slice/pitwall.service\n',
      { name: 'pitwall.service', user: true },
    ],
  ])('is found in %j', (cgroup, expected) => expect(unitIn(cgroup)).toEqual(expected));

  it.each([
    '',
    '0::/\n',
    '0::/user.slice/user-1000.slice/session-3.scope\n',
    '0::/user.slice/user@1000.service/init.scope\n',
  ])('is undefined in %j', (cgroup) => expect(unitIn(cgroup)).toBeUndefined());
});

describe('the warning that the server would end with Pitwall', () => {
  it('is not given if the server outlives Pitwall', () => {
    expect(lifeWarning(plain)).toBeUndefined();
    expect(lifeWarning({ ...unit, killModeOf: () => 'process' })).toBeUndefined();
    expect(lifeWarning({ ...unit, invocationId: undefined })).toBeUndefined();
    expect(lifeWarning({ ...plain, inContainer: true })).toBeUndefined();
  });

  it('names the unit and the missing setting', () => {
    expect(lifeWarning({ ...unit, killModeOf: () => 'control-group' })).toMatch(
      /unit pitwall\.service has KillMode=control-group: .* add KillMode=process/,
    );
    expect(lifeWarning(unit)).toMatch(/unit pitwall\.service may lack KillMode=process/);
  });

  it('asks the systemd instance that runs the unit', () => {
    const asked: unknown[] = [];
    const cgroup = '0::/user.slice/user@1000.service/app.slice/pitwall.service\n';
    lifeWarning({ ...unit, cgroup, killModeOf: (which) => void asked.push(which) });
    expect(asked).toEqual([{ name: 'pitwall.service', user: true }]);
  });

  it('is given in a container if Pitwall is its first process or runs below npm', () => {
    expect(lifeWarning({ ...plain, pid: 1 })).toMatch(/^Pitwall shares a container/);
    expect(lifeWarning({ ...plain, inContainer: true, firstProcess: 'npm start' })).toMatch(/^Pitwall shares/);
  });

  it('can be determined for this machine', () => {
    expect(() => lifeWarning({ ...surroundings(), killModeOf: () => undefined })).not.toThrow();
  });
});
