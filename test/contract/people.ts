import type { Dialect } from '../../src/acserver/dialect.ts';
import { type Controlled, controlled } from '../fakes/controlled.ts';

export const billy = { guid: '99999999999999999', name: 'Billy' };
export const keith = { guid: '76561198102064903', name: 'Keith Vernon' };

export const billyIsGone = ({ game, feed }: Controlled) =>
  !game.seats.has(4) && game.seats.has(2) && !feed.state().drivers.has(4);

/** A server of some kind with Billy and Keith on it. */
export async function withPeople(
  dialect: Dialect,
  settings: Parameters<typeof controlled>[1] = {},
): Promise<Controlled> {
  const rig = await controlled(dialect, settings);
  rig.game.join(2, keith);
  rig.game.join(4, billy);
  return rig;
}
