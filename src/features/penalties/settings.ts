import { z } from 'zod';
import type { SessionKind } from '../../events/events.ts';
import { PENALTY_TYPES, type PenaltyType } from '../../events/penalty.ts';
import { AMOUNT_UNITS } from '../../texts/penalties.ts';
import type { Rule, RulePenalty, Rules } from './rules.ts';

/** How one server penalises. */
export interface PenaltySettings {
  readonly rules: Rules;
  readonly driveThrough: {
    /** Race laps within which it is due, where nobody says otherwise. */
    readonly laps: number;
    /** The time that takes the place of an unserved one; 0 for none. */
    readonly seconds: number;
  };
}

/** Nothing is watched. Two laps and 20 seconds are what most leagues have. */
export const DEFAULT_SETTINGS: PenaltySettings = { rules: {}, driveThrough: { laps: 2, seconds: 20 } };

const SESSIONS = ['practice', 'qualify', 'race'] as const satisfies readonly SessionKind[];

const within = (min: number, max: number) =>
  z
    .string()
    .refine((text) => /^\d{1,6}$/.test(text) && Number(text) >= min && Number(text) <= max, {
      error: `a whole number from ${min} to ${max}`,
    })
    .transform(Number);
const oneOf = <const T extends string>(words: readonly T[]) => z.enum(words, `one of ${words.join(', ')}`);

const common = {
  WARNINGS: within(0, 99).default(3),
  SESSIONS: z
    .string()
    .transform((text) =>
      text
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    )
    .pipe(z.array(oneOf(SESSIONS), `one or more of ${SESSIONS.join(', ')}`).min(1))
    .default(['race']),
  FIRST_LAP: oneOf(['full', 'half', 'none']),
  PENALTY: oneOf(['none', ...PENALTY_TYPES]),
  AMOUNT: within(1, 5000).optional(),
  LAPS: within(1, 200).optional(),
};

const cuts = z.strictObject({
  ...common,
  FIRST_LAP: common.FIRST_LAP.default('full'),
  PENALTY: common.PENALTY.default('drive-through'),
  COUNT: oneOf(['laps', 'cuts']).default('laps'),
  FORGIVE_SLOWER_PERCENT: within(0, 100).default(0),
});
const contacts = z.strictObject({
  ...common,
  FIRST_LAP: common.FIRST_LAP.default('half'),
  PENALTY: common.PENALTY.default('none'),
  FROM_KMH: within(0, 500).default(20),
});
const driveThrough = z.strictObject({ LAPS: within(1, 200).default(2), SECONDS: within(0, 3600).default(20) });

/** The sections, by their names in the file. */
const SECTIONS = { cuts, 'car-contacts': contacts, 'wall-contacts': contacts, 'drive-through': driveThrough } as const;

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
  const read = <K extends SectionName>(name: K): Section<K> | undefined => {
    const tree = own[name] ?? written[name];
    if (tree === undefined) return undefined;
    const found = readSection(name, treeIn(tree));
    const label = name in own ? `${server}.${name}` : name;
    problems.push(...found.problems.map((problem) => `${file}, [${label}]: ${problem}`));
    return found.set;
  };
  const { driveThrough: defaults } = DEFAULT_SETTINGS;
  const due = read('drive-through') ?? { LAPS: defaults.laps, SECONDS: defaults.seconds };
  const rules = rulesFrom({ cuts: read('cuts'), car: read('car-contacts'), wall: read('wall-contacts') }, due.LAPS);
  return { settings: { rules, driveThrough: { laps: due.LAPS, seconds: due.SECONDS } }, problems };
}

type SectionName = keyof typeof SECTIONS;
type Section<K extends SectionName> = z.output<(typeof SECTIONS)[K]>;

function readSection<K extends SectionName>(name: K, tree: Tree): { set?: Section<K>; problems: readonly string[] } {
  const parsed = SECTIONS[name].safeParse(upperKeys(tree));
  if (!parsed.success) return { problems: parsed.error.issues.map(issueInWords) };
  const set = parsed.data as Section<K>;
  const problem = 'PENALTY' in set ? penaltyProblem(set) : undefined;
  return problem === undefined ? { set, problems: [] } : { problems: [problem] };
}

interface Sections {
  readonly cuts: Section<'cuts'> | undefined;
  readonly car: Section<'car-contacts'> | undefined;
  readonly wall: Section<'wall-contacts'> | undefined;
}

function rulesFrom({ cuts, car, wall }: Sections, dueLaps: number): Rules {
  const ofCuts = cuts && {
    ...ruleFrom(cuts, dueLaps),
    ...{ eachCut: cuts.COUNT === 'cuts', forgiveSlowerPercent: cuts.FORGIVE_SLOWER_PERCENT },
  };
  return {
    ...(ofCuts && { cut: ofCuts }),
    ...(car && { 'car contact': { ...ruleFrom(car, dueLaps), fromKmh: car.FROM_KMH } }),
    ...(wall && { 'wall contact': { ...ruleFrom(wall, dueLaps), fromKmh: wall.FROM_KMH } }),
  };
}

interface Common {
  readonly WARNINGS: number;
  readonly SESSIONS: readonly SessionKind[];
  readonly FIRST_LAP: Rule['firstLap'];
  readonly PENALTY: PenaltyType | 'none';
  readonly AMOUNT?: number | undefined;
  readonly LAPS?: number | undefined;
}

const ruleFrom = (set: Common, dueLaps: number): Rule => ({
  ...{ warnings: set.WARNINGS, sessions: set.SESSIONS, firstLap: set.FIRST_LAP, penalty: penaltyFrom(set, dueLaps) },
  ...{ fromKmh: 0, eachCut: false, forgiveSlowerPercent: 0 },
});

function penaltyFrom({ PENALTY: type, AMOUNT: amount = 0, LAPS }: Common, dueLaps: number): RulePenalty | undefined {
  if (type === 'none') return undefined;
  const laps = LAPS ?? (type === 'drive-through' ? dueLaps : undefined);
  return { type, amount, ...(laps === undefined ? {} : { laps }) };
}

function penaltyProblem({ PENALTY: type, AMOUNT, LAPS }: Common): string | undefined {
  const unit = type === 'none' ? undefined : AMOUNT_UNITS[type];
  if (unit !== undefined && AMOUNT === undefined) return `PENALTY=${type} needs AMOUNT, in ${unit}.`;
  if (unit === undefined && AMOUNT !== undefined) return `AMOUNT has no effect with PENALTY=${type}.`;
  const takesLaps = type === 'ballast' || type === 'restrictor' || type === 'drive-through';
  return LAPS !== undefined && !takesLaps ? `LAPS has no effect with PENALTY=${type}.` : undefined;
}

/** What stands where no section of ours can. */
function strays(tree: Tree, servers: readonly string[], file: string, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const isTree = typeof value === 'object' && value !== null;
    if (!isTree) return [`${file}: ${prefix}${name} stands outside of a section.`];
    if (name in SECTIONS || servers.includes(name)) return [];
    return [`${file}: [${prefix}${name}] is neither one of ${Object.keys(SECTIONS).join(', ')} nor a server.`];
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
