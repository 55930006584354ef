/** How one server penalises, as read from penalties.ini. */
import { z } from 'zod';
import type { SessionKind } from '../../events/events.ts';
import { isDriven, PENALTY_UNITS } from '../../events/penalty.ts';
import { type Infringement, readInfringements } from '../decisions/infringements.ts';
import { type LicenceRules, readLicenceRules, withPoints } from '../decisions/licence.ts';
import { DEFAULT_PIT_RULES, dueLaps, type PitRules } from './conversion.ts';
import { isForResult, isServedInRace } from './penalty.ts';
import {
  type CommonSettings,
  INCIDENT,
  type PenaltyRule,
  type PenaltyRules,
  type RulePenalty,
  type RuleSettings,
  ruleKinds,
  within,
} from './rules.ts';

export interface PenaltySettings extends PitRules {
  readonly rules: PenaltyRules;
  /** Contacts of cars that open incidents, besides other reasons; absent if they are counted instead, or not set. */
  readonly contactIncidents?: ContactIncidents | undefined;
  /** The infringements that a decision can name; the usual ones when absent. */
  readonly infringements?: readonly Infringement[] | undefined;
  /** The league's rules for licence points; none when absent. */
  readonly licence?: LicenceRules | undefined;
}

export interface ContactIncidents {
  readonly fromKmh: number;
  readonly sessions: readonly SessionKind[];
}

/** Nothing is watched. */
export const DEFAULT_SETTINGS: PenaltySettings = { rules: {}, ...DEFAULT_PIT_RULES };

const pitRule = ({ laps, seconds }: PitRules[keyof PitRules]) =>
  z
    .strictObject({ LAPS: within(1, 200).default(laps), SECONDS: within(0, 3600).default(seconds) })
    .transform(({ LAPS, SECONDS }) => ({ laps: LAPS, seconds: SECONDS }));

/** The sections for penalties that are driven in a race. */
const PIT_SECTIONS: { readonly [K in keyof PitRules]: string } = {
  driveThrough: 'drive-through',
  stopAndGo: 'stop-and-go',
};

const [INFRINGEMENTS, POINTS, LICENCE] = ['infringements', 'points', 'licence'];

const SECTIONS: readonly string[] = [
  ...ruleKinds.map(({ section }) => section),
  ...Object.values(PIT_SECTIONS),
  INFRINGEMENTS,
  POINTS,
  LICENCE,
];

type Tree = Readonly<Record<string, unknown>>;

/**
 * The settings of one server: sections for all, replaced by `[<server>.<section>]` for one.
 *
 * @param file the file name used in messages
 */
export function readPenaltySettings(
  written: Tree,
  { server, servers, file }: { readonly server: string; readonly servers: readonly string[]; readonly file: string },
): { readonly settings: PenaltySettings; readonly problems: readonly string[] } {
  const own = treeIn(written[server]);
  const problems = [...strays(written, servers, file), ...strays(own, [], file, `${server}.`)];
  const read = <Read>(name: string, schema: z.ZodType<Read>, problemOf?: (set: Read) => string | undefined) => {
    const tree = own[name] ?? written[name];
    if (tree === undefined) return undefined;
    const { set, problems: found } = readSection(schema, treeIn(tree), problemOf);
    const label = name in own ? `${server}.${name}` : name;
    problems.push(...found.map((problem) => `${file}, [${label}]: ${problem}`));
    return set;
  };
  const readPit = (name: keyof PitRules) =>
    read(PIT_SECTIONS[name], pitRule(DEFAULT_PIT_RULES[name])) ?? DEFAULT_PIT_RULES[name];
  const pits: PitRules = { driveThrough: readPit('driveThrough'), stopAndGo: readPit('stopAndGo') };
  const sections = ruleKinds.flatMap(({ code, section, schema }) => {
    const set = read(section, schema, penaltyProblem);
    return set ? [{ code, set }] : [];
  });
  const looked = sections.find(({ set }) => set.common.PENALTY === INCIDENT);
  const counted = sections.filter((each) => each !== looked);
  /** Reads a section whose keys the league chooses. */
  const readOwn = <Read extends { readonly problems: readonly string[] }>(
    name: string,
    reader: (tree: Tree) => Read,
  ): Read | undefined => {
    const said = own[name] ?? written[name];
    if (said === undefined) return undefined;
    const found = reader(treeIn(said));
    const label = name in own ? `${server}.${name}` : name;
    problems.push(...found.problems.map((problem) => `${file}, [${label}]: ${problem}`));
    return found;
  };
  const listed = readOwn(INFRINGEMENTS, readInfringements);
  const pointed = readOwn(POINTS, (tree) => withPoints(listed?.list, tree));
  const licence = readOwn(LICENCE, readLicenceRules)?.rules;
  return {
    settings: {
      rules: Object.fromEntries(counted.map(({ code, set }) => [code, ruleFrom(set, pits)])),
      contactIncidents: looked && { fromKmh: looked.set.own.fromKmh ?? 0, sessions: looked.set.common.SESSIONS },
      driveThrough: pits.driveThrough,
      stopAndGo: pits.stopAndGo,
      infringements: (pointed ?? listed)?.list,
      licence,
    },
    problems,
  };
}

