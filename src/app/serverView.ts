import type { Server } from '../command/app.ts';
import type {
  Called,
  Nameable,
  NameableDecision,
  NameableIncident,
  NamedKind,
  Numbered,
  ServerView,
} from '../command/view.ts';
import type { Decision } from '../events/decision.ts';
import type { Driver } from '../events/driver.ts';
import { type Incident, withNamesakesOf } from '../events/incident.ts';
import type { Penalty } from '../events/penalty.ts';
import { standingAbout } from '../events/standing.ts';
import type { KnownSession } from '../features/calendar/calendar.ts';
import { ContentNames } from '../features/content/names.ts';
import { withContentNames } from '../features/content/naming.ts';
import { likelyInfringement } from '../features/decisions/infringements.ts';
import { withLeagueNames } from '../features/roster/naming.ts';
import { Roster } from '../features/roster/roster.ts';
import { UserError } from '../kit/errors.ts';
import { namesakesIn, toldApart } from '../kit/namesakes.ts';
import { once } from '../kit/once.ts';
import type { RaceState } from '../race/state.ts';
import { decisionInWords } from '../texts/decisions.ts';
import { incidentLabel } from '../texts/incidentLabels.ts';
import { decisionName } from '../texts/names.ts';
import { penaltyLabel } from '../texts/penaltyLabels.ts';
import { proposalLine, proposalName } from '../texts/proposals.ts';
import { sessionLabel } from '../texts/sessionLabels.ts';
import { LateDrivers } from './lateDrivers.ts';

/** The names that people use for drivers, cars and tracks. */
interface ViewNames {
  readonly roster?: Roster | undefined;
  readonly content?: ContentNames | undefined;
}

interface ViewParts extends ViewNames {
  /** Outlives the view. */
  readonly late?: LateDrivers | undefined;
}

/** A server as its readers see it. Each part is read on first access, because some of them are in files. */
export function viewOf(
  server: Omit<Server, 'view'>,
  state: () => RaceState,
  { roster = new Roster(), content = new ContentNames(), late = new LateDrivers(server) }: ViewParts = {},
): ServerView {
  const parts = {
    state: once(state),
    info: once(() => server.info()),
    drivers: once(() => server.drivers().map((row) => calledBoth(row, roster))),
    sessions: once(() => server.sessions()),
    lobby: once(() => server.lobby.info()),
    settableSessions: once(() => unlessRefused(() => server.configuration.sessions())),
    entries: once(() => unlessRefused(() => server.grid.entries())),
  };
  return {
    id: server.id,
    get state() {
      return parts.state();
    },
    get info() {
      return parts.info();
    },
    get drivers() {
      return parts.drivers();
    },
    get sessions() {
      return parts.sessions();
    },
    get lobby() {
      return parts.lobby();
    },
    get settableSessions() {
      return parts.settableSessions();
    },
    grid: {
      get entries() {
        return parts.entries();
      },
    },
    nameable: nameableOn(server, parts.state, { roster, content, late }),
  };
}

/** The most choices that Discord offers. */
const CHOSEN_FROM = 25;

function nameableOn(
  server: Omit<Server, 'view'>,
  state: () => RaceState,
  { roster, content, late }: Required<ViewNames> & { readonly late: LateDrivers },
): Nameable {
  const parts = {
    incidents: once(() =>
      withLeagueNames(roster, server.incidents.list()).map((incident) => nameableIncident(incident, server)),
    ),
    penalties: once(() => numberedPenalties(withLeagueNames(roster, server.penalties.list()))),
    proposals: once(() =>
      withLeagueNames(roster, server.judging.awaiting()).map((each) => ({
        number: each.number,
        name: proposalName(each),
        label: proposalLine(each),
      })),
    ),
    sessions: once(() =>
      server.calendar.newest(CHOSEN_FROM).map((session) => numberedSession(withContentNames(content, session))),
    ),
    recent: once(() => late.of(state()).map((person) => calledBoth(person, roster))),
    involved: once(() => server.incidents.people().map((person) => calledBoth(person, roster))),
  };
  return {
    get incidents() {
      return parts.incidents();
    },
    get decisions() {
      return parts.incidents().flatMap(standingIn);
    },
    get proposals() {
      return parts.proposals();
    },
    get infringements() {
      return server.incidents.infringements();
    },
    get countsPoints() {
      return server.points.areCounted();
    },
    get penalties() {
      return parts.penalties();
    },
    get sessions() {
      return parts.sessions();
    },
    get recent() {
      return parts.recent();
    },
    get involved() {
      return parts.involved();
    },
  };
}

