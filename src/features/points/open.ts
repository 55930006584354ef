import type { Decision } from '../../events/decision.ts';
import type { EventBody, RaceEvent } from '../../events/events.ts';
import { inPieces } from '../../kit/pieces.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Infringement } from '../decisions/infringements.ts';
import { type LicenceRules, NO_LICENCE_RULES } from '../decisions/licence.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { type Licence, Licences } from './licences.ts';

export type { Licence } from './licences.ts';

/** Licence points: who has how many, and for what. */
export interface PointsActions {
  /** Whether the league says anything of points: forms ask for them then. */
  areCounted(): boolean;
  /** Whoever has some in force, those with the most first. */
  all(): Promise<readonly Licence[]>;
  of(driver: { readonly guid: string; readonly name?: string }): Licence;
}

/** Each takes some questions to the store, of a tenth of a millisecond together. */
const DRIVERS_IN_A_TURN = 20;

export interface PointsNeeds {
  readonly ledger: Ledger;
  readonly calendar: Pick<Calendar, 'of' | 'eventOf' | 'eventsSince'>;
  /** What the league says of them; nothing when absent. */
  readonly rules?: LicenceRules | undefined;
  readonly infringements?: readonly Infringement[] | undefined;
}

export type PointsLive = Pick<LiveServer, 'clock' | 'bus'>;

/** Who on one game server has how many; stewards hear when somebody has as many as the league says something about. */
export function openPoints({ clock, bus }: PointsLive, needs: PointsNeeds): PointsActions {
  const { ledger, calendar, rules = NO_LICENCE_RULES, infringements = [] } = needs;
  const { decisions } = ledger;
  const licences = new Licences({ decisions, ledger, calendar, rules, now: () => clock.now() });
  bus.durable((event): readonly EventBody[] => {
    if (rules.thresholds.length === 0) return [];
    const decision = givenBy(event, ledger);
    return decision?.points ? reachedBy(decision, licences) : [];
  });
  const isSaid = needs.rules !== undefined || infringements.some((each) => each.points !== undefined);
  return {
    areCounted: () => isSaid,
    all: () => inPieces(licences.all(), DRIVERS_IN_A_TURN),
    of: (driver) => licences.of(driver),
  };
}

/** The decision that counts from this event on. */
function givenBy(event: RaceEvent, { decisions }: Pick<Ledger, 'decisions'>): Decision | undefined {
  switch (event.type) {
    case 'penaltyGiven':
      return event.penalty.state === 'proposed' ? undefined : decisions.get(event.penalty.number);
    case 'penaltyChanged':
      return event.before.state === 'proposed' && event.penalty.state !== 'withdrawn'
        ? decisions.get(event.penalty.number)
        : undefined;
    // What gives a penalty has been told with that.
    case 'incidentDecided':
      return event.decision.penalty === event.decision.number ? undefined : event.decision;
    default:
      return undefined;
  }
}

function reachedBy(decision: Decision, licences: Licences): readonly EventBody[] {
  const before = licences.before(decision);
  const { points, reached, driver } = licences.of(decision.driver);
  if (!reached || before >= reached.points) return [];
  const { consequence, points: of } = reached;
  return [{ type: 'pointsReached', driver: { ...decision.driver, name: driver.name }, points, of, consequence }];
}
