import { possible } from '../../acserver/dialect.ts';
import { checkBallast, checkRestrictor } from '../../acserver/limits.ts';
import { UserError } from '../../errors.ts';
import type { Driver, Ordered } from '../../race/events.ts';
import type { ControlParts } from '../control.ts';
import { nameOf, seatOf } from './seat.ts';

/** @throws UserError when the driver has left, or the server does not take so much */
export async function setBallast(
  parts: ControlParts,
  { driver: target, kg, order }: { readonly driver: Driver; readonly kg: number; readonly order: Ordered },
): Promise<string> {
  possible(parts.wire.dialect, 'ballast');
  checkBallast(kg, parts.loads.limits());
  const driver = seatOf(parts.state(), target);
  mustBeHeard(parts);
  const reply = await parts.loads.set(driver, { ballastKg: kg });
  parts.notice({ type: 'ballastSet', driver, ballastKg: kg, ...order });
  return `${nameOf(driver)} is to carry ${kg} kg of ballast. ${confirmation(reply)}${lasting(driver)}`;
}

/** @throws UserError when the driver has left, or the server does not take so much */
export async function setRestrictor(
  parts: ControlParts,
  { driver: target, percent, order }: { readonly driver: Driver; readonly percent: number; readonly order: Ordered },
): Promise<string> {
  possible(parts.wire.dialect, 'restrictor');
  checkRestrictor(percent, parts.loads.limits());
  const driver = seatOf(parts.state(), target);
  mustBeHeard(parts);
  const reply = await parts.loads.set(driver, { restrictorPercent: percent });
  parts.notice({ type: 'restrictorSet', driver, restrictorPercent: percent, ...order });
  return `${nameOf(driver)} is to have a restrictor of ${percent} %. ${confirmation(reply)}${lasting(driver)}`;
}

const confirmation = (reply: string | undefined): string =>
  reply ? `The server said: ${reply}` : 'Sent; this server does not confirm it.';

/** Whoever has no GUID cannot be known again. */
const lasting = ({ guid }: Driver): string =>
  guid.startsWith('car:') ? ' It ends when the driver leaves.' : ' It stays with the driver until it is set anew.';

/** What nobody hears would be told as sent. */
function mustBeHeard({ state, id }: ControlParts): void {
  if (state().heard !== true) throw new UserError(`The plugin interface of ${id} is silent: nothing was set.`);
}
