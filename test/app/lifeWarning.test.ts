import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../src/acserver/process.ts';
import { lifeWarningOf } from '../../src/app/lifeWarning.ts';

const inContainer: Surroundings = {
  pid: 1,
  invocationId: undefined,
  cgroup: '0::/\n',
  inContainer: true,
  firstProcess: 'node',
  killModeOf: () => undefined,
};
const onItsOwn: Surroundings = { ...inContainer, pid: 4242, inContainer: false, firstProcess: 'systemd' };
const managed = { id: 'gt3', directory: '/srv/gt3' };
const external = { id: 'gt4', external: {} };

describe('the warning that stopping Pitwall also stops the game server', () => {
  const told = (servers: readonly object[], around: Surroundings, lifeWarning = true) =>
    lifeWarningOf({ servers: servers as never, lifeWarning }, () => around);

  it('is given if both share a container', () => {
    expect(told([managed], inContainer)).toMatch(/^Pitwall shares a container with the game server/);
    expect(told([external, managed], inContainer)).toMatch(/^Pitwall shares a container/);
  });

  it.each<[string, string | undefined]>([
    ['if they do not share a container', told([managed], onItsOwn)],
    ['for game servers run by somebody else', told([external], inContainer)],
    ['if it is switched off, as in the demo', told([managed], inContainer, false)],
  ])('is not given %s', (_, sentence) => expect(sentence).toBeUndefined());
});
