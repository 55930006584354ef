/** Which decisions of a race get a document and which go on its list: pure rules over rows. */
import type { Decision, Finding } from '../../events/decision.ts';
import type { Penalty, PenaltyType } from '../../events/penalty.ts';
import { isFinding, isVerdict, type Verdict } from '../../events/standing.ts';
import { penaltyName } from '../../texts/names.ts';
import type { KnownSession, SessionKey } from '../calendar/calendar.ts';
import type { Ledger } from '../penalties/ledger.ts';

/** One driver in one incident, or one penalty without an incident. It may be decided more than once. */
export interface Matter {
  /** Named after its first decision, not its incident: an appeal may open an incident for it later. */
  readonly key: string;
  readonly first: Verdict;
  /** The last verdict, whether it stands or not. */
  readonly verdict: Verdict;
  readonly standing: Standing;
}

export type Standing =
  /** A penalty: the verdict's own, or what that was converted into. */
  | { readonly is: 'penalty'; readonly penalty: Penalty; readonly insteadOf?: Penalty | undefined }
  /** Nobody is penalised. */
  | { readonly is: 'word'; readonly says: Finding | Word }
  /** Withdrawn, by that decision if there is one; or a kick, which the public sees anyway. */
  | { readonly is: 'nothing'; readonly by?: Decision | undefined }
  /** Only proposed: what stood before still stands. */
  | { readonly is: 'unsaid' };

type Word = Extract<PenaltyType, 'warning' | 'reprimand'>;

const isWord = (type: PenaltyType): type is Word => type === 'warning' || type === 'reprimand';

export type Rows = Pick<Ledger, 'decisions' | 'several'>;

/** The verdicts that these decisions are, or are about. How a penalty was carried out is not a new verdict. */
export function verdictsBehind(decisions: readonly Decision[], { decisions: rows }: Pick<Ledger, 'decisions'>) {
  const behind = decisions.map((decision) => verdictBehind(decision, rows));
  return behind.filter((each) => each !== undefined);
}

function verdictBehind(decision: Decision, rows: Rows['decisions']): Verdict | undefined {
  if (isVerdict(decision)) return decision;
  const about = decision.converts ?? decision.penalty ?? decision.replaces;
  return about === undefined || about === decision.number ? undefined : verdictBehind(rows.get(about), rows);
}

/** In the order of their first decisions. */
export function mattersIn(keys: readonly SessionKey[], rows: Rows): readonly Matter[] {
  const decisions = keys
    .flatMap(({ run, session }) => rows.decisions.ofSession(run, session))
    .sort((a, b) => a.number - b.number);
  const verdicts = new Map<string, { readonly first: Verdict; readonly verdict: Verdict }>();
  for (const verdict of decisions.filter(isVerdict)) {
    const about = aboutWhat(verdict, rows);
    verdicts.set(about, { first: verdicts.get(about)?.first ?? verdict, verdict });
  }
  return [...verdicts.values()].map(({ first, verdict }) => ({
    key: `decision ${first.number}`,
    first,
    verdict,
    standing: standingOf(verdict, decisions, rows),
  }));
}

function aboutWhat(verdict: Verdict, { decisions }: Pick<Ledger, 'decisions'>): string {
  let first = verdict;
  while (first.replaces !== undefined) {
    const before = verdictBehind(decisions.get(first.replaces), decisions);
    if (!before) break;
    first = before;
  }
  const { incident, driver, number } = first;
  return incident === undefined ? `decision ${number}` : `incident ${incident} ${driver.guid}`;
}

function standingOf(verdict: Verdict, decisions: readonly Decision[], rows: Rows): Standing {
  const { number, says } = verdict;
  if (isFinding(says)) {
    const by = decisions.findLast((each) => each.says === 'withdrawn' && each.replaces === number);
    return by ? { is: 'nothing', by } : { is: 'word', says };
  }
  const [given] = rows.several([number]);
  if (!given) return { is: 'unsaid' };
  const penalty = asConverted(given, rows);
  if (penalty.state === 'withdrawn') return { is: 'nothing', by: withdrawalOf(penalty, rows) };
  if (penalty.state === 'proposed') return { is: 'unsaid' };
  if (penalty.type === 'kick') return { is: 'nothing' };
  if (isWord(penalty.type)) return { is: 'word', says: penalty.type };
  return { is: 'penalty', penalty, insteadOf: penalty === given ? undefined : given };
}

function asConverted(given: Penalty, rows: Rows): Penalty {
  const [into] = given.convertedInto === undefined ? [] : rows.several([given.convertedInto]);
  return given.state === 'converted' && into ? asConverted(into, rows) : given;
}

const withdrawalOf = ({ number }: Penalty, { decisions }: Rows): Decision | undefined =>
  decisions.ofPenalty(number).findLast(({ says }) => says === 'withdrawn');

/** Penalties that rules give in practice sessions change no result, and a server open all day has many of them. */
export const isOfLeague = (isByPerson: boolean, { session: { kind } }: OfKind): boolean =>
  isByPerson || kind === 'race' || kind === 'qualify';

interface OfKind {
  readonly session: Pick<KnownSession, 'kind'>;
}

export const isByPerson = ({ byId }: Decision): boolean => byId !== 'automatic' && byId !== 'manager';

/** A document stays valid as long as this does not change. */
export function inShort(standing: Standing): string {
  if (standing.is === 'penalty') return penaltyName(standing.penalty);
  if (standing.is === 'word') return standing.says;
  return standing.is;
}
