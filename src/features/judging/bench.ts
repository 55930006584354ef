/**
 * Who may judge. Nothing is decided without a Judge, which only the bench makes: it looks whether somebody is in it
 * themselves when they ask, and once more as each decision is written.
 */
import type { Driver } from '../../events/driver.ts';
import type { Ordered } from '../../events/events.ts';
import type { Proposal, Settlement } from '../../events/proposal.ts';
import { UserError } from '../../kit/errors.ts';
import { incidentName } from '../../texts/names.ts';
import type { People } from './people.ts';

type Named = Pick<Driver, 'guid' | 'name'>;

/** Somebody who wants to judge, as their front end knows them. */
export interface Official extends Ordered {
  /** An admin may judge what they are in themselves, with a reason. */
  readonly isAdmin?: true | undefined;
}

/** What is judged, as far as it matters who does. */
export interface Matter {
  /** The session that it belongs to; absent for something that nobody has kept yet. */
  readonly run?: number | undefined;
  readonly session?: number | undefined;
  readonly incident?: number | undefined;
  /** About whom it is, beside those in the incident. */
  readonly drivers: readonly Named[];
}

/** What is on file about who met whom. */
export interface Encounters {
  /** An incident, or the one that it became a part of. */
  incident(number: number): { readonly number: number; readonly drivers: readonly Named[] };
  /** Whether two touched, or were in an incident together, in that session; the incident where there is one. */
  together(place: Place, one: string, other: string): { readonly incident?: number | undefined } | undefined;
}

interface Place {
  readonly run: number;
  readonly session: number;
}

/** Who judged, as a row says it. */
export interface Signature {
  readonly by: string;
  readonly byId: string;
  /** Why an admin judged although they were in it. */
  readonly despite?: string | undefined;
}

export interface BenchParts {
  readonly people: Pick<People, 'guidsOf'>;
  readonly encounters: Encounters;
}

/** Why somebody judges what they are in, where they are. Throws UserError where they must not. */
type DespiteOf = (matter: Matter) => string | undefined;

/** The second of two stewards, and what they stand by. */
interface Seconding {
  readonly proposal: Proposal;
  readonly settled: Settlement;
}

/** Somebody, or a rule, that was let in to judge. Its private part keeps everybody from making one up. */
class AdmittedJudge {
  readonly by: string;
  /** Empty where nothing says who it is. */
  readonly byId: string;
  readonly isRule: boolean;
  /** What is confirmed by that; absent for what somebody decides by themselves. */
  readonly seconds: Seconding | undefined;
  readonly #despiteOf: DespiteOf;

  constructor({ by, byId }: Signature, despiteOf: DespiteOf | 'rule', seconds?: Seconding) {
    this.by = by;
    this.byId = byId;
    this.isRule = despiteOf === 'rule';
    this.seconds = seconds;
    this.#despiteOf = despiteOf === 'rule' ? () => undefined : despiteOf;
  }

  /**
   * To be called in the transaction that writes it.
   *
   * @throws UserError where they are in it
   */
  sign(matter: Matter): Signature {
    return { by: this.by, byId: this.byId, despite: this.#despiteOf(matter) };
  }

  may(matter: Matter): boolean {
    try {
      this.sign(matter);
      return true;
    } catch (error) {
      if (error instanceof UserError) return false;
      throw error;
    }
  }
}

export type Judge = AdmittedJudge;

/** A rule of ours, or the server manager: nobody's friend. */
export const byRule = (by: string, byId = ''): Judge => new AdmittedJudge({ by, byId }, 'rule');

export class Bench {
  readonly #parts: BenchParts;

  constructor(parts: BenchParts) {
    this.#parts = parts;
  }

  /** @throws UserError for somebody who is in one of these, unless they are an admin and say why they judge it */
  judge(official: Official, ...matters: readonly Matter[]): Judge {
    const { by, byId = '' } = official;
    const judge = new AdmittedJudge({ by, byId }, (matter) => this.#despite(official, matter));
    for (const matter of matters) judge.sign(matter);
    return judge;
  }

  /**
   * Who has proposed something, and who confirms it: neither may be in it.
   *
   * @throws UserError where one of them is
   */
  both(proposal: Proposal, second: Official, settled: Settlement): Judge {
    const { by, byId, despite } = proposal;
    const first: Official = { by, byId, reason: despite, isAdmin: despite === undefined ? undefined : true };
    const judge = new AdmittedJudge(
      { by, byId },
      (matter) => {
        this.#despite(second, matter);
        if (despite !== undefined || this.#involvement(byId, matter) === undefined) return this.#despite(first, matter);
        throw new UserError(`${by}, who proposed it, is now involved in it: reject it. Nothing was done.`);
      },
      { proposal, settled },
    );
    judge.sign(matterOfProposal(proposal));
    return judge;
  }

  #despite({ byId = '', isAdmin, reason }: Official, matter: Matter): string | undefined {
    const why = this.#involvement(byId, matter);
    if (why === undefined) return undefined;
    if (!isAdmin) throw new UserError(`${why}, so another steward has to judge it. Nothing was done.`);
    if (reason) return reason;
    throw new UserError(`${why}. As an admin you can still judge it, with a reason. Nothing was done.`);
  }

  /** "You are in INC-3 yourself, as Otto Falk"; undefined for somebody who has no part in it. */
  #involvement(id: string, { run, session, incident, drivers }: Matter): string | undefined {
    const { people, encounters } = this.#parts;
    const own = people.guidsOf(id);
    if (own.size === 0) return undefined;
    const isOwn = ({ guid }: Pick<Driver, 'guid'>): boolean => own.has(guid);
    const met = incident === undefined ? undefined : encounters.incident(incident);
    const inIt = met?.drivers.find(isOwn);
    if (met && inIt) return `You are involved in ${incidentName(met)}, as ${nameOf(inIt)}`;
    const self = drivers.find(isOwn);
    if (self) return `That is about you, ${nameOf(self)}`;
    if (incident !== undefined || run === undefined || session === undefined) return undefined;
    return drivers.map((driver) => this.#encounter({ run, session }, own, driver)).find((found) => found);
  }

  /** What belongs to no incident may still be about a contact of theirs. */
  #encounter(place: Place, own: ReadonlySet<string>, driver: Named): string | undefined {
    const found = [...own].flatMap((guid) => this.#parts.encounters.together(place, guid, driver.guid) ?? [])[0];
    if (!found) return undefined;
    const { incident } = found;
    const what = incident === undefined ? 'touched' : `were in ${incidentName({ number: incident })} together`;
    return `You and ${nameOf(driver)} ${what} in that session`;
  }
}

export const matterOfProposal = ({ run, session, incident, drivers }: Proposal): Matter => ({
  run,
  session,
  incident,
  drivers,
});

const nameOf = ({ guid, name }: Named): string => name || guid;
