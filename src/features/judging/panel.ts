/** For two stewards: what is only proposed, what is in force but waits for the second one, and what they decided. */
import type { EventBody } from '../../events/events.ts';
import type { Proposal, Settlement } from '../../events/proposal.ts';
import { type Offer, UserError } from '../../kit/errors.ts';
import { inForceNote, proposalInWords, proposalName } from '../../texts/proposals.ts';
import type { Judge } from './bench.ts';
import type { Docket } from './docket.ts';

/** What somebody decides with one press. */
export type Deed = Omit<
  Proposal,
  'number' | 'numbers' | 'server' | 'by' | 'byId' | 'despite' | 'at' | 'state' | 'settled'
>;

export interface PanelParts {
  readonly server: string;
  /** How many stewards a decision needs. */
  readonly needed: number;
  readonly docket: Pick<Docket, 'get' | 'unsettled' | 'put'>;
  /** Whether the race it belongs to is running: then decisions take effect without waiting for a second steward. */
  readonly isRacing: (place: { readonly run: number; readonly session: number }) => boolean;
  /** Reserves numbers for future decisions. */
  readonly reserve: (count: number) => readonly number[];
  /** The licence points if nobody gave a number; none if absent. */
  readonly pointsFor?: ((decided: Pick<Deed, 'says' | 'infringement'>) => number | undefined) | undefined;
  readonly now: () => number;
}

export class Panel {
  readonly #parts: PanelParts;

  constructor(parts: PanelParts) {
    this.#parts = parts;
  }

  /** Whether it is only proposed, for somebody else to confirm. */
  mustPropose(judge: Judge, deed: Pick<Deed, 'run' | 'session' | 'says'>): boolean {
    return this.#needsSecond(judge, deed) && !this.#parts.isRacing(deed);
  }

  /**
   * Call it in the transaction that decides.
   *
   * @param isAbout whether a proposal is about the same
   * @throws UserError if somebody has proposed something about the same, which has to be settled first
   */
  refuseProposed(judge: Judge, isAbout: (proposal: Proposal) => boolean): void {
    const { docket } = this.#parts;
    const own = judge.seconds?.proposal.number;
    if (own !== undefined) refuseSettled(docket.get(own));
    const open = docket.unsettled().find((each) => each.state === 'proposed' && each.number !== own && isAbout(each));
    if (!open) return;
    const name = proposalName(open);
    throw new UserError(
      `${open.by} has proposed ${name}: ${proposalInWords(open)}. It is waiting for a second steward: confirm or reject it first. Nothing was done.`,
      settlingOffers(open),
    );
  }

  /** Call it inside a transaction. */
  propose(judge: Judge, deed: Deed): { readonly proposal: Proposal; readonly bodies: readonly EventBody[] } {
    const numbers = this.#parts.reserve(Math.max(1, deed.drivers.length));
    const proposal = this.#proposalOf(judge, deed, { numbers, state: 'proposed' });
    return { proposal, bodies: this.#kept(proposal) };
  }

  /** Call it inside the transaction that wrote the decision: it either confirms a proposal, or has to be confirmed. */
  written(judge: Judge, deed: Deed, numbers: readonly number[]): readonly EventBody[] {
    const { seconds } = judge;
    if (seconds) return this.settle(this.#parts.docket.get(seconds.proposal.number), 'confirmed', seconds.settled);
    if (!this.#needsSecond(judge, deed) || numbers.length === 0) return [];
    return this.#kept(this.#proposalOf(judge, deed, { numbers, state: 'unconfirmed' }));
  }

  /** For the answer to the steward who decided; undefined if these decisions need nobody else. */
  stillToConfirm(decisions: readonly number[]): string | undefined {
    const waiting = this.#parts.docket
      .unsettled()
      .find(({ state, numbers }) => state === 'unconfirmed' && numbers.some((number) => decisions.includes(number)));
    return waiting && inForceNote(waiting);
  }

  /** Call it inside a transaction. */
  settle(proposal: Proposal, state: 'confirmed' | 'rejected', settled: Settlement): readonly EventBody[] {
    return this.#kept({ ...proposal, state, settled });
  }

  /** A kick is over before anybody could confirm it, and a rule needs no second opinion. */
  #needsSecond(judge: Judge, { says }: Pick<Deed, 'says'>): boolean {
    return this.#parts.needed > 1 && !judge.isRule && judge.seconds === undefined && says !== 'kick';
  }

  #proposalOf(judge: Judge, deed: Deed, { numbers, state }: Pick<Proposal, 'numbers' | 'state'>): Proposal {
    const { server, now, pointsFor } = this.#parts;
    const { run, session, incident, drivers } = deed;
    const { by, byId, despite } = judge.sign({ run, session, incident, drivers });
    const [number = 0] = numbers;
    // Whoever confirms it confirms the points, too.
    const points = deed.points ?? pointsFor?.(deed);
    return { number, numbers, server, ...deed, points, by, byId, despite, at: now(), state };
  }

  #kept(proposal: Proposal): readonly EventBody[] {
    this.#parts.docket.put(proposal);
    return [{ type: 'proposalChanged', proposal }];
  }
}

/** @throws UserError for what is already confirmed or rejected */
export function refuseSettled(proposal: Proposal): void {
  const { settled, state } = proposal;
  if (settled) throw new UserError(`${settled.by} already ${state} ${proposalName(proposal)}; nothing was done.`);
}

const settlingOffers = ({ number, server }: Proposal): readonly Offer[] => [
  { label: 'Confirm it', line: `incident confirm ${number}`, server },
  { label: 'Reject it', line: `incident reject ${number}`, server },
];
