import { possible } from '../../acserver/dialect.ts';
import { checkBallast, checkRestrictor, type Load } from '../../acserver/limits.ts';
import type { Driver, Ordered } from '../../events/events.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { UserError } from '../../kit/errors.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import { nameAmong, seatOf } from '../drivers/seat.ts';
import type { Handicaps } from './watch.ts';

/** Ballast and restrictor, as a steward sets them by command. Each returns the result. Refusals are UserErrors. */
export interface HandicapActions {
  setBallast(driver: Driver, kg: number, order: Ordered, attempt?: Attempt): Promise<string>;
  setRestrictor(driver: Driver, percent: number, order: Ordered, attempt?: Attempt): Promise<string>;
}

export interface HandicapParts {
  readonly live: Pick<LiveServer, 'id' | 'dialect' | 'state' | 'limits' | 'notice'>;
  readonly handicaps: Pick<Handicaps, 'set'>;
}

export const handicapActions = (parts: HandicapParts): HandicapActions => ({
  setBallast: (driver, kg, order, attempt) => setBallast(parts, { driver, amount: kg, order, attempt }),
  setRestrictor: (driver, percent, order, attempt) => setRestrictor(parts, { driver, amount: percent, order, attempt }),
});

interface Setting {
  readonly driver: Driver;
  /** Kilograms or percent. */
  readonly amount: number;
  readonly order: Ordered;
  readonly attempt: Attempt | undefined;
}

/** @throws UserError when the driver has left, or the server does not accept that much */
async function setBallast(
  parts: HandicapParts,
  { driver: target, amount: kg, order, attempt }: Setting,
): Promise<string> {
  const { live } = parts;
  possible(live.dialect, 'ballast');
  checkBallast(kg, live.limits());
  const driver = seatHeard(parts, target);
  const told = await tellLoad(parts, { driver, load: { ballastKg: kg }, attempt }, () =>
    live.notice({ type: 'ballastSet', driver, ballastKg: kg, ...order }),
  );
  return `${nameAmong(driver, live.state())} gets ${kg} kg ballast. ${told}${lasting(driver)}`;
}

/** @throws UserError when the driver has left, or the server does not accept that much */
async function setRestrictor(
  parts: HandicapParts,
  { driver: target, amount: percent, order, attempt }: Setting,
): Promise<string> {
  const { live } = parts;
  possible(live.dialect, 'restrictor');
  checkRestrictor(percent, live.limits());
  const driver = seatHeard(parts, target);
  const told = await tellLoad(parts, { driver, load: { restrictorPercent: percent }, attempt }, () =>
    live.notice({ type: 'restrictorSet', driver, restrictorPercent: percent, ...order }),
  );
  return `${nameAmong(driver, live.state())} gets a ${percent} % restrictor. ${told}${lasting(driver)}`;
}

/** Who is there is only known while there is UDP data. */
function seatHeard({ live: { state, id } }: HandicapParts, target: Driver): Driver {
  const driver = seatOf(state(), target);
  if (state().heard !== true) throw new UserError(`No UDP data from ${id}: nothing was set.`);
  return driver;
}

interface Telling {
  readonly driver: Driver;
  readonly load: Partial<Load>;
  readonly attempt: Attempt | undefined;
}

/** Sets the load. If the game server cannot be told now, it is told later, and only then is it announced. */
async function tellLoad(
  { live, handicaps }: HandicapParts,
  { driver, load, attempt }: Telling,
  onTold: () => void,
): Promise<string> {
  const what = `${loadInWords(load)} for ${nameAmong(driver, live.state())}`;
  try {
    const reply = await handicaps.set(driver, load, { onTold, kept: () => attempt?.done(what) });
    return reply ? `The server said: ${reply}` : 'Sent; this server does not confirm it.';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `The game server does not have it yet; Pitwall keeps trying: ${error.message}`;
  }
}

const loadInWords = ({ ballastKg, restrictorPercent = 0 }: Partial<Load>): string =>
  ballastKg === undefined ? `${restrictorPercent} % restrictor` : `${ballastKg} kg ballast`;

/** A driver without a GUID cannot be recognised again. */
const lasting = ({ guid }: Driver): string =>
  guid.startsWith('car:') ? ' It ends when the driver leaves.' : ' It stays with the driver until it is changed.';