/** Finds an item by its number, whether it is among the newest or not. */
export function namedOn(
  server: Omit<Server, 'view'>,
  { roster = new Roster(), content = new ContentNames() }: ViewNames = {},
): NonNullable<Server['named']> {
  const known = (incident: Incident) => nameableIncident(withLeagueNames(roster, incident), server);
  const find: Readonly<Record<NamedKind, (number: number) => readonly Numbered[]>> = {
    incident: (number) => [known(server.incidents.show(number))],
    decision(number) {
      const incident = server.incidents.ofDecision(number);
      return incident ? standingIn(known(incident)) : [];
    },
    penalty: (number) =>
      numberedPenalties(withLeagueNames(roster, server.penalties.page({ before: number + 1 }).penalties)),
    session: (number) => [numberedSession(withContentNames(content, server.calendar.get(number)))],
  };
  return (kind, number) => unlessRefused(() => find[kind](number)).find((each) => each.number === number);
}

/** Everyone who is known to have driven in a session, by its number; nobody if it does not exist. */
export const droveInOn =
  (server: Omit<Server, 'view'>, { roster = new Roster() }: ViewNames = {}): NonNullable<Server['droveIn']> =>
  (session) =>
    unlessRefused(() => server.incidents.peopleIn(session).map((person) => calledBoth(person, roster)));

const standingIn = ({ drivers }: NameableIncident): readonly NameableDecision[] =>
  drivers.flatMap(({ stands }) => stands ?? []);

const numberedSession = (session: KnownSession): Numbered => ({ number: session.id, label: sessionLabel(session) });

/** People may type either name. */
const calledBoth = <Person extends { readonly guid: string }>(person: Person, roster: Roster): Person & Called => {
  const leagueName = roster.of(person.guid)?.name;
  return leagueName === undefined ? person : { ...person, leagueName };
};

function nameableIncident(incident: Incident, { incidents }: Pick<Server, 'incidents'>): NameableIncident {
  const { number, seen, drivers, decisions } = incident;
  const among = withNamesakesOf(incident);
  return {
    number,
    seen,
    label: incidentLabel(incident),
    infringement: likelyInfringement(incident, incidents.infringements()),
    drivers: drivers.map(({ carId, guid, name, lap }) => {
      const standing = standingAbout(decisions, guid);
      return {
        carId,
        guid,
        name,
        lap,
        stands: standing && nameableDecision(standing, among),
      };
    }),
  };
}

const nameableDecision = (decision: Decision, among: readonly Driver[]): NameableDecision => ({
  number: decision.number,
  name: decisionName(decision),
  label: standsLabel(decision, among),
});

/** "P-17 Otto Falk: 5-second time penalty, by Ada" */
const standsLabel = (decision: Decision, among: readonly Driver[]): string =>
  `${decisionName(decision)} ${toldApart(decision.driver, among)}: ${decisionInWords(decision)}, by ${decision.by}`;

function numberedPenalties(penalties: readonly Penalty[]): Nameable['penalties'] {
  const among = namesakesIn(penalties.map(({ driver }) => driver));
  return penalties.map((penalty) => ({ number: penalty.number, label: penaltyLabel(penalty, among) }));
}

/** A list that is unreachable, or not managed by us, is shown empty. */
function unlessRefused<Row>(read: () => readonly Row[]): readonly Row[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}