interface ReadSection<Read> {
  /** Undefined if there are problems. */
  readonly set?: Read;
  readonly problems: readonly string[];
}

function readSection<Read>(
  schema: z.ZodType<Read>,
  tree: Tree,
  problemOf: (set: Read) => string | undefined = () => undefined,
): ReadSection<Read> {
  const parsed = schema.safeParse(upperKeys(tree));
  if (!parsed.success) return { problems: parsed.error.issues.map(issueInWords) };
  const problem = problemOf(parsed.data);
  return problem === undefined ? { set: parsed.data, problems: [] } : { problems: [problem] };
}

const ruleFrom = ({ common, own }: RuleSettings, pits: PitRules): PenaltyRule => ({
  warnings: common.WARNINGS,
  sessions: common.SESSIONS,
  firstLap: common.FIRST_LAP,
  penalty: penaltyFrom(common, pits),
  fromKmh: own.fromKmh ?? 0,
  eachCut: own.eachCut ?? false,
  forgiveSlowerPercent: own.forgiveSlowerPercent ?? 0,
});

function penaltyFrom(
  { PENALTY: type, AMOUNT: amount = 0, LAPS }: CommonSettings,
  pits: PitRules,
): RulePenalty | undefined {
  if (type === 'none' || type === INCIDENT) return undefined;
  return { type, amount, laps: LAPS ?? (isDriven({ type }) ? dueLaps({ type }, pits) : undefined) };
}

function penaltyProblem({ common: { PENALTY, AMOUNT, LAPS, SESSIONS: sessions } }: RuleSettings) {
  const type = PENALTY === INCIDENT ? 'none' : PENALTY;
  const unit = type === 'none' ? undefined : PENALTY_UNITS[type];
  if (unit !== undefined && AMOUNT === undefined) return `PENALTY=${type} needs AMOUNT, in ${unit}.`;
  if (unit === undefined && AMOUNT !== undefined) return `AMOUNT has no effect with PENALTY=${PENALTY}.`;
  if (LAPS !== undefined && (type === 'none' || !isServedInRace({ type }))) {
    return `LAPS has no effect with PENALTY=${PENALTY}.`;
  }
  if (type !== 'none' && isForResult({ type }) && sessions.includes('practice')) {
    return `PENALTY=${type} counts in a result, which practice has none of: SESSIONS must be without practice.`;
  }
  return undefined;
}

/** Problems for keys and sections that do not belong there. */
function strays(tree: Tree, servers: readonly string[], file: string, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const isTree = typeof value === 'object' && value !== null;
    if (!isTree) return [`${file}: ${prefix}${name} is outside any section.`];
    if (SECTIONS.includes(name) || servers.includes(name)) return [];
    return [`${file}: [${prefix}${name}] is neither one of ${SECTIONS.join(', ')} nor a server.`];
  });
}

function issueInWords({ code, path, message, ...issue }: z.core.$ZodIssue): string {
  if (code === 'unrecognized_keys' && 'keys' in issue) return `${issue.keys.join(', ')} is no setting.`;
  return `${String(path[0])} must be ${message}.`;
}

const treeIn = (value: unknown): Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : {};

/** The ini parser turns words into values: `true`, `null`. */
const upperKeys = (tree: Tree): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key.toUpperCase(),
      typeof value === 'string' || typeof value === 'boolean' ? String(value).trim() : value,
    ]),
  );
