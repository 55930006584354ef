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

describe('that the end of Pitwall would be the end of the game server is told', () => {
  const told = (servers: readonly object[], around: Surroundings, lifeWarning = true) =>
    lifeWarningOf({ servers: servers as never, lifeWarning }, () => around);

  it('where both share a container', () => {
    expect(told([managed], inContainer)).toMatch(/^Pitwall shares a container with the game server/);
    expect(told([external, managed], inContainer)).toMatch(/^Pitwall shares a container/);
  });

  it.each<[string, string | undefined]>([
    ['where they do not', told([managed], onItsOwn)],
    ['of game servers that others run', told([external], inContainer)],
    ['to whoever has switched it off, as the demo has', told([managed], inContainer, false)],
  ])('not %s', (_, sentence) => expect(sentence).toBeUndefined());
});
