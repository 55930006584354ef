import type { Caller } from './caller.ts';

/**
 * Every effect that a command can have. Rights are judged by effects, not by what was typed. `notByLink`: the end of
 * the refusal for a linked account in the car; undefined if the effect is allowed. Decided here for each effect.
 */
export const EFFECTS = {
  'sends away': { notByLink: 'kick or ban anybody' },
  'lifts a ban': { notByLink: 'lift a ban' },
  'changes the session': { notByLink: 'change the session' },
  'starts or stops the server': { notByLink: 'start or stop the server' },
  'changes the configuration': { notByLink: 'change the configuration of the server' },
  'ends Pitwall': { notByLink: 'shut down Pitwall' },
  'sets up Discord': { notByLink: 'set up Discord' },
  'changes the weather': { notByLink: undefined },
  'changes the calendar': { notByLink: undefined },
  'changes the roster': { notByLink: undefined },
  'changes the grid': { notByLink: undefined },
  'changes a car': { notByLink: undefined },
  'changes the view': { notByLink: undefined },
  'changes the result': { notByLink: undefined },
  'decides about a driver': { notByLink: undefined },
  'handles an incident': { notByLink: undefined },
  'reports to the stewards': { notByLink: undefined },
  'speaks in the game': { notByLink: undefined },
  'registers in the lobby': { notByLink: undefined },
  'starts or stops the tracker': { notByLink: undefined },
  'links an account': { notByLink: undefined },
  'proves a right': { notByLink: undefined },
  'changes what a car is told': { notByLink: undefined },
} as const satisfies Readonly<Record<string, { readonly notByLink: string | undefined }>>;

export type Effect = keyof typeof EFFECTS;

/** At least one: a command without effects is a question. */
export type Effects = readonly [Effect, ...Effect[]];

/** Why a caller may not cause these effects, whatever their role; undefined if they may. */
export function refusalOf(effects: readonly Effect[], { proof }: Pick<Caller, 'proof'>): string | undefined {
  if (proof !== 'link') return undefined;
  const [refused] = effects.flatMap((effect) => EFFECTS[effect].notByLink ?? []);
  if (refused === undefined) return undefined;
  return `A linked account cannot ${refused} from the car; that needs the admin password of the server.`;
}
