/**
 * Makes incidents from contacts, in the transaction that journals them. Open incidents are in the table, so a restart
 * between the two reports of one contact changes nothing.
 */
import type { Appeal } from '../../events/appeal.ts';
import type { Decision } from '../../events/decision.ts';
import type { Driver } from '../../events/driver.ts';
import type { EventBody, EventOf, SessionKind } from '../../events/events.ts';
import type { Incident } from '../../events/incident.ts';
import type { Penalty } from '../../events/penalty.ts';
import type { Proposal } from '../../events/proposal.ts';
import { standingAbout } from '../../events/standing.ts';
import { UserError } from '../../kit/errors.ts';
import type { Steps } from '../../kit/pieces.ts';
import { phrase, typed } from '../../kit/sentence.ts';
import type { Bus } from '../../race/bus.ts';
import type { RaceState } from '../../race/state.ts';
import type { Traces } from '../../race/traces.ts';
import { incidentName } from '../../texts/names.ts';
import type { Docket } from '../judging/docket.ts';
import type { Ledger } from '../penalties/ledger.ts';
import type { ContactIncidents } from '../penalties/settings.ts';
import type { Closing } from './closing.ts';
import { CLUSTER_OPEN_MS, isCarContact } from './cluster.ts';
import type { Known } from './evidence.ts';
import { withReportedContact } from './file.ts';
import { AT_ONCE, foldOf } from './fold.ts';
import { wasFirst } from './overtaken.ts';
import { DriverRecords, EVENING_MS, type RecordParts } from './records.ts';
import type { IncidentFacts, IncidentFile, IncidentTable, NumberedFacts } from './table.ts';
import { incidentOf, incidentsOf } from './told.ts';
import { isUnchanged } from './unchanged.ts';

export interface IncidentOptions {
  readonly server: string;
  readonly bus: Pick<Bus, 'durable'>;
  readonly table: IncidentTable;
  readonly ledger: Pick<Ledger, 'decisions' | 'several' | 'isFinal' | 'ofDriver'>;
  readonly docket: Pick<Docket, 'ofIncidents'>;
  /** The appeals against decisions in these; none if absent. */
  readonly appealsIn?: ((numbers: readonly number[]) => readonly Appeal[]) | undefined;
  /** Everyone who is or was lately on the server, to tell namesakes apart. */
  readonly people: () => readonly Driver[];
  /** The licence points of those drivers who have any; absent if the league counts none. */
  readonly pointsOf?: RecordParts['pointsOf'];
  readonly traces: Pick<Traces, 'of'>;
  /** Contacts of cars below this are stored, but not shown. */
  readonly minKmh: number;
  /** Contacts below this share a card, like those of a first lap; 0 for never. */
  readonly foldKmh?: number | undefined;
  /** Contacts that the league's rules call incidents. */
  readonly contactIncidents?: ContactIncidents | undefined;
  /** The sessions in which contacts are incidents; all if absent. */
  readonly incidentsIn?: readonly SessionKind[] | undefined;
  /** What the server cannot execute as it runs now, and why. */
  readonly impossible: () => IncidentFacts['impossible'];
  readonly closing: Pick<Closing, 'begin'>;
  /** More knowledge for the evidence of a contact. */
  readonly known?: Known | undefined;
}

/** A search among all incidents. */
export interface Wanted {
  readonly guid?: string | undefined;
  /** Only those with a lower number. */
  readonly before?: number | undefined;
  readonly isOnFile: (facts: IncidentFacts) => boolean;
  readonly isWanted: (incident: Incident) => boolean;
}

export interface Found {
  readonly incidents: readonly Incident[];
  /** Whether there are no others. */
  readonly isAll: boolean;
}

/** How many files are read at once: the first ones take half a millisecond each, before the code is optimized. */
const PAGE = 10;

/** Call the methods that create or announce something inside a transaction. */
export class Incidents {
  readonly #options: IncidentOptions;
  readonly #records: DriverRecords;

  constructor(options: IncidentOptions) {
    this.#options = options;
    this.#records = new DriverRecords(options);
    options.bus.durable((event, state) => {
      if (event.type === 'contact') return this.#onContact(event, state);
      if (event.type !== 'incidentOpened' && event.type !== 'incidentUpdated') this.#records.forget();
      if (event.type === 'penaltyGiven') return this.#onGiven(event.penalty);
      if (event.type === 'penaltyChanged') return this.#onChanged(event.penalty);
      if (event.type === 'proposalChanged') return this.#onProposal(event.proposal);
      // Incidents are closed and reopened with their result.
      if (event.type === 'resultReopened') return options.closing.begin(event.result);
      const isFinal = event.type === 'classified' && event.classification.final;
      return isFinal ? options.closing.begin(event.classification) : [];
    });
  }

  /** A merged one gives the one it was merged into. @throws UserError for a number not on this server */
  get(number: number): Incident {
    const incident = this.#told(this.file(number));
    if (incident) return incident;
    throw new Error(`${incidentName({ number })} has no number`);
  }

  /** The file of an incident, or of the one it was merged into. */
  file(number: number): IncidentFile {
    const { table, server } = this.#options;
    const file = table.get(number);
    if (!file) {
      throw new UserError(
        phrase`There is no incident ${incidentName({ number })} on ${server}; ${typed('incident list')} shows them all.`,
      );
    }
    const { mergedInto } = file.facts;
    return mergedInto === undefined ? file : this.file(mergedInto);
  }

