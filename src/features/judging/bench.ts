/**
 * Who may judge. Nothing is decided without a Judge, which only the bench creates. It checks whether somebody is
 * involved themselves when they ask, and again as each decision is written.
 */
import type { Driver } from '../../events/driver.ts';
import type { Ordered } from '../../events/events.ts';
import type { Proposal, Settlement } from '../../events/proposal.ts';
import { InputError, UserError } from '../../kit/errors.ts';
import { incidentName } from '../../texts/names.ts';
import type { People } from './people.ts';

type Named = Pick<Driver, 'guid' | 'name'>;

/** Somebody who wants to judge, as their front end knows them. */
export interface Official extends Ordered {
  /** An admin may judge what they are involved in, with a reason. */
  readonly isAdmin?: true | undefined;
}

/** What is judged, as far as it matters for who may judge it. */
export interface Matter {
  /** Its session; absent for something that is not stored yet. */
  readonly run?: number | undefined;
  readonly session?: number | undefined;
  readonly incident?: number | undefined;
  /** The drivers it is about, besides those in the incident. */
  readonly drivers: readonly Named[];
}

/** The stored contacts and incidents between drivers. */
export interface Encounters {
  /** An incident, or the one it was merged into. */
  incident(number: number): { readonly number: number; readonly drivers: readonly Named[] };
  /** Whether the two touched or were in an incident together in that session; with the incident if there is one. */
  together(place: Place, one: string, other: string): { readonly incident?: number | undefined } | undefined;
}

interface Place {
  readonly run: number;
  readonly session: number;
}

/** Who judged, as stored in a row. */
export interface Signature {
  readonly by: string;
  readonly byId: string;
  /** Why an admin judged although involved. */
  readonly despite?: string | undefined;
}

export interface BenchParts {
  readonly people: Pick<People, 'guidsOf'>;
  readonly encounters: Encounters;
}

/** Why somebody judges although involved; undefined if they are not. Throws UserError if they must not. */
type DespiteOf = (matter: Matter) => string | undefined;

/** What the second of two stewards confirms. */
interface Seconding {
  readonly proposal: Proposal;
  readonly settled: Settlement;
}

/** A person or rule admitted to judge. The private field prevents anything else from passing as one. */
class AdmittedJudge {
  readonly by: string;
  /** Empty if their id is not known. */
  readonly byId: string;
  readonly isRule: boolean;
  /** The proposal they confirm; absent if they decide by themselves. */
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
   * Call it in the transaction that writes the decision.
   *
   * @throws UserError if they are involved
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

/** One of our rules, or the server manager: never involved. */
export const byRule = (by: string, byId = ''): Judge => new AdmittedJudge({ by, byId }, 'rule');

export class Bench {
  readonly #parts: BenchParts;

  constructor(parts: BenchParts) {
    this.#parts = parts;
  }

  /** @throws UserError for somebody involved in one of these, unless they are an admin and give a reason */
  judge(official: Official, ...matters: readonly Matter[]): Judge {
    const { by, byId = '' } = official;
    const judge = new AdmittedJudge({ by, byId }, (matter) => this.#despite(official, matter));
    for (const matter of matters) judge.sign(matter);
    return judge;
  }

  /**
   * A judge for the steward who proposed something and the one who confirms it: neither may be involved.
   *
   * @throws UserError if one of them is
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
    throw new InputError(`${why}. As an admin you can still judge it, with a reason. Nothing was done.`);
  }

  /** "You are involved in INC-3, as Otto Falk"; undefined for somebody who is not. */
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

  /** Something outside an incident may still be about somebody they had contact with. */
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
