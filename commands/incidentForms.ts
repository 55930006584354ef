/** The forms that Discord shows before a decision is carried out. They only use the pushed view, without I/O. */
import type { Choice, Context, Form } from '../src/command/command.ts';
import type { Target } from '../src/command/driver.ts';
import { amountOf, OUTCOME_CHOICES, PENALTY_TYPES, REPLACEMENT_CHOICES } from '../src/command/outcomes.ts';
import type { InvolvedHere, NameableIncident } from '../src/command/view.ts';
import type { Outcome } from '../src/events/decision.ts';
import { decisionInWords } from '../src/texts/decisions.ts';
import { english } from '../src/texts/english/index.ts';
import { incidentName } from '../src/texts/names.ts';
import { formTitle } from './formTitle.ts';

type Field = Form['fields'][number];

interface Asked {
  readonly outcome: Outcome | 'withdrawn' | undefined;
  readonly amount: number | undefined;
  readonly reason: string | undefined;
  readonly infringement: string | undefined;
  readonly points: number | undefined;
}

interface Deciding extends Asked {
  readonly seen: number | undefined;
  readonly laps: number | undefined;
  readonly number: number;
  readonly drivers: readonly Target[];
}

interface Replacing extends Asked {
  readonly laps: number | undefined;
  readonly decision: number;
}

interface Changing extends Asked {
  readonly number: number;
  readonly decision: number | undefined;
}

/** Discord's limit for options. */
const OPTIONS = 25;

const NEED_AMOUNT: ReadonlySet<string> = new Set(PENALTY_TYPES.filter((type) => amountOf(type) !== undefined));
/** These apply to all undecided drivers, so none need to be named. */
const FOR_ALL: ReadonlySet<string | undefined> = new Set<Outcome>(['no further action', 'racing incident']);

/** After a press, asks for what the button does not say. After a typed command, asks for what is missing. */
export function decideForm(asked: Deciding, context: Context): Form | undefined {
  const { number, drivers, outcome } = asked;
  const needsDrivers = drivers.length === 0 && !FOR_ALL.has(outcome);
  const incident = incidentOn(context, number);
  const needsReason = asked.reason === undefined && mustSayWhy(context, incident);
  if (isWhole(asked) && !needsDrivers && !needsReason) return undefined;
  // Carrying it out will report the error.
  if (needsDrivers && !incident) return undefined;
  const who: Field = {
    name: 'drivers',
    label: 'Who',
    many: true,
    choices: (incident?.drivers ?? []).toSorted(undecidedFirst).slice(0, OPTIONS).map(driverChoice),
  };
  const asks = details(asked, context, incident);
  const fields = [
    ...(needsDrivers ? [who] : []),
    ...(needsReason ? withReason(asks, 'Why you judge it although involved') : asks),
  ];
  // Somebody who types has seen the current state; a button states what its card showed.
  const says =
    asked.seen === undefined && context.caller.via !== 'component' ? { seen: `@${incident?.seen ?? 0}` } : undefined;
  const people = drivers.length > 0 ? drivers : (incident?.drivers ?? []);
  const all = withPoints(withLaps(fields, asked), asked, context);
  return { title: titleOf(number, people, whatOf(asked)), says, fields: all };
}

export function replaceForm(asked: Replacing, context: Context): Form | undefined {
  if (isWhole(asked) && asked.reason !== undefined) return undefined;
  const standing = context.server.view().nameable.decisions.find(({ number }) => number === asked.decision);
  const title = standing ? `Instead of ${standing.label}` : 'Replace a decision';
  const fields = withLaps(withReason(details(asked, context, undefined, REPLACEMENT_CHOICES)), asked);
  return { title, fields: withPoints(fields, asked, context) };
}

export function changeForm(asked: Changing, context: Context): Form | undefined {
  if (isWhole(asked) && asked.reason !== undefined && asked.decision !== undefined) return undefined;
  const incident = incidentOn(context, asked.number);
  const standing = (incident?.drivers ?? []).flatMap(({ stands }) => stands ?? []);
  if (standing.length === 0) return undefined;
  const which: Field = {
    name: 'decision',
    label: 'Which decision',
    choices: standing.slice(0, OPTIONS).map(({ number, label }) => ({ value: String(number), label })),
  };
  const fields = withReason(details(asked, context, incident, REPLACEMENT_CHOICES));
  const title = titleOf(asked.number, incident?.drivers ?? [], 'change a decision');
  return { title, fields: withPoints([which, ...fields], asked, context) };
}

const incidentOn = ({ server }: Context, number: number): NameableIncident | undefined =>
  server.view().nameable.incidents.find((each) => each.number === number);

const isWhole = ({ outcome, amount }: Asked): boolean =>
  outcome !== undefined && (!NEED_AMOUNT.has(outcome) || amount !== undefined);

