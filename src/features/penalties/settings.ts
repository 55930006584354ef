/** How one server penalises, as penalties.ini says it. */
import { z } from 'zod';
import type { PenaltyType } from '../../events/penalty.ts';
import { type Infringement, readInfringements } from '../decisions/infringements.ts';
import { AMOUNT_UNITS } from './penalty.ts';
import {
  type CommonSettings,
  type PenaltyRule,
  type PenaltyRules,
  type RulePenalty,
  type RuleSettings,
  ruleKinds,
  within,
} from './rules.ts';

export interface PenaltySettings {
  readonly rules: PenaltyRules;
  readonly driveThrough: {
    /** Race laps within which it is due, where nobody says otherwise. */
    readonly laps: number;
    /** The time that takes the place of an unserved one; 0 for none. */
    readonly seconds: number;
  };
  /** What a decision can say that somebody did; the usual ones when absent. */
  readonly infringements?: readonly Infringement[] | undefined;
}

/** Nothing is watched. Two laps and 20 seconds are what most leagues have. */
export const DEFAULT_SETTINGS: PenaltySettings = { rules: {}, driveThrough: { laps: 2, seconds: 20 } };

const DRIVE_THROUGH = 'drive-through';
const INFRINGEMENTS = 'infringements';
const driveThrough = z.strictObject({ LAPS: within(1, 200).default(2), SECONDS: within(0, 3600).default(20) });

const SECTIONS: readonly string[] = [...ruleKinds.map(({ section }) => section), DRIVE_THROUGH, INFRINGEMENTS];

type Tree = Readonly<Record<string, unknown>>;

/**
 * The settings of one server: sections for all, and `[<server>.<section>]` in place of them for one.
 *
 * @param file what sentences call it
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
  const { laps, seconds } = DEFAULT_SETTINGS.driveThrough;
  const due = read(DRIVE_THROUGH, driveThrough) ?? { LAPS: laps, SECONDS: seconds };
  const rules = ruleKinds.flatMap(({ code, section, schema }): [string, PenaltyRule][] => {
    const set = read(section, schema, penaltyProblem);
    return set ? [[code, ruleFrom(set, due.LAPS)]] : [];
  });
  const label = INFRINGEMENTS in own ? `${server}.${INFRINGEMENTS}` : INFRINGEMENTS;
  const said = own[INFRINGEMENTS] ?? written[INFRINGEMENTS];
  const infringements = said === undefined ? undefined : readInfringements(treeIn(said));
  problems.push(...(infringements?.problems ?? []).map((problem) => `${file}, [${label}]: ${problem}`));
  return {
    settings: {
      rules: Object.fromEntries(rules),
      driveThrough: { laps: due.LAPS, seconds: due.SECONDS },
      infringements: infringements?.list,
    },
    problems,
  };
}

interface ReadSection<Read> {
  /** Undefined where there are problems. */
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

const ruleFrom = ({ common, own }: RuleSettings, dueLaps: number): PenaltyRule => ({
  warnings: common.WARNINGS,
  sessions: common.SESSIONS,
  firstLap: common.FIRST_LAP,
  penalty: penaltyFrom(common, dueLaps),
  fromKmh: own.fromKmh ?? 0,
  eachCut: own.eachCut ?? false,
  forgiveSlowerPercent: own.forgiveSlowerPercent ?? 0,
});

function penaltyFrom(
  { PENALTY: type, AMOUNT: amount = 0, LAPS }: CommonSettings,
  dueLaps: number,
): RulePenalty | undefined {
  if (type === 'none') return undefined;
  return { type, amount, laps: LAPS ?? (type === 'drive-through' ? dueLaps : undefined) };
}

const TAKING_LAPS: ReadonlySet<PenaltyType | 'none'> = new Set(['ballast', 'restrictor', 'drive-through']);

function penaltyProblem({ common: { PENALTY: type, AMOUNT, LAPS } }: RuleSettings): string | undefined {
  const unit = type === 'none' ? undefined : AMOUNT_UNITS[type];
  if (unit !== undefined && AMOUNT === undefined) return `PENALTY=${type} needs AMOUNT, in ${unit}.`;
  if (unit === undefined && AMOUNT !== undefined) return `AMOUNT has no effect with PENALTY=${type}.`;
  return LAPS !== undefined && !TAKING_LAPS.has(type) ? `LAPS has no effect with PENALTY=${type}.` : undefined;
}

/** What stands where no section of ours can. */
function strays(tree: Tree, servers: readonly string[], file: string, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const isTree = typeof value === 'object' && value !== null;
    if (!isTree) return [`${file}: ${prefix}${name} stands outside of a section.`];
    if (SECTIONS.includes(name) || servers.includes(name)) return [];
    return [`${file}: [${prefix}${name}] is neither one of ${SECTIONS.join(', ')} nor a server.`];
  });
}

function issueInWords({ code, path, message, ...issue }: z.core.$ZodIssue): string {
  if (code === 'unrecognized_keys' && 'keys' in issue) return `${(issue.keys as string[]).join(', ')} is no setting.`;
  return `${String(path[0])} must be ${message}.`;
}

const treeIn = (value: unknown): Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : {};

/** ini makes words out of what looks like one: `true`, `null`. */
const upperKeys = (tree: Tree): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key.toUpperCase(),
      typeof value === 'object' ? value : String(value).trim(),
    ]),
  );
