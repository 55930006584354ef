import type { Decision } from '../../events/decision.ts';
import type { EventBody, RaceEvent } from '../../events/events.ts';
import { inPieces } from '../../kit/pieces.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import { peopleOf } from '../../race/people.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Infringement } from '../decisions/infringements.ts';
import { type LicenceRules, NO_LICENCE_RULES } from '../decisions/licence.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { type Holder, type Licence, Licences } from './licences.ts';

export type { Licence } from './licences.ts';

/** Licence points: who has how many, and for what. */
export interface PointsActions {
  /** Whether the league uses points; if so, forms ask for them. */
  areCounted(): boolean;
  /** Drivers with points in force, most points first. */
  all(): Promise<readonly Licence[]>;
  of(driver: Holder): Licence;
}

export interface ServerPoints extends PointsActions {
  /** Points in force, by GUID; without drivers who have none. */
  inForce(guids: readonly string[]): ReadonlyMap<string, number>;
}

/** Each driver takes a few store queries, about a tenth of a millisecond in total. */
const DRIVERS_IN_A_TURN = 20;

export interface PointsNeeds {
  readonly ledger: Ledger;
  readonly calendar: Pick<Calendar, 'of' | 'eventOf' | 'eventsSince'>;
  /** The league's licence rules; none when absent. */
  readonly rules?: LicenceRules | undefined;
  readonly infringements?: readonly Infringement[] | undefined;
}

export type PointsLive = Pick<LiveServer, 'clock' | 'bus' | 'state'>;

/** Licence points on one game server. Stewards are told when a driver reaches a threshold of the league. */
export function openPoints({ clock, bus, state }: PointsLive, needs: PointsNeeds): ServerPoints {
  const { ledger, calendar, rules = NO_LICENCE_RULES, infringements = [] } = needs;
  const { decisions } = ledger;
  const licences = new Licences({
    decisions,
    ledger,
    calendar,
    rules,
    people: () => peopleOf(state()),
    now: () => clock.now(),
  });
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
    inForce: (guids) => licences.inForce(guids),
  };
}

/** The decision whose points count from this event on. */
function givenBy(event: RaceEvent, { decisions }: Pick<Ledger, 'decisions'>): Decision | undefined {
  switch (event.type) {
    case 'penaltyGiven':
      return decisions.get(event.penalty.number);
    // A decision that gives a penalty was handled with the penalty's event.
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