  /** Newest first. */
  newest(limit: number, guid?: string): Incident[] {
    return incidentsOf(this.#options.table.newest(limit, guid), this.#options);
  }

  /** The drivers of the newest incidents, one after the other. */
  peopleIn(limit: number): Driver[] {
    return this.#options.table.newest(limit).flatMap(({ facts }) => facts.drivers);
  }

  /**
   * Filters by file first, then by what was decided; newest first. Each step looks through some files: if few match,
   * that may be every file there is.
   */
  *find({ guid, before: first, isOnFile, isWanted }: Wanted, limit: number): Steps<Found> {
    const found: Incident[] = [];
    for (let before = first; found.length < limit; ) {
      const page = this.#options.table.newest(PAGE, guid, before);
      const files = page.filter(({ facts }) => isOnFile(facts));
      found.push(...incidentsOf(files, this.#options).filter(isWanted));
      before = page.at(-1)?.number;
      if (page.length < PAGE || before === undefined)
        return { incidents: found.slice(0, limit), isAll: found.length <= limit };
      yield;
    }
    return { incidents: found.slice(0, limit), isAll: false };
  }

  /** The event for a decision that gives no penalty. */
  told(decision: Decision & { readonly incident: number }): EventBody {
    return { type: 'incidentDecided', incident: this.get(decision.incident), decision };
  }

  /** Writes a file, and returns what became of it; a graze is not an incident. */
  keep(file: IncidentFile, isAsked = false): { readonly incident?: Incident; readonly bodies: EventBody[] } {
    const { table } = this.#options;
    const before = file.number === undefined ? undefined : table.get(file.number);
    const number = file.number ?? (isAsked || this.#isTold(file) ? table.nextNumber() : undefined);
    const isCrowded = (): boolean => this.#isCrowded(file);
    const fold = foldOf(file, { before, foldKmh: this.#options.foldKmh ?? 0, isCrowded });
    const written = table.put({ ...file, number, facts: { ...this.#withEarlier(file), fold } });
    const kept = incidentOf(written, this.#options);
    if (!kept) return { bodies: [] };
    // Other penalties of its drivers do not change here: reading them again would be most of the work in a pile-up.
    const incident = this.#records.addedAgain(kept);
    if (!before) return { incident, bodies: [{ type: 'incidentOpened', incident }] };
    // Decisions about it do not change here, either.
    return {
      incident,
      bodies: isUnchanged(before.facts, written.facts) ? [] : [{ type: 'incidentUpdated', incident }],
    };
  }

  /** Counts cards of other incidents that are not shared. */
  #isCrowded({ number, firstAt, facts }: IncidentFile): boolean {
    const since = firstAt - AT_ONCE.withinMs;
    return this.#options.table.ownCards(facts, since, number) >= AT_ONCE.cards;
  }

  #told(file: NumberedFacts): Incident | undefined {
    const incident = incidentOf(file, this.#options);
    return incident && this.#records.addedTo(incident);
  }

  #onContact(event: EventOf<'contact'>, state: RaceState): readonly EventBody[] {
    if (!isCarContact(event)) return [];
    const { table, traces, impossible, known } = this.#options;
    const recent = table.recent(event.run, event.at - CLUSTER_OPEN_MS);
    const open = recent.filter(({ facts }) => facts.session === event.session);
    return this.keep(withReportedContact(open, event, { state, traces, known, impossible: impossible() })).bodies;
  }

  /** A penalty is stored with its decision or not at all, so nobody gives a second one for the same by accident. */
  #onGiven({ incident: number, number: given, driver }: Penalty): readonly EventBody[] {
    if (number === undefined) return [];
    const incident = this.get(number);
    const decision = incident.decisions.find((each) => each.number === given);
    if (!decision) throw new Error(`decision ${given} is not one of ${incidentName(incident)}`);
    const others = incident.decisions.filter((each) => each !== decision);
    const standing = standingAbout(others, driver.guid);
    if (standing && standing.number !== decision.replaces) throw new UserError(wasFirst(standing, incident));
    return [{ type: 'incidentDecided', incident, decision }];
  }

  #onChanged({ number }: Penalty): readonly EventBody[] {
    const incident = this.#options.ledger.decisions.ofPenalty(number)[0]?.incident;
    return incident === undefined ? [] : [{ type: 'incidentUpdated', incident: this.get(incident) }];
  }

  #onProposal({ incident }: Proposal): readonly EventBody[] {
    return incident === undefined ? [] : [{ type: 'incidentUpdated', incident: this.get(incident) }];
  }

  #isTold({ facts: { contacts, reports, sessionKind } }: IncidentFile): boolean {
    const { minKmh, incidentsIn, contactIncidents } = this.#options;
    // If nobody reported the kind of session, it is better to know.
    const isLooked = incidentsIn === undefined || sessionKind === 'other' || incidentsIn.includes(sessionKind);
    const isRuled = contactIncidents?.sessions.some((kind) => kind === sessionKind);
    const fastEnough = (from: number): boolean => contacts.some(({ speedKmh }) => speedKmh >= from);
    return (
      reports.length > 0 ||
      (isLooked && fastEnough(minKmh)) ||
      (isRuled === true && fastEnough(contactIncidents?.fromKmh ?? 0))
    );
  }

  #withEarlier({ facts, firstAt }: IncidentFile): IncidentFacts {
    const { table } = this.#options;
    const guids = facts.drivers.map(({ guid }) => guid);
    const earlier = table.numbersOf(guids, firstAt - EVENING_MS, firstAt);
    const drivers = facts.drivers.map((driver) => ({ ...driver, earlier: earlier.get(driver.guid) ?? [] }));
    return { ...facts, drivers };
  }
}
