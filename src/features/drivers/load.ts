import { possible } from '../../acserver/dialect.ts';
import { checkBallast, checkRestrictor, type Load } from '../../acserver/limits.ts';
import type { Driver, Ordered } from '../../events/events.ts';
import { UserError } from '../../kit/errors.ts';
import type { ControlParts } from './control.ts';
import { nameAmong, seatOf } from './seat.ts';

interface Setting {
  readonly driver: Driver;
  readonly order: Ordered;
}

/** @throws UserError when the driver has left, or the server does not take so much */
export async function setBallast(parts: ControlParts, { kg, ...setting }: Setting & { kg: number }): Promise<string> {
  possible(parts.wire.dialect, 'ballast');
  checkBallast(kg, parts.loads.limits());
  const driver = seatHeard(parts, setting.driver);
  const told = await tellLoad(parts, driver, { ballastKg: kg });
  parts.notice({ type: 'ballastSet', driver, ballastKg: kg, ...setting.order });
  return `${nameAmong(driver, parts.state())} is to carry ${kg} kg of ballast. ${told}${lasting(driver)}`;
}

/** @throws UserError when the driver has left, or the server does not take so much */
export async function setRestrictor(
  parts: ControlParts,
  { percent, ...setting }: Setting & { percent: number },
): Promise<string> {
  possible(parts.wire.dialect, 'restrictor');
  checkRestrictor(percent, parts.loads.limits());
  const driver = seatHeard(parts, setting.driver);
  const told = await tellLoad(parts, driver, { restrictorPercent: percent });
  parts.notice({ type: 'restrictorSet', driver, restrictorPercent: percent, ...setting.order });
  return `${nameAmong(driver, parts.state())} is to have a restrictor of ${percent} %. ${told}${lasting(driver)}`;
}

/** Who is there is known only while the plugin interface speaks. */
function seatHeard({ state, id }: ControlParts, target: Driver): Driver {
  const driver = seatOf(state(), target);
  if (state().heard !== true) throw new UserError(`The plugin interface of ${id} is silent: nothing was set.`);
  return driver;
}

/** From here on it is to be so: what could not be told now is told later. */
async function tellLoad({ loads }: ControlParts, driver: Driver, load: Partial<Load>): Promise<string> {
  try {
    const reply = await loads.set(driver, load);
    return reply ? `The server said: ${reply}` : 'Sent; this server does not confirm it.';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `The game server does not know it yet, which is tried again: ${error.message}`;
  }
}

/** Whoever has no GUID cannot be known again. */
const lasting = ({ guid }: Driver): string =>
  guid.startsWith('car:') ? ' It ends when the driver leaves.' : ' It stays with the driver until it is set anew.';