/** "INC-3 Elena, Bea: +5 s". The names are cut if there is not enough room. */
function titleOf(number: number, people: readonly Pick<Target, 'name' | 'carId'>[], what: string | undefined): string {
  const names = people.map(({ name, carId }) => name || `car ${carId}`).join(', ');
  return formTitle(`${incidentName({ number })} ${names}`.trim(), what);
}

/** "+5 s", or just the word if the amount is not known yet. */
function whatOf({ outcome, amount, laps }: Deciding): string | undefined {
  if (outcome === undefined || outcome === 'withdrawn') return outcome;
  if (NEED_AMOUNT.has(outcome) && amount === undefined) return outcome;
  // As on the button: a title has little room.
  if (outcome === 'time' && amount !== undefined) return english.secondsAdded({ seconds: amount });
  return decisionInWords({ says: outcome, amount, laps });
}

function details(
  { outcome, amount, infringement, reason = '' }: Asked,
  { server }: Context,
  incident: NameableIncident | undefined,
  outcomes: readonly Choice[] = OUTCOME_CHOICES,
): readonly Field[] {
  const list = server.view().nameable.infringements;
  const what: Field = { name: 'outcome', label: 'Decision', choices: outcomes };
  const isRequired = outcome !== undefined;
  const howMuch: Field = { name: 'amount', label: AMOUNT_LABEL, required: isRequired };
  const why: Field = { name: 'reason', label: 'Reason (the driver will read this)', required: false, value: reason };
  const did: Field = {
    name: 'infringement',
    label: 'What they did',
    required: false,
    value: incident?.infringement,
    choices: list.slice(0, OPTIONS).map(({ code, text }) => ({ value: code, label: text })),
  };
  const needsAmount = amount === undefined && (outcome === undefined || NEED_AMOUNT.has(outcome));
  const isAboutNothing = outcome !== undefined && (FOR_ALL.has(outcome) || outcome === 'withdrawn');
  return [
    ...(outcome === undefined ? [what] : []),
    ...(needsAmount ? [howMuch] : []),
    ...(infringement === undefined && list.length > 0 && !isAboutNothing ? [did] : []),
    why,
  ];
}

/** After the amount, if it can be given and there is room. */
function withLaps(
  fields: readonly Field[],
  { outcome, laps }: Pick<Asked, 'outcome'> & { readonly laps: number | undefined },
) {
  const index = fields.findIndex(({ name }) => name === 'amount') + 1;
  const isSaid = laps !== undefined || (outcome !== undefined && !TAKE_LAPS.has(outcome));
  if (isSaid || index === 0 || fields.length >= FIELDS) return fields;
  return fields.toSpliced(index, 0, { name: 'laps', label: 'For how many race laps', required: false });
}

/** Before the reason, if the league counts points and there is room. Without it, the league's list decides how many. */
function withPoints(
  fields: readonly Field[],
  { points, outcome }: Pick<Asked, 'points' | 'outcome'>,
  { server }: Context,
) {
  if (!server.view().nameable.countsPoints) return fields;
  const index = fields.findIndex(({ name }) => name === 'reason');
  const isNone = outcome !== undefined && (FOR_ALL.has(outcome) || outcome === 'withdrawn');
  if (points !== undefined || isNone || index < 0 || fields.length >= FIELDS) return fields;
  return fields.toSpliced(index, 0, { name: 'points', label: 'Licence points', required: false });
}

/** Discord's limit for a form's fields. */
const FIELDS = 5;
const TAKE_LAPS: ReadonlySet<string> = new Set<Outcome>(['ballast', 'restrictor']);

const AMOUNT_LABEL = 'Amount: seconds, kilograms, percent or places';

const withReason = (fields: readonly Field[], label = 'Reason for the change'): readonly Field[] =>
  fields.map((field) => (field.name === 'reason' ? { ...field, required: true, label } : field));

/** An admin may judge an incident they were involved in, but must give a reason. */
const mustSayWhy = ({ caller }: Context, incident: NameableIncident | undefined): boolean =>
  caller.role === 'admin' && incident?.drivers.some(({ guid }) => guid === caller.guid) === true;

const undecidedFirst = (a: InvolvedHere, b: InvolvedHere): number =>
  Number(a.stands !== undefined) - Number(b.stands !== undefined);

const driverChoice = ({ guid, carId, name, lap, stands }: InvolvedHere): Choice => ({
  value: isWord(guid) ? guid : String(carId),
  label: name || `Car ${carId}`,
  about: stands?.label ?? [`car ${carId}`, ...(lap === undefined ? [] : [`lap ${lap}`])].join(', '),
});

/** A GUID can be any text from a game server, and Discord allows at most 100 characters. */
const isWord = (guid: string): boolean => /^[\w:-]{1,64}$/.test(guid);
